import type { Backslashes } from '../text/characters.js';

/** The dialects that Nodal reads. */
export const DIALECT_NAMES = ['ngspice', 'ltspice', 'pspice', 'hspice', 'xyce', 'spice3'] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

/** What a setting or a comment of a file says; `auto` decides from the text. */
export type DialectChoice = DialectName | 'auto';

/** The dialects that have a fact of a table; absent where all have it. */
export type Dialects = readonly DialectName[];

/**
 * What differs between dialects, as plain facts: how a text is cut into cards
 * and tokens, and how its numbers and expressions are read. Where the forms of
 * several dialects do not conflict, all of them are read in every dialect, and
 * no fact stands here.
 */
export interface Dialect {
  name: DialectName;
  /** As people write it: `LTspice`. */
  title: string;

  // How a text is cut.

  /** Where a `$` begins a comment: behind a blank or at a line's start, or nowhere (then it is a letter of names). */
  dollarComments: boolean;
  /** Whether `//` behind a blank begins a comment. */
  slashComments: boolean;
  /** Which backslashes at a line's end continue the card in the next line; `any` are two, or one behind a blank. */
  backslashes: Backslashes;
  /** Whether the `+` that continues a card counts in the first column only. */
  plusInFirstColumn: boolean;
  /** Whether blanks before a card mean nothing. Some versions of Xyce take a line that begins with one for a comment. */
  margins: boolean;
  /** Whether `"…"` as a value is an expression, and not a text. */
  doubleQuotedExpressions: boolean;

  // How numbers are read.

  /** Whether a scale factor may take the place of the decimal point: `4k7` is 4.7k, and not 4k. */
  scaleAsPoint: boolean;
  /** Whether `a` is the scale factor 1e-18, and no unit. */
  atto: boolean;
  /** Whether `x` is the scale factor 1e6, as `meg` is. */
  xIsMega: boolean;

  // How expressions are read.

  /** What `^` between two values means. */
  caret: 'power' | 'exclusive-or';
  /** A value above this one counts as true where a condition is wanted; with 0, any but 0 does. */
  truth: 0 | 0.5;
  /** Functions that mean here what another name of the table of functions means: `log` in Xyce is `log10`. */
  functions: Readonly<Record<string, string>>;

  // What cards mean.

  /** Whether R, C, L and K without a value get one of the simulator's own. */
  missingValues: boolean;

  /** Whether the name of a parameter as an operand of an element is its value, without braces: `r1 a b rload`. */
  bareParameters: boolean;

  /** What `.lib word` with a single operand is when no `.endl` decides it: a file to read, or the begin of a section. */
  oneWordLibrary: 'file' | 'section';
  /** Names of ground besides 0, in lower case. */
  grounds: readonly string[];
  /** Temperature of the circuit and of models, in °C, when the deck says none. */
  temperature: number;
}
