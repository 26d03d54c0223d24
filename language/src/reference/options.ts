import type { DialectName, Dialects } from '../dialect/dialect.js';
import { FURTHER_OPTIONS } from './further-options.js';

/** An option of `.options`. */
export interface OptionFacts {
  /** In lower case. */
  name: string;
  aliases: string[];
  unit: string;
  /** ngspice's default; a text for an option that is a word; null when absence has a meaning of its own. */
  default: number | string | null;
  meaning: string;
  /** The words that it may be set to. */
  words?: readonly string[];
  /** Whether Nodal acts on it. A known option without effect gets a warning, one that only informs does not. */
  acts: boolean;
  /** Whether it only steers listings and files, so that no result depends on it. */
  informs: boolean;
  /** The dialects that have it; absent where most do. */
  dialects?: Dialects;
}

function acts(name: string, unit: string, fallback: number | string | null, meaning: string, aliases: string[] = []): OptionFacts {
  return { name, aliases, unit, default: fallback, meaning, acts: true, informs: false };
}
function inert(name: string, unit: string, fallback: number | string | null, meaning: string): OptionFacts {
  return { name, aliases: [], unit, default: fallback, meaning, acts: false, informs: false };
}
function informs(name: string, meaning: string): OptionFacts {
  return { name, aliases: [], unit: '', default: null, meaning, acts: false, informs: true };
}

/** The options of ngspice, most of which others share. */
const COMMON: readonly OptionFacts[] = [
  acts('reltol', '', 1e-3, 'Relative tolerance of voltages and currents.'),
  acts('abstol', 'A', 1e-12, 'Absolute tolerance of currents.'),
  acts('vntol', 'V', 1e-6, 'Absolute tolerance of voltages.'),
  acts('gmin', 'S', 1e-12, 'Conductance in parallel with each junction.'),
  acts('itl1', '', 100, 'Most iterations of the operating point.'),
  acts('itl2', '', 50, 'Most iterations of a point of the DC sweep.'),
  acts('itl4', '', 10, 'Most iterations of a time point before the step is cut.'),
  acts('trtol', '', 7, 'By how much the estimate of the truncation error may exceed the tolerance.'),
  acts('chgtol', 'C', 1e-14, 'Absolute tolerance of charges.'),
  { ...acts('method', '', 'trap', 'Integration method: trap or gear.'), words: ['trap', 'gear'] },
  acts('maxord', '', 2, 'Highest order of the integration method.'),
  acts('temp', '°C', 27, 'Temperature of the circuit.'),
  acts('tnom', '°C', 27, 'Temperature at which model parameters hold.'),
  inert('pivtol', 'S', 1e-13, 'Smallest pivot of the factorisation.'),
  inert('pivrel', '', 1e-3, 'Smallest pivot relative to the largest of its column.'),
  acts('gminsteps', '', 1, 'Decades of gmin stepping; 0 skips it.'),
  acts('srcsteps', '', 1, 'Steps of source stepping; 0 skips it.', ['itl6']),
  inert('xmu', '', 0.5, 'Weight of the trapezoidal rule.'),
  inert('maxstep', 's', null, 'Longest time step.'),
  inert('gshunt', 'S', 0, 'Conductance from every node to ground.'),
  acts('cshunt', 'F', 0, 'Capacitance from every node to ground.'),
  acts('rshunt', 'Ω', null, 'Resistance from every node to ground.'),
  inert('delmin', 's', 0, 'Shortest time step.'),
  inert('itl3', '', 4, 'Least iterations of a time point.'),
  inert('itl5', '', 5000, 'Most iterations of a transient analysis.'),
  inert('minbreak', 's', null, 'Least distance of breakpoints.'),
  inert('noopiter', '', null, 'Skips the first iteration and begins with gmin stepping.'),
  inert('keepopinfo', '', null, 'Keeps the operating point of other analyses.'),
  inert('defl', 'm', 1e-4, 'Length of a MOSFET without one.'),
  inert('defw', 'm', 1e-4, 'Width of a MOSFET without one.'),
  inert('defad', 'm²', 0, 'Drain area of a MOSFET without one.'),
  inert('defas', 'm²', 0, 'Source area of a MOSFET without one.'),
  { ...acts('parhier', '', 'global', 'Which parameter of a name counts in a subcircuit: the `.param` around it (`global`) or its own (`local`). Without the option only HSPICE’s dialect has `global`.'), words: ['global', 'local'], dialects: ['hspice'] },
  inert('scale', '', 1, 'Factor on the sizes of MOSFETs.'),
  inert('seed', '', null, 'Start of the random numbers.'),
  inert('sparse', '', null, 'ngspice’s choice of solver.'),
  inert('klu', '', null, 'ngspice’s choice of solver.'),
  inert('autostop', '', null, 'Stops when all measures are known.'),
  inert('interp', '', null, 'Interpolates the results to the steps of .tran.'),
  inert('ramptime', 's', 0, 'Time over which supplies rise.'),
  inert('convstep', '', 0.25, 'Step of XSPICE’s code models.'),
  inert('convabsstep', '', 0.1, 'Step of XSPICE’s code models.'),
  inert('trytocompact', '', null, 'Shortens the history of lossy lines.'),
  inert('oldlimit', '', null, 'The limiting of MOSFETs that SPICE2 had.'),
  inert('newtrunc', '', null, 'The truncation error by the voltages of nodes.'),
  inert('badmos3', '', null, 'An old form of MOS level 3.'),
  inert('numdgt', '', 6, 'Digits of printed numbers.'),
  inert('cptime', 's', null, 'Most computing time.'),
  inert('limpts', '', null, 'Most printed points.'),
  inert('lvlcod', '', null, 'Kind of code of old solvers.'),
  inert('lvltim', '', null, 'Kind of step control of old solvers.'),
  informs('acct', 'Lists times and counts.'),
  informs('list', 'Lists the circuit.'),
  informs('node', 'Lists the nodes.'),
  informs('nomod', 'Lists no models.'),
  informs('nopage', 'Prints without page breaks.'),
  informs('noacct', 'Lists no times and counts.'),
  informs('noinit', 'Lists no initial conditions.'),
  informs('norefvalue', 'Lists no reference values.'),
  informs('opts', 'Lists the options.'),
  informs('savecurrents', 'Keeps all device currents; Nodal always does.'),
  informs('warn', 'Checks ratings.'),
  informs('maxwarns', 'How many warnings of ratings.'),
  informs('numthreads', 'How many threads.'),
  informs('filetype', 'Form of raw files.'),
  informs('measdgt', 'Digits of measures.'),
  informs('width', 'Width of listings.'),
];

function further(names: string, dialects: readonly DialectName[], effect: 'inert' | 'informs', meaning: string): OptionFacts[] {
  return names.split(' ').map((name) => ({ ...(effect === 'inert' ? inert(name, '', null, meaning) : informs(name, meaning)), dialects }));
}

const known = new Set(COMMON.flatMap(({ name, aliases }) => [name, ...aliases]));

/** All options, those that other simulators add behind those of ngspice. */
export const OPTIONS: readonly OptionFacts[] = [...COMMON, ...FURTHER_OPTIONS.flatMap((group) => further(...group)).filter(({ name }) => !known.has(name))];

const byName = new Map(OPTIONS.flatMap((facts) => [facts.name, ...facts.aliases].map((name) => [name, facts] as const)));

/** An option by its name in lower case. */
export function findOption(name: string): OptionFacts | undefined {
  return byName.get(name);
}
