* inverter chain in HSPICE's style
.OPTION POST=2 ACCURATE INGOLD=2 PROBE SCALE=1e-6 $ options
.LIB '../corners.lib' TT
.PARAM vdd=1.2 wn=0.5 wp='2*wn' lmin=0.1 load=10f
.TEMP 25 125
.GLOBAL vdd! gnd!
.SUBCKT inv in out wn=1 wp=2 m=1
mn out in gnd! gnd! nch w=wn l=lmin m=m
mp out in vdd! vdd! pch W='wp' L='lmin' AD='wp*0.3' PD='2*(wp+0.3)' M='m'
.ENDS inv
.MACRO buf a y
x1 a b inv wn='wn*2'
x2 b y inv wp=wp wn=wn m=4
.EOM buf
xi1 in n1 buf
xi2 n1 out inv
cl out 0 load
vdd vdd! 0 DC=vdd
vgnd gnd! 0 0V
vin in 0 PULSE ( 0 vdd 1n 50p 50p '5n' 10n )
.TRAN 1p 20n SWEEP load 1f 20f 5f
.TRAN 1p 20n SWEEP DATA=mydata
.MEASURE TRAN tphl TRIG V(in) VAL='vdd/2' RISE=1 TARG V(out) VAL='0.5*vdd' FALL=1
.MEASURE TRAN power AVG P(vdd) FROM=1n TO=20n
.MEAS delay PARAM='(tphl+1p)/2' GOAL=10p
.PRINT V(in) V(out) I(vdd) PAR('V(in)*2') LX4(xi2.mn)
.PROBE TRAN V(*) ISUB(xi1.a)
.DATA mydata load wn
+ 1f 0.5
+ 2f 0.6
.ENDDATA
.ALTER slow corner
.DEL LIB '../corners.lib' TT
.LIB '../corners.lib' SS
.PARAM vdd=1.0
.ALTER
.TEMP -40
.END
