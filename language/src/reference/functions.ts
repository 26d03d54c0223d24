import type { Distribution } from '@nodal/protocol';
import type { DialectName, Dialects } from '../dialect/dialect.js';
import table from './functions.json';

/**
 * The functions and operators of expressions: one table from which the parser's
 * checks, both evaluators, completion and hover are made. The solver's
 * arithmetic (`solver-wasm/core/src/program/functions.rs`) has the same names,
 * and `function-vectors.json` holds both to the same bits.
 */
export interface FunctionFacts extends FunctionProgram {
  /** As written in an expression, in lower case; operators by their sign, `neg` for the unary minus. */
  name: string;
  kind: 'operator' | 'function';
  /** Fewest and most arguments. */
  least: number;
  most: number;
  /** Whether pairs of numbers follow the first argument. */
  pairs?: boolean;
  /** As shown in signature help. */
  signature: string;
  meaning: string;
  /** Where the result is not what one would expect. Empty when it always is. */
  edges: string;
  /** Other spellings. */
  aliases?: string[];
  /** The dialects that have it; absent when all have it, or none says otherwise. It is understood in every one. */
  dialects?: Dialects;
  /** Dialects in which it computes something else. */
  variants?: Partial<Record<DialectName, FunctionProgram>>;
  /** Dialects in whose behavioural sources it computes something else, or anything at all. */
  inSources?: Partial<Record<DialectName, FunctionProgram>>;
  /** Whether more than two arguments are folded into calls with two. */
  fold?: boolean;
  /** A random draw, for some numbers of arguments at least. */
  draw?: boolean;
  /** By number of arguments: whether the first argument is the nominal value, which else is 0. Absent: it is. */
  nominal?: Partial<Record<string, boolean>>;
  /** Only with a meaning in behavioural sources, where it is computed in the dialects of `inSources`. */
  behavioural?: boolean;
  /** Whether its arguments are names of nodes, devices or texts, and no parameters. */
  names?: boolean;
  /** Known, but not computed. */
  unsupported?: boolean;
}

/** What a call is in programs. Without any of this it is the function of the same name. */
export interface FunctionProgram {
  /** The name in programs. */
  program?: string;
  /**
   * Words that follow the arguments in place of a call: numbers, `name/count`
   * for a call, `draw:distribution` for a random number around 0. May depend on
   * the number of arguments.
   */
  expands?: string | Partial<Record<string, string>>;
}

export const FUNCTIONS: readonly FunctionFacts[] = table as FunctionFacts[];

const byName = new Map<string, FunctionFacts>();
for (const facts of FUNCTIONS) {
  for (const name of [facts.name, ...(facts.aliases ?? [])]) byName.set(name, facts);
}

/** The facts of a function or operator by any of its spellings, in lower case. */
export function findFunction(name: string): FunctionFacts | undefined {
  return byName.get(name);
}

/** Whether Nodal computes a function; behavioural ones and texts are only known. */
export function isEvaluated(facts: FunctionFacts): boolean {
  return !facts.behavioural && !facts.unsupported;
}

/** A word of a compiled call. */
export type ProgramWord = { kind: 'number'; value: number } | { kind: 'call'; name: string; count: number } | { kind: 'draw'; distribution: Distribution };


const words = new Map<FunctionProgram, Map<number, readonly ProgramWord[]>>();

/** What a function is in the behavioural sources of a dialect, if it is something else there. */
export function sourceForm(facts: FunctionFacts, dialect: DialectName): FunctionProgram | undefined {
  return facts.inSources?.[dialect];
}

/** What follows the arguments of a call in a program, of a behavioural source or of any other expression. */
export function programWords(facts: FunctionFacts, dialect: DialectName, count: number, inSource = false): readonly ProgramWord[] {
  const form = (inSource ? sourceForm(facts, dialect) : undefined) ?? facts.variants?.[dialect] ?? facts;
  let known = words.get(form);
  if (!known) words.set(form, (known = new Map()));
  let found = known.get(count);
  if (!found) {
    const expands = typeof form.expands === 'string' ? form.expands : form.expands?.[count];
    found = expands === undefined ? plainCall(form.program ?? facts.name, count, facts.fold === true) : expands.split(' ').map(programWord);
    known.set(count, found);
  }
  return found;
}

