import { cardIndexAt, type ParsedFile, placeOf, positional, PlacedCard } from '@nodal/language';
import type { LinkedEditingRanges } from 'vscode-languageserver';
import { placeOfRequest, rangeIn } from '../occurrences.js';
import type { Feature } from './feature.js';

/** The name of a subcircuit on its `.subckt` and its `.ends` is typed once. */
export const linkedEditing: Feature = {
  capabilities: { linkedEditingRangeProvider: true },
  register({ connection, documents, workspace }) {
    connection.languages.onLinkedEditingRange(async (params): Promise<LinkedEditingRanges | null> => {
      const place = await placeOfRequest(workspace, documents, params);
      return place === undefined ? null : rangesAt(place.file, place.offset) ?? null;
    });
  },
};

function rangesAt(file: ParsedFile, offset: number): LinkedEditingRanges | undefined {
  const { start, end } = file.parsed.table;
  const index = cardIndexAt(start, end, offset);
  const own = index < 0 ? undefined : nameOn(file, index);
  if (own === undefined || offset < own.start || offset > own.end) return undefined;
  const partner = partnerOf(file, index);
  const other = partner === undefined ? undefined : nameOn(file, partner);
  if (other === undefined || other.text.toLowerCase() !== own.text.toLowerCase()) return undefined;
  return { ranges: [own, other].sort((a, b) => a.start - b.start).map((name) => rangeIn(file, name.start, name.end)) };
}

/** The name behind `.subckt` or `.ends`. */
function nameOn(file: ParsedFile, index: number): { text: string; start: number; end: number } | undefined {
  if (!borders(file, index)) return undefined;
  const placed = new PlacedCard(file, index);
  const [name] = positional(placed.card);
  return name?.$type === 'Word' ? { text: name.text, ...placeOf(placed, name) } : undefined;
}

/** 1 for a card that begins a subcircuit, -1 for one that ends one, else 0. */
function borders(file: ParsedFile, index: number): number {
  const from = file.cardStart[index]!;
  if (file.text.charAt(from) !== '.') return 0;
  const word = /^\.\w+/.exec(file.text.slice(from, from + 10))?.[0].toLowerCase();
  return word === '.subckt' || word === '.macro' ? 1 : word === '.ends' || word === '.eom' ? -1 : 0;
}

/** The card at the other end of a subcircuit. */
function partnerOf(file: ParsedFile, index: number): number | undefined {
  const step = borders(file, index);
  let depth = step;
  for (let at = index + step; at >= 0 && at < file.parsed.count; at += step) {
    depth += borders(file, at);
    if (depth === 0) return at;
  }
  return undefined;
}
