* sources of HSPICE
v1 1 0 DC=1 AC=1,90
v2 2 0 PWL(0 0 1n 1 2n 0 R TD=1n)
v3 3 0 PL(0 0 1 1n 0 2n R 0)
v4 4 0 PAT (1 0 0 10p 10p 1n b1011 r=1 rb=2 b0011)
v5 5 0 LFSR (0 1 0 1p 1p 1g 1 [5, 2] rout=50)
v6 6 0 SIN(0 1 '1k*2' 0 0 0)
v7 7 0 AM(10 1 100 1k 1n)
v8 8 0 DATA(1,2)
i1 1 0 EXP(0 1 1n 2n)
vpwl 9 0 PWLZ 0 0 1n Z
.param tp=1n
vp 10 0 PULSE 0 1 'tp' tp tp '5*tp' '10*tp'
.ac POI 3 1 10 100
.ac DEC 10 1 1g SWEEP MONTE=30
.dc v1 0 5 0.1 SWEEP TEMP POI 2 0 100
.dc v1 POI 3 1 2 5
.tran 1p 10n 10p 20n START=1n SWEEP MONTE=10 UIC
.four 1k v(1)
.fft v(1) NP=1024
.noise v(1) v1 10
.sample FS=1k
.lin sparcalc=1 noisecalc=1
.end
