EstablishCommunications:'S1F13'W
    <L [2] 
        <A [6] 'ETCH-7'>
        <A [5] 'R1.02'>
    >
.
Remote Command:'S2F41' W
    <L [2] 
        <A [5] 'START'>
        <L [1] 
            <L [2] 
                <A [4] 'PPID'>
                <A [14] 'C:\recipes\new'>
            >
        >
    >
.
'S6F11'W
    <L [3] 
        <U4 [1] 0>
        <U4 [1] 1001>
        <L [1] 
            <L [2] 
                <U4 [1] 10>
                <L [3] 
                    <F4 [1] 2.5>
                    <I2 [1] -5>
                    <Boolean [1] True>
                >
            >
        >
    >
.
'S5F1'
    <L [3] 
        <B [1] 0x84>
        <U4 [1] 42>
        <A [12] 'two "lines"
'>
    >
.
'S1F1'W
.
'S1F2'
    <L [0] 
    >
.
