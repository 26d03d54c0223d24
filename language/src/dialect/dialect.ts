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
  /** Where a `$` begins a comment: behind a blank or at a line's start, or nowhere (then it is a letter of names). */
  dollarComments: boolean;
  /** Whether `//` behind a blank begins a comment. */
  slashComments: boolean;
}
