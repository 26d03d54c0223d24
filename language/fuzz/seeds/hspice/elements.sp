* elements of HSPICE
m1 d g s b nch W=1u L=0.1u NF=2 SA=1u SB=1u SD=1u GEO=1 RDC=0 DTEMP=10
m2 d g s nch
xm1 d g s b nch_mac w=1u l=0.1u multi=2
q1 c b e s qmod AREA=2 AREAB=1 AREAC=1
q2 (c b e) qmod
d1 a 0 dmod AREA=1p PJ=4u WP=1u LP=1u
j1 d g s jmod W=1u L=1u
t1 in 0 out 0 Z0=50 TD=1n L=1
u1 in 0 out 0 umod L=1
w1 N=2 in1 in2 0 out1 out2 0 RLGCfile=a.rlc l=0.1
w2 in 0 out 0 RLGCMODEL=wm N=1 L=0.5
s1 in out 0 mname=smod
b1 pu pd out in io buffer=2 file='a.ibs' model='m1'
k1 l1 l2 K=0.9
l1 d 0 1n
l2 g 0 1n
.model smod S TSTONEFILE='a.s2p'
.model wm W MODELTYPE=RLGC N=1 Lo=1n Co=1p Ro=1
.model umod U LEVEL=3 ELEV=1 PLEV=1
.model dmod D LEVEL=3
.model jmod NJF LEVEL=3
.model qmod NPN LEVEL=1
.end
