* conditional and protected blocks
.if (mode==1)
.include 'a.inc'
.elseif (mode==2)
.include 'b.inc'
.else
.include 'c.inc'
.endif
.param mode=1
.PROTECT
.model secret nmos level=1
.UNPROTECT
.PROT
asdkfjh23948572938475alskdjfhg
.UNPROT
.VEC 'stimulus.vec'
.HDL "model.va"
.LOAD file=a.ic
.SAVE TYPE=IC LEVEL=ALL
.CONNECT a b
.GRAPH TRAN v(1)
.STIM TRAN PWL v(1)
.BIASCHK nmos limit=1
.DCVOLT V(1)=1
.NODESET V(1)=1
.IC V(1)=1
.MALIAS nch=n
.TITLE another title
.OPTIMIZE
.MODEL opt OPT ITROPT=20
.END
