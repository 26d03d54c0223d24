import { DEFAULT_SETTINGS, type FormatSettings } from '@nodal/protocol';
import { isReadable, type ParsedText } from '../syntax/parsed-text.js';
import { changesMeaning } from './changes-meaning.js';
import { type FormatMode, Formatting } from './formatting.js';

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
}

/**
 * Formats a text: blanks between words, columns, indentation, long lines. The
 * words of each card, the comments and the order of everything stay. What is no
 * netlist, malformed cards, and blocks that hold no cards are left as they are.
 */
export function formatText(parsed: ParsedText, options: FormatOptions = DEFAULT_SETTINGS.format, part?: FormatPart): FormatResult {
  if (!isReadable(parsed)) return { edits: [] };
  const mode = modeOf(parsed, false);
  let refused: string | undefined;
  // What tells the dialect of a text may stand in one line only as long as that is not broken.
  for (const width of [options.width, Infinity]) {
    const edits = new Formatting(parsed, { ...within(options), width }, mode).edits(part);
    if (edits.length === 0) return { edits };
    refused = changesMeaning(parsed, applyFormat(parsed.text, edits));
    if (refused === undefined) return { edits };
  }
  return { edits: [], refused: refused! };
}

/**
 * What to change when somebody has just begun the line `line`: the card before
 * is formatted, and the line gets its margin, or a plus sign where it can be
 * nothing else than the rest of that card.
 */
export function formatNewLine(parsed: ParsedText, options: FormatOptions, line: number): FormatEdit[] {
  if (!isReadable(parsed) || line <= 0) return [];
  const formatting = new Formatting(parsed, within(options), modeOf(parsed, true));
  const edits = formatting.edits({ from: line - 1, to: line - 1 });
  const margin = formatting.newLine(line);
  const blocked = margin !== undefined && parsed.text.slice(margin.start, margin.end + 1).trim() !== '';
  // The card before would be another one with its rest: it waits until it is whole.
  if (blocked) return [margin];
  const checked = edits.length > 0 && changesMeaning(parsed, applyFormat(parsed.text, edits)) !== undefined ? [] : edits.filter(({ start }) => margin === undefined || start < margin.start || start > margin.end);
  return margin === undefined ? checked : [...checked, margin].sort((a, b) => a.start - b.start);
}

/** Settings may be any number. */
function within(options: FormatOptions): FormatOptions {
  return { ...options, indent: Math.max(0, Math.min(16, Math.trunc(options.indent) || 0)) };
}

function modeOf({ dialect: { margins, plusInFirstColumn } }: ParsedText, typing: boolean): FormatMode {
  return { fixed: !margins, plusFirst: plusInFirstColumn, typing };
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
