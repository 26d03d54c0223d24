*.SCALE METER
*.EQUATION
*.MEGA
.PARAM
.SUBCKT nand2 A B Y
*.CONNECT VDD VDDA
MM0 Y A net1 VSS nmos L=60n W=0.5u $X=1000 $Y=2000 $D=0
MM1 net1 B VSS VSS nmos L=60n W=0.5u
RR0 Y net2 1k $[rpoly] $W=1u $L=10u
CC0 net2 VSS 1p $[cmim] M=2
DD0 VSS Y diode AREA=1p PJ=4u
XI0 A B / sub1
XI1 A B sub1 $PINS A=A B=B
.ENDS nand2
