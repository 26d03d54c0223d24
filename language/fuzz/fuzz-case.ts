import type { DialectChoice } from '../src/dialect/dialect.js';

/** A change of a text. A place beyond the text's end is its end, so that an edit stays one when the text shrinks. */
export interface Edit {
  at: number;
  removed: number;
  inserted: string;
}

/** What includes of the text get. */
export type Includes =
  /** No file can be read. */
  | 'missing'
  /** The host has yet to supply them. */
  | 'wanted'
  /** The text itself, under the first few names. */
  | 'itself';

/** One input with all that its checks depend on. It can be written to a file and tried again. */
export interface FuzzCase {
  text: string;
  /** Whether it is read as a deck, with a title line, or as a part. */
  deck: boolean;
  /** The user's setting: a dialect, or the one that the text speaks. */
  dialect: DialectChoice;
  includes: Includes;
  /** Applied one after the other, each to the text that the one before left. */
  edits: Edit[];
}

/** The text after an edit. */
export function edited(text: string, edit: Edit): string {
  const at = Math.min(edit.at, text.length);
  return text.slice(0, at) + edit.inserted + text.slice(at + edit.removed);
}
