import { type Declaration, type Design, flatArguments, keywordOf, type ParsedFile, placeOf, type Scope, wordOf } from '@nodal/language';
import { type SymbolInformation, SymbolKind } from 'vscode-languageserver';
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
  file: ParsedFile;
  start: number;
  end: number;
  container: string;
  rank: number;
}

/** Subcircuits, models, parameters, functions, measures and elements of all that open documents include. */
export const workspaceSymbols: Feature = {
  capabilities: { workspaceSymbolProvider: true },
  register({ connection, workspace }) {
    connection.onWorkspaceSymbol(async ({ query }): Promise<SymbolInformation[]> => {
      const search = new Search(query);
      for (const { uri, role } of workspace.openDocuments) search.lookIn((await workspace.check(uri, role)).design);
      return search.best();
    });
  },
};

class Search {
  private readonly wanted: string;
  private readonly found = new Map<string, Found>();

  constructor(query: string) {
    this.wanted = query.trim().toLowerCase();
  }

  lookIn(design: Design): void {
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
      this.take(wordOf(name)!, SymbolKind.Field, placed.file, start, end, undefined);
    }
  }

  /** The best of what was found: whole names, then those that begin with the query, then those that hold it. */
  best(): SymbolInformation[] {
    const best = [...this.found.values()].sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1)).slice(0, MOST_SYMBOLS);
    return best.map(({ name, kind, file, start, end, container }) => ({ name, kind, location: { uri: file.uri, range: rangeIn(file, start, end) }, containerName: container }));
  }

  private declared({ name, placed, nameStart, nameEnd }: Declaration, kind: SymbolKind, container: string | undefined): void {
    this.take(name, kind, placed.file, nameStart, nameEnd, container);
  }

  private elements({ elements }: Scope, container: string | undefined): void {
    for (const { file, index } of elements) {
      const start = file.cardStart[index]!;
      const end = file.parsed.table.end[index]!;
      let to = start;
      while (to < end && !/[\s=(,]/.test(file.text.charAt(to))) to++;
      this.take(file.text.slice(start, to), SymbolKind.Object, file, start, to, container);
    }
  }

  private take(name: string, kind: SymbolKind, file: ParsedFile, start: number, end: number, container: string | undefined): void {
    const rank = rankOf(name.toLowerCase(), this.wanted);
    if (rank === undefined) return;
    const key = `${file.uri} ${start}`;
    if (!this.found.has(key)) this.found.set(key, { name, kind, file, start, end, container: container ?? shownName(file.uri), rank });
  }
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
