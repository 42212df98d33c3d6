< L [2]
  < A "ETCH-7" >
  < A "R1.02" >
>
< L [2]
  < A "START" >
  < L [1]
    < L [2]
      < A "PPID" >
      < A "C:\recipes\new" >
    >
  >
>
< L [3]
  < U4 0 >
  < U4 0x3E9 >
  < L [1]
    < L [2]
      < U4 10 >
      < L [3]
        < F4 2.5 >
        < I2 -5 >
        < BOOLEAN 0x1 >
      >
    >
  >
>
< L [3]
  < B 0x84 >
  < U4 42 >
  < A "two " 0x22 'lines"' 0xa >
>
< L >
