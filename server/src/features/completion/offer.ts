import { type CompletionItem, InsertTextFormat, type TextEdit } from 'vscode-languageserver';

/** What a person is told about an item when it is looked at; `resolve.ts` turns it into text. */
export type Subject =
  | { of: 'directive' | 'element' | 'function' | 'option' | 'waveform' | 'variable'; name: string }
  | { of: 'model-parameter'; type: string; level: number; name: string }
  | { of: 'instance-parameter'; letter: string; name: string }
  /** A card of a file of the design, or of one that is only indexed. */
  | { of: 'card' | 'indexed'; uri: string; start: number };

/** What is offered in some place, before it is known what it replaces. */
export interface Offer {
  label: string;
  kind: NonNullable<CompletionItem['kind']>;
  /** The lower, the earlier; equal ones stand by their labels. */
  rank: number;
  /** What is written, when it is not the label. */
  insert?: string;
  /** The same with places to fill in. */
  snippet?: string;
  /** What the typed word is compared with, when it is not the label. */
  filter?: string;
  detail?: string;
  description?: string;
  documentation?: string;
  subject?: Subject;
  /** Further edits of the document. */
  edits?: TextEdit[];
}

/** Nobody looks through more than these; what is typed next finds the others. */
export const MOST_OFFERS = 300;

/** Whether the letters of a typed word stand in a name in their order, the first one at its beginning or behind a mark. */
export function fits(typed: string, name: string): boolean {
  const letters = typed.toLowerCase();
  if (letters === '') return true;
  const within = name.toLowerCase();
  if (within.startsWith(letters)) return true;
  for (let begin = within.indexOf(letters[0]!); begin >= 0; begin = within.indexOf(letters[0]!, begin + 1)) {
    if (begin > 0 && /[a-z0-9]/.test(within[begin - 1]!)) continue;
    let at = begin;
    let next = 0;
    while (at < within.length && next < letters.length) if (within[at++] === letters[next]) next++;
    if (next === letters.length) return true;
  }
  return false;
}

export interface Range { start: { line: number; character: number }; end: { line: number; character: number } }

/** The offers that fit a typed word, the likely ones first, as items that replace `range`. */
export function itemsOf(offers: readonly Offer[], typed: string, range: Range, snippets: boolean): { items: CompletionItem[]; isIncomplete: boolean } {
  const fitting = offers.filter(({ filter, label }) => fits(typed, filter ?? label));
  fitting.sort((a, b) => a.rank - b.rank || compare(a.label, b.label));
  const shown = fitting.slice(0, MOST_OFFERS);
  return { isIncomplete: shown.length < fitting.length, items: shown.map((offer, place) => itemOf(offer, place, range, snippets)) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function itemOf(offer: Offer, place: number, range: Range, snippets: boolean): CompletionItem {
  const { label, kind, insert, snippet, filter, detail, description, documentation, subject, edits } = offer;
  const withPlaces = snippet !== undefined && snippets;
  return {
    label,
    kind,
    sortText: String(place).padStart(4, '0'),
    textEdit: { range, newText: withPlaces ? snippet : snippet === undefined ? insert ?? label : plain(snippet) },
    ...(withPlaces ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(filter === undefined ? {} : { filterText: filter }),
    ...(detail === undefined ? {} : { detail }),
    ...(description === undefined ? {} : { labelDetails: { description } }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(subject === undefined ? {} : { data: subject }),
    ...(edits === undefined ? {} : { additionalTextEdits: edits }),
  };
}

/** A snippet as plain text, for clients that know no snippets. */
function plain(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d+/g, '').replace(/\\([\\$}])/g, '$1');
}

/** A text within a snippet, where `$` and `}` are letters. */
export function literally(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
