S1F13 W
<L [2]
  <A [6] "ETCH-7" >
  <A [5] "R1.02" >
>.
S2F41 W
<L [2]
  <A [5] "START" >
  <L [1]
    <L [2]
      <A [4] "PPID" >
      <A [14] "C:\recipes\new" >
    >
  >
>.
s6f11 W
<l [3]
  <u4 [1] 0 >
  <u4 [1] 1001 >
  <l [1]
    <l [2]
      <u4 [1] 10 >
      <l [3]
        <f4 [1] 2.5 >
        <i2 [1] -5 >
        <boolean [1] TRUE >
      >
    >
  >
>.
S5F1
<L [3]
  <B [1] 0x84 >
  <U4 [1] 42 >
  <A [12] "two "0x22"lines"0x22 0x0A>
>.
S1F1 W.
S1F2
<L [0]
>.
