* Monte Carlo with blocks of variation
.param rs=agauss(1k,'1k*0.1',3)
.variation
  .global_variation
    nmos nch vth0=0.01
  .end_global_variation
.end_variation
r1 a 0 rs
v1 a 0 1
.dc v1 0 1 0.1 sweep monte=50 firstrun=1
.measure dc i1 find i(v1) at=0.5
.end
