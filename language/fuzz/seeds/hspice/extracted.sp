* extracted netlist
.SUBCKT top A B Y VDD VSS
*.PININFO A:I B:I Y:O VDD:B VSS:B
XM0 net12 A VSS VSS nch w=5e-07 l=6e-08 m=1 nf=1 sd=2e-07 ad=8.75e-14 as=8.75e-14 pd=1.35e-06 ps=1.35e-06 nrd=0.2 nrs=0.2 sa=1.75e-07 sb=1.75e-07
XM1 Y B net12 VSS nch w=5e-07 l=6e-08 m=1
XM2 Y A VDD VDD pch w=7.5e-07 l=6e-08 m=1
XM3 Y B VDD VDD pch w=7.5e-07 l=6e-08 m=1
Rpar1 A:1 A:2 12.35
Rpar2 A:2 XM0:g 4.1 $l=1.2 $w=0.06 $lvl=5
Cpar1 A:1 0 1.2345e-16
Cpar2 Y/1 net12#3 5.1e-17
CC1 A|1 B|2 1e-17
.ENDS
