import { parametersOfModelType, type ParameterFacts } from './devices.js';

/**
 * Parameters of models that Nodal does not simulate yet, as ngspice has them:
 * a line for each with its name and aliases, unit (`-` for a pure number),
 * default (`-` where absence has a meaning of its own) and meaning. The
 * defaults are those that `showmod` of ngspice 39 prints.
 */
const MOS = `
level - 1 Which equations: 1 Shichman–Hodges, 2 Grove–Frohman, 3 empirical
vto,vt0 V 0 Threshold voltage without bulk voltage
gamma √V 0 Bulk threshold parameter
phi V 0.6 Surface potential
rd Ω 0 Drain resistance
rs Ω 0 Source resistance
cbd F 0 Capacitance between bulk and drain at 0 V
cbs F 0 Capacitance between bulk and source at 0 V
is A 1e-14 Saturation current of the bulk's junctions
pb V 0.8 Built-in potential of the bulk's junctions
cgso F/m 0 Overlap capacitance between gate and source, by width
cgdo F/m 0 Overlap capacitance between gate and drain, by width
cgbo F/m 0 Overlap capacitance between gate and bulk, by length
rsh Ω 0 Sheet resistance of drain and source
cj F/m² 0 Capacitance of the bulk's junctions, by area
mj - 0.5 Grading of the bulk's junctions
cjsw F/m 0 Capacitance of the bulk's side walls, by perimeter
ld m 0 Lateral diffusion
nsub 1/cm³ 0 Doping of the substrate
nss 1/cm² 0 Surface states
tpg - 0 Gate material: 0 aluminium, 1 opposite to the substrate, -1 as the substrate
fc - 0.5 From which part of the built-in potential on capacitances are straight lines
kf - 0 Flicker noise coefficient
af - 1 Flicker noise exponent
tnom °C 27 Temperature of the parameters`;

const MOS_BY_LEVEL: Readonly<Record<number, string>> = {
  2: `
kp A/V² 2.07189e-5 Transconductance
lambda 1/V 0 Channel-length modulation
mjsw - 0.33 Grading of the bulk's side walls
js A/m² 0 Saturation current density of the bulk's junctions
tox m 1e-7 Thickness of the oxide
uo,u0 cm²/Vs 600 Mobility of the surface
ucrit V/cm 1e4 Critical field of the mobility
uexp - 0 Exponent of the critical field
vmax m/s 0 Most drift velocity of carriers
xj m 0 Depth of the junctions
neff - 1 Coefficient of the total channel charge
nfs 1/cm² 0 Fast surface states
delta - 0 Effect of the width on the threshold`,
  3: `
kp A/V² 2.07189e-5 Transconductance
mjsw - 0.33 Grading of the bulk's side walls
tox m 1e-7 Thickness of the oxide
uo,u0 cm²/Vs 600 Mobility of the surface
vmax m/s 0 Most drift velocity of carriers
xj m 0 Depth of the junctions
nfs 1/cm² 0 Fast surface states
delta - 0 Effect of the width on the threshold
eta - 0 Static feedback
theta 1/V 0 Modulation of the mobility
kappa - 0.2 Saturation field factor`,
};

const read = (table: string): ParameterFacts[] => table.trim().split('\n').map((line) => {
  const [names, unit, standard, ...meaning] = line.split(' ') as [string, string, string, ...string[]];
  const [name, ...aliases] = names.split(',') as [string, ...string[]];
  return { name, aliases, unit: unit === '-' ? '' : unit, default: standard === '-' ? null : Number(standard), meaning: meaning.join(' '), informs: false };
});

const mos = new Map(Object.entries(MOS_BY_LEVEL).map(([level, own]) => [Number(level), [...read(MOS), ...read(own)]]));
const NONE: readonly ParameterFacts[] = [];

/**
 * The parameters of a model's type (lower case) that have a meaning, unit and
 * default here: those of what is simulated, and of the usual transistors by
 * their level. Empty where only names are known.
 */
export function modelParametersOf(type: string, level = 1): readonly ParameterFacts[] {
  if (level === 1) {
    const simulated = parametersOfModelType(type);
    if (simulated !== undefined) return simulated;
  }
  switch (type) {
    case 'nmos': case 'pmos': return mos.get(level) ?? NONE;
    default: return NONE;
  }
}
