import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEVICES } from '@nodal/language/reference/devices';
import { encoded, giveTheSameBits, type Deck } from './bit-identity.fixture.js';

/** What no deck of `test/reference` has together. */
const OWN: Record<string, string> = {
  'a core with hysteresis and parasitics of LTspice': `core
* nodal: dialect=ltspice
v1 in 0 SINE(0 20 1k) ac 1 Rser=1 Cpar=1n
l1 in a Hc=16 Bs=.44 Br=.10 A=25.1u Lm=19.8m Lg=20u N=100 Rser=0.1 Cpar=10p
c1 a 0 10u Rser=10m Lser=2n RLshunt=3 Rpar=10k Cpar=1n
r1 a 0 100
.tran 0 2m 0 2u
.ac dec 5 10 1meg
.end
`,
  'windings on cores of PSpice': `windings
* nodal: dialect=pspice
v1 in 0 SIN(0 40 1k) ac 1
r1 in a 1
l1 a 0 100
l2 b 0 20
r2 b 0 5
k1 l1 l2 0.97 steel
l3 b c 10
r3 c 0 1
k2 l3 1 ferrite 2
.model steel core(level=1 ms=1.6e6 a=1100 c=0.2 k=400 alpha=1m area=0.5 path=4 gap=0.01)
.model ferrite core(ms=3.8e5 a=26 c=0.3 k=18 area=0.5 path=4 gap=1m)
.tran 2u 2m
.ac dec 5 10 1meg
.end
`,
  'a saturating flux and a charge of LTspice': `flux
* nodal: dialect=ltspice
v1 in 0 SINE(0 1 1k) ac 1
r1 in a 10
l1 a b Flux=1m*tanh(100*x) ic=1m
c1 b 0 Q=1u*x*(1+0.1*x) ic=0.1
r2 b 0 100
.tran 0 2m 0 2u uic
.end
`,
  'a transistor in quasi-saturation': `epitaxial
vcc c 0 1
vin b 0 sin(0.75 0.05 1meg)
q1 c b 0 0 epi
.model epi npn is=1e-15 bf=120 vaf=80 rc=3 rb=40 re=0.3 rco=80 vo=2.5 gamma=2e-9 qco=2p cjc=2p cje=3p tf=0.2n quasimod=1
.temp 60
.tran 20n 3u
.dc vcc 0 3 0.1
.end
`,
  'devices that heat themselves': `heat
i1 0 a pulse(0.1 1 0.1m 1u 1u 1m 10m)
d1 a 0 tj warm thermal
r1 a 0 100
vd d 0 12
vg g 0 pulse(0 6 0.2m 1u 1u 1m 10m)
rd d e 5
m1 e g 0 tm tc power thermal
r2 tc 0 20
.model warm d is=1e-12 n=1.3 rs=0.2 trs=3m rth0=60 cth0=20u tt=10n cjo=100p
.model power vdmos vto=3 kp=4 rd=50m rs=20m rb=30m cgs=1n cgdmax=1n cgdmin=0.1n cjo=0.5n rthjc=1 rthca=50 cthj=1m texp0=1.5 tcvth=5m
.tran 10u 3m
.end
`,
  'diodes of straight lines': `lines
* nodal: dialect=ltspice
v1 a 0 sin(0 10 1k)
d1 a b soft
d2 0 b sharp n=2
r1 b 0 100
r2 a c 10
d3 c 0 bound m=2
.model soft d(ron=0.1 roff=1meg vfwd=0.6 epsilon=0.2)
.model sharp d(ron=0.1 vfwd=0.3 vrev=5)
.model bound d(ron=50m vfwd=0.7 ilimit=0.5 vrev=4 rrev=2 revilimit=0.2 revepsilon=0.3)
.tran 20u 2m
.dc v1 -8 8 0.37
.end
`,
  'a bridge rectifier with its models at two temperatures': `bridge
v1 a b sin(0 10 50)
d1 a p dx
d2 b p dx
d3 0 a dx
d4 0 b dx
c1 p 0 100u
r1 p 0 1k tc1=1m
.model dx d(is=1e-14 rs=0.1 cjo=10p tt=10n bv=100)
.tran 0.1m 40m
.temp 50
.end
`,
  'coupled inductors and a pulse': `transformer
v1 in 0 dc 0 ac 1 pulse(0 1 1u 10n 10n 5u 10u)
r1 in p 10
l1 p 0 1m
l2 s 0 4m
k1 l1 l2 0.99
r2 s 0 1k
c2 s 0 1n
.tran 10n 50u
.ac dec 20 1k 10meg
.end
`,
  'controlled sources and swept diodes': `controlled
v1 in 0 1
e1 a 0 in 0 2
g1 0 b a 0 1m
r1 b 0 1k
vs b c 0
r2 c 0 2k
f1 0 d vs 3
r3 d 0 1k
h1 e 0 vs 100
r4 e f 1k
d1 f 0 dx
i1 0 f 1m
.model dx d(is=1e-15 n=1.2 rs=1)
.dc v1 -2 2 0.05 i1 0 2m 1m
.op
.end
`,
  'waveforms of sources': `sources
v1 a 0 exp(0 1 1u 2u 5u 3u)
v2 b 0 pwl(0 0 1u 1 2u 0.5 9u 2)
v3 c 0 sffm(0 1 1meg 5 100k)
v4 d 0 am(1 0 10k 1meg 0)
r1 a x 1k
r2 b x 1k
r3 c x 1k
r4 d x 1k
c1 x 0 100p
.tran 10n 10u
.end
`,
};

