import type { DialectName, Dialects } from '../dialect/dialect.js';
import { FURTHER_OPTIONS } from './further-options.js';
import table from './options.json';

/** An option of `.options`. */
export interface OptionFacts {
  /** In lower case. */
  name: string;
  aliases: string[];
  unit: string;
  /** A number, a word, or nothing but its name. */
  kind: 'number' | 'word' | 'flag';
  /** ngspice's default; a text for an option that is a word; null when absence has a meaning of its own. */
  default: number | string | null;
  /** Where another dialect has another default. */
  elsewhere: Readonly<Partial<Record<DialectName, number>>>;
  /** Which numbers it may have: `above` is exclusive, `least` and `most` are not. */
  range: { above?: number; least?: number; most?: number };
  meaning: string;
  /** The words that it may be set to. */
  words?: readonly string[];
  /** Whether Nodal acts on it. A known option without effect gets a warning, one that only informs does not. */
  acts: boolean;
  /** The dialects in which Nodal acts on it; absent for all. */
  only?: Dialects;
  /** Why it has no effect, where that is no matter of Nodal's. */
  reason?: string;
  /** Whether it only steers listings and files, so that no result depends on it. */
  informs: boolean;
  /** The dialects that have it; absent where most do. */
  dialects?: Dialects;
}

interface TableRow {
  name: string;
  aliases: string[];
  unit: string;
  kind: OptionFacts['kind'];
  default: number | string | null;
  elsewhere: Partial<Record<DialectName, number>>;
  only: DialectName[];
  range: OptionFacts['range'];
  words: string[];
  meaning: string;
}

/** What the solver acts on: `options.json` is printed from its table. */
const SOLVER: readonly OptionFacts[] = (table as TableRow[]).map(({ only, words, ...facts }) => ({
  ...facts, acts: true, informs: false, ...(words.length > 0 ? { words } : {}), ...(only.length > 0 ? { only } : {}),
}));

function inert(name: string, unit: string, fallback: number | string | null, meaning: string, reason?: string): OptionFacts {
  return { name, aliases: [], unit, kind: fallback === null ? 'flag' : 'number', default: fallback, elsewhere: {}, range: {}, meaning, acts: false, informs: false, ...(reason === undefined ? {} : { reason }) };
}
function informs(name: string, meaning: string): OptionFacts {
  return { ...inert(name, '', null, meaning), informs: true };
}

const NOT_IN_NGSPICE = 'ngspice reads it and does nothing with it either';

/** The options of ngspice, most of which others share. */
const COMMON: readonly OptionFacts[] = [
  ...SOLVER,
  inert('delmin', 's', 0, 'Shortest time step.'),
  inert('itl3', '', 4, 'Least iterations of a time point.', NOT_IN_NGSPICE),
  inert('itl5', '', 5000, 'Most iterations of a transient analysis.', `${NOT_IN_NGSPICE}; a run can be stopped at any time`),
  inert('autostop', '', null, 'Ends the transient analysis when all its measures are known.'),
  inert('keepopinfo', '', null, 'Keeps the operating point of other analyses.'),
  { ...inert('parhier', '', 'global', 'Which parameter of a name counts in a subcircuit: the `.param` around it (`global`) or its own (`local`). Without the option only HSPICE’s dialect has `global`.'), kind: 'word', acts: true, words: ['global', 'local'], dialects: ['hspice'] },
  inert('seed', '', null, 'Start of the random numbers.'),
  inert('sparse', '', null, 'ngspice’s choice of solver.'),
  inert('klu', '', null, 'ngspice’s choice of solver.'),
  inert('convstep', '', 0.25, 'Step of XSPICE’s code models.'),
  inert('convabsstep', '', 0.1, 'Step of XSPICE’s code models.'),
  inert('trytocompact', '', null, 'Shortens the history of lossy lines.', 'it saves memory of lossy lines, which Nodal has not'),
  inert('oldlimit', '', null, 'The limiting of MOSFETs that SPICE2 had.'),
  inert('newtrunc', '', null, 'The truncation error by the voltages of nodes.'),
  inert('badmos3', '', null, 'An old form of MOS level 3.'),
  inert('cptime', 's', null, 'Most computing time.'),
  inert('limpts', '', null, 'Most printed points.', NOT_IN_NGSPICE),
  inert('lvlcod', '', null, 'Kind of code of old solvers.', NOT_IN_NGSPICE),
  inert('lvltim', '', null, 'Kind of step control of old solvers.', NOT_IN_NGSPICE),
  { ...informs('numdgt', 'Digits of printed numbers; Nodal prints those that a number deserves.'), kind: 'number', default: 6, elsewhere: { pspice: 4 } },
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

/** An option's default in a dialect: ngspice's where the dialect has none of its own. */
export function optionDefault(facts: OptionFacts, dialect: DialectName): number | string | null {
  return facts.elsewhere[dialect] ?? facts.default;
}

/** Whether Nodal acts on an option in a dialect. */
export function actsIn(facts: OptionFacts, dialect: DialectName): boolean {
  return facts.acts && (facts.only?.includes(dialect) ?? true);
}
