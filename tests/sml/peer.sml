* Messages in the form of the original notation: bare headers, decimal integers, sizes or not.
S1F13 W
<L [2]
  <A [6] "ETCH-7">
  <A 'R1.02'>
>.

/* A comment over
   two lines. */
S2F41 [W]
<L
  <A "START">
  <L [1..]
    <L [2]
      <A "PPID">
      <A "C:\recipes\new">
    >
  >
>.

S6F11 W
<L [3]
  <U4 0>
  <U4 1001>
  <L
    <L
      <U4 [1] 10>
      * a comment between items
      <L [3]
        <F4 2.5>
        <I2 -5>
        <BOOLEAN T>
      >
    >
  >
>.
S5F1
<L [3]
  <B 0x84>
  <U4 42>
  <A "two " 0x22 "lines" 0x22 0x0A>
>.
S1F1 W.
S1F2 <L [0]>.