const reference = join(import.meta.dirname, '../../test/reference');
const REFERENCE = [
  '04-transformer', '15-breakdown', '16-varactor', '21-sallen-key', '27-log-amplifier', '30-temperature-sweep', '33-base-resistance',
  '36-saturated-switch', '38-excess-phase', '39-transistor-noise', '45-current-switches', '46-schmitt-switch', '47-chopper',
  '53-mosfet-process', '56-cmos-inverter', '59-mos-charge-pump', '62-mosfet-noise', '64-tf-amplifier', '67-tf-diode-switch',
  '71-sens-mosfet', '78-sens-ac-controlled', '83-dc-resistor', '90-step-filter', '92-step-model', '94-step-decades',
  '104-jfet-noise', '105-jfet-chopper', '170-line-edge', '171-line-ac', '178-ddt', '111-vdmos-transfer', '113-vdmos-small-signals', '115-vdmos-half-bridge', '116-vdmos-noise',
  '131-mos3-temperature', '132-mos3-inverters', '133-mos3-small-signals', '134-mos2-output', '136-mos2-inverters', '137-mos2-small-signals',
  '120-behavioural-functions', '121-behavioural-polynomials', '122-behavioural-tables', '123-behavioural-small-signals', '124-behavioural-transient', '125-behavioural-subcircuits',
  '150-resistor-models', '153-behavioural-resistors', '154-behavioural-capacitors', '155-behavioural-inductors',
];

/** Between them every device of the usual module, and every analysis. */
const DECKS: Deck[] = [...Object.entries(OWN), ...REFERENCE.map((name): Deck => [name, readFileSync(join(reference, `${name}.cir`), 'latin1')])];

test('the decks have every device and every analysis', () => {
  const circuits = DECKS.map(([, deck]) => encoded(deck).circuit);
  expect(circuits.length).toBeGreaterThanOrEqual(20);
  const devices = new Set(circuits.flatMap(({ strings, devices }) => Array.from(devices.kind, (kind) => strings[kind]!)));
  expect([...devices].sort()).toEqual(DEVICES.filter(({ module }) => module === undefined).map(({ kind }) => kind).sort());
  const analyses = new Set(circuits.flatMap((circuit) => circuit.analyses.map(({ analysis }) => analysis.kind)));
  expect([...analyses].sort()).toEqual(['ac', 'dc', 'noise', 'op', 'sens', 'tf', 'tran']);
  expect(circuits.some((circuit) => circuit.analyses.some(({ steps }) => steps.length > 0))).toBe(true);
});

giveTheSameBits(DECKS, 'usual');
