expressions in quotes
.param a=1 b='a*2' c = 'sqrt(b)+pow(a,2)' d="a+b" e=a+1
.param f(x,y)='x*y+1' g='f(1,2)' h='a>b ? a : b' i='(a==1)&&(b!=3)||!a'
.param mc=agauss(1k,10,3) u=unif(1,0.1) au=aunif(1,0.1,2) l=limit(1,0.5) g2=gauss(1,0.1,3)
.param str=str('abc') lng='a +
+ b + \
c'
.param opt1=opt1(1,0.5,2)
r1 1 0 R='1k*a'
r2 1 0 'V(1)*1k'
r3 1 0 1k TC1=0.001 TC2=0 SCALE=2 M=2 AC=1k
r4 1 0 rm L=10u W=1u
c1 1 0 C='1p*(1+V(1))' CTYPE=1
c2 1 0 POLY 1p 2p
l1 1 0 L='1u' R=0.1
l2 1 0 POLY 1u 2u
e1 2 0 VOL='V(1)*2'
e2 3 0 VCVS 1 0 2 MAX=5 MIN=-5
e3 4 0 OPAMP 1 2
e4 5 0 PWL(1) 1 0 0,0 1,1 2,5
e5 6 0 LAPLACE 1 0 1 / 1 1m
e6 7 0 TRANSFORMER 1 0 10
e7 8 0 DELAY 1 0 TD=1n
e8 9 0 AND(2) 1 0 2 0 0.5,0 1,5
g1 10 0 VCR 1 0 1k
g2 11 0 CUR='V(1)*1m'
g3 12 0 VCCAP 1 0 1p
f1 13 0 CCCS v1 10
h1 14 0 CCVS v1 10 MAX=1
v1 1 0 1
.op
.end
