import table from './functions.json';

/**
 * The functions and operators of expressions: one table from which the parser's
 * checks, both evaluators, completion and hover are made. The solver's
 * arithmetic (`solver-wasm/core/src/program/functions.rs`) has the same names,
 * and `function-vectors.json` holds both to the same bits.
 */
export interface FunctionFacts {
  /** As written in an expression, in lower case; operators by their sign, `neg` for the unary minus. */
  name: string;
  kind: 'operator' | 'function';
  /** Fewest and most arguments. */
  least: number;
  most: number;
  /** As shown in signature help. */
  signature: string;
  meaning: string;
  /** Where the result is not what one would expect. Empty when it always is. */
  edges: string;
  /** Other spellings. */
  aliases?: string[];
  /** The name in programs, where it differs from `name`. */
  program?: string;
  /** Whether more than two arguments are folded into calls with two. */
  fold?: boolean;
  /** A random draw, whose first argument is the nominal value. */
  draw?: boolean;
  /** Known, but only with a meaning in behavioural sources. */
  behavioural?: boolean;
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

/** What an expression may read besides parameters and functions. */
export interface VariableFacts {
  name: string;
  unit: string;
  meaning: string;
  /** A fixed value; absent for what the analysis supplies. */
  value?: number;
}

/** A parameter of the same name hides each of these. */
export const VARIABLES: readonly VariableFacts[] = [
  { name: 'temper', unit: '°C', meaning: 'Temperature of the circuit.' },
  { name: 'time', unit: 's', meaning: 'Time of the transient analysis.' },
  { name: 'hertz', unit: 'Hz', meaning: 'Frequency of the AC analysis.' },
  { name: 'pi', unit: '', meaning: 'The ratio of a circle’s circumference to its diameter.', value: Math.PI },
  { name: 'e', unit: '', meaning: 'Base of the natural logarithms.', value: Math.E },
  { name: 'true', unit: '', meaning: '1.', value: 1 },
  { name: 'false', unit: '', meaning: '0.', value: 0 },
  { name: 'boltz', unit: 'J/K', meaning: 'Boltzmann’s constant, as ngspice has it.', value: 1.38064852e-23 },
  { name: 'echarge', unit: 'C', meaning: 'Charge of an electron, as ngspice has it.', value: 1.6021766208e-19 },
  { name: 'kelvin', unit: '°C', meaning: 'Absolute zero.', value: -273.15 },
];

const variableByName = new Map(VARIABLES.map((facts) => [facts.name, facts]));

/** The facts of a variable or constant by its name in lower case. */
export function findVariable(name: string): VariableFacts | undefined {
  return variableByName.get(name);
}
