// as its fast mode writes them
S1F13 W
<L[2]
  <A[6] "ETCH-7">
  <A[5] "R1.02">
>
.
Remote Command: 'S2F41' W
<L[2]
  <A[5] 'START'>
  <L[..1]
    <L[1..2]
      <A[4] "PPID">
      <A[14] "C:\recipes\new">
    >
  >
>
.
"S6F11" W
<L[3]
  <U4[1] 0b0>
  <U4[1] 0o1751>
  <L[1]
    <L[2]
      <U4[1] 0xA>
      <L[3]
        <F4[1] 2.5>
        <I2[1] -0x5>
        <BOOLEAN[1] True>
      >
    >
  >
>
.
S5F1
<L[3]
  <B[1] 0b10000100>
  <U4[1] 42>
  <A[12] "two "lines"
">
>
.
S1F1 W
.
S1F2
<L[0]>
.
