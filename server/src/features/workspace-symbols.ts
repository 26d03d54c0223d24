import { type Declaration, type Design, flatArguments, keywordOf, LineIndex, type ParsedFile, placeOf, type Scope, wordOf } from '@nodal/language';
import { type Range, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import type { IndexedSymbol } from '../library-index/library-index.js';
import { rangeIn } from '../occurrences.js';
import { shownName } from '../rename/plan-rename.js';
import type { Feature } from './feature.js';

/** No more are answered: a longer list is no help, and the next letter makes it shorter. */
const MOST_SYMBOLS = 500;
/** Elements and nodes are many: they are found by so many letters. */
const LEAST_LETTERS = 2;

/** A name that was found, before its range is. */
interface Found {
  name: string;
  kind: SymbolKind;
  uri: string;
  /** Absent for what the index of the workspace alone knows. */
  file: ParsedFile | undefined;
  start: number;
  end: number;
  container: string;
  rank: number;
}

/**
 * Subcircuits, models, parameters, functions, measures and elements of all that
 * open documents include, and the subcircuits and models of the other files in
 * the workspace and in the folders of libraries.
 */
export const workspaceSymbols: Feature = {
  capabilities: { workspaceSymbolProvider: true },
  register({ connection, workspace }) {
    connection.onWorkspaceSymbol(async ({ query }): Promise<SymbolInformation[]> => {
      const search = new Search(query);
      for (const { uri, role } of workspace.openDocuments) search.lookIn((await workspace.check(uri, role)).design);
      for (const symbol of workspace.library?.symbols ?? []) search.indexed(symbol);
      return search.best((uri) => workspace.textOf(uri));
    });
  },
};

class Search {
  private readonly wanted: string;
  private readonly found = new Map<string, Found>();
  /** The files of open documents, of which the designs know more than the index. */
  private readonly read = new Set<string>();

  constructor(query: string) {
    this.wanted = query.trim().toLowerCase();
  }

  lookIn(design: Design): void {
    for (const file of design.files) this.read.add(file.uri);
    for (const scope of design.scopes) {
      const container = scope.subcircuit?.name;
      for (const subcircuit of scope.subcircuits.values()) this.declared(subcircuit, SymbolKind.Class, container);
      for (const model of scope.models.values()) this.declared(model, SymbolKind.Struct, container);
      for (const parameter of scope.parameters.values()) if (!parameter.formal) this.declared(parameter, SymbolKind.Constant, container);
      for (const func of scope.functions.values()) this.declared(func, SymbolKind.Function, container);
      if (this.wanted.length >= LEAST_LETTERS) this.elements(scope, container);
    }
    for (const placed of design.directives) {
      if (keywordOf(placed.card) !== '.meas') continue;
      const name = flatArguments(placed.card)[1];
      if (name === undefined || wordOf(name) === undefined) continue;
      const { start, end } = placeOf(placed, name);
      this.take(wordOf(name)!, SymbolKind.Field, placed.file.uri, placed.file, start, end, undefined);
    }
  }

  /** What the index knows of a file that no open document includes. */
  indexed({ kind, name, uri, start }: IndexedSymbol): void {
    if (!this.read.has(uri)) this.take(name, kind === 'model' ? SymbolKind.Struct : SymbolKind.Class, uri, undefined, start, start + name.length, undefined);
  }

  /** The best of what was found: whole names, then those that begin with the query, then those that hold it. */
  async best(textOf: (uri: string) => Promise<string | undefined>): Promise<SymbolInformation[]> {
    const best = [...this.found.values()].sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1)).slice(0, MOST_SYMBOLS);
    const texts = new Map<string, IndexedText | undefined>();
    const symbols: SymbolInformation[] = [];
    for (const { name, kind, uri, file, start, end, container } of best) {
      if (file === undefined && !texts.has(uri)) texts.set(uri, await textOf(uri).then((text) => text === undefined ? undefined : { text, lines: new LineIndex(text) }));
      const range = file === undefined ? nameBehind(texts.get(uri), start, name) : rangeIn(file, start, end);
      if (range !== undefined) symbols.push({ name, kind, location: { uri, range }, containerName: container });
    }
    return symbols;
  }

  private declared({ name, placed, nameStart, nameEnd }: Declaration, kind: SymbolKind, container: string | undefined): void {
    this.take(name, kind, placed.file.uri, placed.file, nameStart, nameEnd, container);
  }

  private elements({ elements }: Scope, container: string | undefined): void {
    for (const { file, index } of elements) {
      const start = file.cardStart[index]!;
      const end = file.parsed.table.end[index]!;
      let to = start;
      while (to < end && !/[\s=(,]/.test(file.text.charAt(to))) to++;
      this.take(file.text.slice(start, to), SymbolKind.Object, file.uri, file, start, to, container);
    }
  }

  private take(name: string, kind: SymbolKind, uri: string, file: ParsedFile | undefined, start: number, end: number, container: string | undefined): void {
    const rank = rankOf(name.toLowerCase(), this.wanted);
    if (rank === undefined) return;
    const key = `${uri} ${start}`;
    if (!this.found.has(key)) this.found.set(key, { name, kind, uri, file, start, end, container: container ?? shownName(uri), rank });
  }
}

interface IndexedText {
  text: string;
  lines: LineIndex;
}

/** Where a name stands behind the first word of its card; undefined when the file has changed since it was indexed. */
function nameBehind(of: IndexedText | undefined, cardStart: number, name: string): Range | undefined {
  const start = of === undefined ? -1 : of.text.indexOf(name, cardStart + 1);
  return of === undefined || start < 0 ? undefined : { start: of.lines.positionAt(start), end: of.lines.positionAt(start + name.length) };
}

/** How well a name fits: 0 for the name itself; undefined when it does not have the letters in this order. */
function rankOf(name: string, wanted: string): number | undefined {
  if (name === wanted) return 0;
  const at = name.indexOf(wanted);
  if (at >= 0) return at === 0 ? 1 : 2;
  let from = 0;
  for (const letter of wanted) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return undefined;
  }
  return 3;
}
