import { DEFAULT_SETTINGS, type FormatSettings } from '@nodal/protocol';
import type { DialectName } from '../dialect/dialect.js';
import { isReadable, type ParsedText } from '../syntax/parsed-text.js';
import { changesMeaning } from './changes-meaning.js';
import { Formatting } from './formatting.js';

export type FormatOptions = FormatSettings;

/** A replacement in the text, by offsets. */
export interface FormatEdit {
  start: number;
  end: number;
  newText: string;
}

export interface FormatResult {
  /** Ascending, one for each line that changes at most, as small as can be. */
  edits: FormatEdit[];
  /** Why nothing is formatted although something would change. */
  refused?: string;
}

export interface FormatPart {
  /** Lines from 0, both included: only the cards that they touch are formatted, with those that they are aligned with. */
  from: number;
  to: number;
  /** Somebody is typing: blocks that nothing closes yet reach to the end. */
  typing?: boolean;
}

/** Where a line may be moved to the right without becoming something else. Xyce reads lines that begin with a blank otherwise in some versions. */
const FIXED_MARGINS: ReadonlySet<DialectName> = new Set(['xyce']);
/** Where a plus sign continues a card in the first column only. */
const PLUS_IN_FIRST_COLUMN: ReadonlySet<DialectName> = new Set(['pspice', 'spice3', 'xyce']);

/**
 * Formats a text: blanks between words, columns, indentation, long lines. The
 * words of each card, the comments and the order of everything stay. What is no
 * netlist, malformed cards, and blocks that hold no cards are left as they are.
 */
export function formatText(parsed: ParsedText, options: FormatOptions = DEFAULT_SETTINGS.format, part?: FormatPart): FormatResult {
  if (!isReadable(parsed)) return { edits: [] };
  const { name } = parsed.dialect;
  const mode = { fixed: FIXED_MARGINS.has(name), plusFirst: PLUS_IN_FIRST_COLUMN.has(name), typing: part?.typing ?? false };
  let refused: string | undefined;
  // What tells the dialect of a text may stand in one line only as long as that is not broken.
  for (const width of [options.width, Infinity]) {
    const edits = new Formatting(parsed, { ...options, width }, mode).edits(part);
    if (edits.length === 0) return { edits };
    refused = changesMeaning(parsed, applyFormat(parsed.text, edits));
    if (refused === undefined) return { edits };
  }
  return { edits: [], refused: refused! };
}

/** A text after edits in ascending order. */
export function applyFormat(text: string, edits: readonly FormatEdit[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, newText } of edits) {
    out += text.slice(from, start) + newText;
    from = end;
  }
  return out + text.slice(from);
}