function plainCall(name: string, count: number, fold: boolean): ProgramWord[] {
  return fold ? Array.from({ length: count - 1 }, () => ({ kind: 'call', name, count: 2 })) : [{ kind: 'call', name, count }];
}

function programWord(text: string): ProgramWord {
  const slash = text.lastIndexOf('/');
  if (slash > 0 || text.startsWith('//')) return { kind: 'call', name: text.slice(0, slash), count: Number(text.slice(slash + 1)) };
  if (text.startsWith('draw:')) return { kind: 'draw', distribution: text.slice('draw:'.length) as Distribution };
  return { kind: 'number', value: Number(text) };
}

/** What an expression may read besides parameters and functions. */
export interface VariableFacts {
  name: string;
  unit: string;
  meaning: string;
  /** Other spellings. */
  aliases?: readonly string[];
  /** The dialects that have it; absent when it is no matter of dialects. It is understood in every one. */
  dialects?: Dialects;
  /** Whether other dialects do not understand it: people use the name for parameters. */
  alone?: boolean;
  /** A fixed value; absent for what the analysis supplies. */
  value?: number;
  /** A value that is computed from another variable: value = (variable + offset) · factor. */
  from?: { variable: string; offset: number; factor: number };
}

const KELVIN = 273.15;

/** A parameter of the same name hides each of these. */
export const VARIABLES: readonly VariableFacts[] = [
  { name: 'temper', unit: '°C', meaning: 'Temperature of the circuit.', aliases: ['temp'] },
  { name: 'time', unit: 's', meaning: 'Time of the transient analysis.' },
  { name: 'hertz', unit: 'Hz', meaning: 'Frequency of the AC analysis.' },
  { name: 'freq', unit: 'Hz', meaning: 'Frequency of the AC analysis.', dialects: ['xyce'], alone: true, from: { variable: 'hertz', offset: 0, factor: 1 } },
  { name: 'vt', unit: 'V', meaning: 'Thermal voltage at the temperature of the circuit.', dialects: ['xyce'], from: { variable: 'temper', offset: KELVIN, factor: 1.38064852e-23 / 1.6021766208e-19 } },
  { name: 'gmin', unit: 'S', meaning: 'The option GMIN.', dialects: ['pspice', 'xyce'] },
  { name: 'pi', unit: '', meaning: 'The ratio of a circle’s circumference to its diameter.', value: Math.PI },
  { name: 'e', unit: '', meaning: 'Base of the natural logarithms.', value: Math.E },
  { name: 'true', unit: '', meaning: '1.', value: 1 },
  { name: 'false', unit: '', meaning: '0.', value: 0 },
  { name: 'boltz', unit: 'J/K', meaning: 'Boltzmann’s constant, as ngspice has it.', value: 1.38064852e-23 },
  { name: 'echarge', unit: 'C', meaning: 'Charge of an electron, as ngspice has it.', value: 1.6021766208e-19 },
  { name: 'planck', unit: 'Js', meaning: 'Planck’s constant, as ngspice has it.', value: 6.62607004e-34 },
  { name: 'kelvin', unit: '°C', meaning: 'Absolute zero.', value: -KELVIN },
];

const variableByName = new Map(VARIABLES.flatMap((facts) => [facts.name, ...(facts.aliases ?? [])].map((name) => [name, facts] as const)));

/** The facts of a variable or constant by any of its spellings in lower case, in an expression of a dialect. */
export function findVariable(name: string, dialect: DialectName = 'ngspice'): VariableFacts | undefined {
  const facts = variableByName.get(name);
  return facts?.alone && !facts.dialects?.includes(dialect) ? undefined : facts;
}
