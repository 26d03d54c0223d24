import { LineIndex, type NetlistSymbol, type Occurrence, type ParsedFile, type ParsedText, symbolIndexOf, type Design } from '@nodal/language';
import type { Location, Position, Range } from 'vscode-languageserver';
import type { OpenTexts } from './features/feature.js';
import type { Workspace } from './workspace.js';

/** A deck, or a part by itself, with its design. */
export interface DesignOf {
  uri: string;
  role: 'deck' | 'part';
  design: Design;
  /** Whether subcircuits of libraries were read that no instance names. */
  whole: boolean;
}

/** A name under the cursor. */
export interface NameAt extends DesignOf {
  symbol: NetlistSymbol;
  occurrence: Occurrence;
}

const lineIndexes = new WeakMap<ParsedText, LineIndex>();

/** The lines of a file, found once for each text. */
export function linesOf({ parsed }: ParsedFile): LineIndex {
  let lines = lineIndexes.get(parsed);
  if (lines === undefined) lineIndexes.set(parsed, (lines = new LineIndex(parsed.text)));
  return lines;
}

export function rangeIn(file: ParsedFile, start: number, end: number): Range {
  const lines = linesOf(file);
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

export function locationOf({ file, start, end }: { file: ParsedFile; start: number; end: number }): Location {
  return { uri: file.uri, range: rangeIn(file, start, end) };
}

/** Where a request points to: a document as it is now, its design and the offset. Undefined when the document is not open or no netlist. */
export async function placeOfRequest(workspace: Workspace, documents: OpenTexts, { textDocument, position }: { textDocument: { uri: string }; position: Position }): Promise<(DesignOf & { file: ParsedFile; offset: number }) | undefined> {
  const document = documents.get(textDocument.uri);
  if (document === undefined) return undefined;
  // The document is the same object after the next edit.
  const offset = document.offsetAt(position);
  const { deck, checked } = await workspace.contextOf(document.uri);
  const file = checked.design.files.find((candidate) => candidate.uri === document.uri);
  return file && { uri: deck, role: checked.design.role, design: checked.design, whole: false, file, offset };
}

/** The name under the cursor; several where it means several things. */
export async function namesAt(workspace: Workspace, documents: OpenTexts, params: { textDocument: { uri: string }; position: Position }): Promise<NameAt[]> {
  const place = await placeOfRequest(workspace, documents, params);
  if (place === undefined) return [];
  const { uri, role, design, whole } = place;
  return symbolIndexOf(design).symbolsAt(place.file, place.offset).map((found) => ({ uri, role, design, whole, ...found }));
}

/** A symbol in one of the designs that share it. */
export interface SharedSymbol extends DesignOf {
  symbols: NetlistSymbol[];
  occurrences: readonly Occurrence[];
}

/**
 * A symbol in all open decks that read a file where its name stands: a
 * subcircuit of a library is one thing for all who use it. Subcircuits of
 * libraries that no instance names are read where they mention the name.
 */
export async function sharedBy(workspace: Workspace, { uri, role, design, symbol, occurrence }: NameAt): Promise<SharedSymbol[]> {
  const own = await wholeWhereMentioned(workspace, { uri, role, design, whole: false }, symbol.name);
  const shared = [withOccurrences(own, [{ file: occurrence.file, start: occurrence.start }], symbol)];
  for (const document of workspace.openDocuments) {
    if (document.uri === uri || document.role !== 'deck') continue;
    const checked = await workspace.check(document.uri, document.role);
    const uris = new Set(checked.design.files.map((file) => file.uri));
    const places = shared.flatMap(({ occurrences }) => occurrences.filter(({ file }) => uris.has(file.uri)));
    if (places.length === 0) continue;
    const other = await wholeWhereMentioned(workspace, { uri: document.uri, role: document.role, design: checked.design, whole: false }, symbol.name);
    shared.push(withOccurrences(other, places, symbol));
  }
  return shared;
}

async function wholeWhereMentioned(workspace: Workspace, of: DesignOf, name: string): Promise<DesignOf> {
  if (!symbolIndexOf(of.design).mentionedUnread(name)) return of;
  return { ...of, design: await workspace.checkWhole(of.uri, of.role), whole: true };
}

/** What stands at some places in a design, as far as it is of the symbol's kind and name. */
function withOccurrences(of: DesignOf, places: readonly { file: ParsedFile; start: number }[], wanted: NetlistSymbol): SharedSymbol {
  const index = symbolIndexOf(of.design);
  const files = new Map(of.design.files.map((file) => [file.uri, file]));
  const symbols: NetlistSymbol[] = [];
  const occurrences: Occurrence[] = [];
  const seen = new Set<string>();
  for (const place of places) {
    const file = files.get(place.file.uri);
    if (file === undefined || seen.has(`${file.index} ${place.start}`)) continue;
    for (const { symbol, occurrence } of index.symbolsAt(file, place.start)) {
      if (occurrence.start !== place.start || symbols.includes(symbol) || !isAlike(symbol, wanted)) continue;
      symbols.push(symbol);
      for (const found of index.occurrences(symbol)) {
        const key = `${found.file.index} ${found.start}`;
        if (seen.has(key)) continue;
        seen.add(key);
        occurrences.push(found);
      }
    }
  }
  return { ...of, symbols, occurrences };
}

function isAlike(symbol: NetlistSymbol, wanted: NetlistSymbol): boolean {
  return symbol.kind === wanted.kind && symbol.name.toLowerCase() === wanted.name.toLowerCase();
}

/** The places of all, each once, in the order of the files and of the text. */
export function placesOf(shared: readonly SharedSymbol[]): Occurrence[] {
  const found = new Map<string, Occurrence>();
  for (const { occurrences } of shared) for (const occurrence of occurrences) {
    const key = `${occurrence.file.uri} ${occurrence.start}`;
    if (!found.has(key)) found.set(key, occurrence);
  }
  return [...found.values()];
}
