import { cardPlace, type Design, keywordOf, LineIndex, type ParsedFile, positional, type Scope, wordOf } from '@nodal/language';
import type { LangiumDocument } from 'langium';
import type { DocumentSymbolProvider } from 'langium/lsp';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { Workspace } from '../workspace.js';

const ANALYSES = new Set(['.op', '.dc', '.ac', '.tran']);
const MEASURES = new Set(['.meas']);

/**
 * The outline: subcircuits with what they hold, models, parameters, analyses
 * and measures. Elements are left out: a netlist may have 100,000 of them.
 */
export class OutlineProvider implements DocumentSymbolProvider {
  constructor(private readonly workspace: Workspace) {}

  async getSymbols({ textDocument }: LangiumDocument): Promise<DocumentSymbol[]> {
    const { checked } = await this.workspace.contextOf(textDocument.uri);
    return symbolsOf(checked.design, textDocument.uri);
  }
}

export function symbolsOf(design: Design, uri: string): DocumentSymbol[] {
  const file = design.files.find((f) => f.uri === uri);
  if (!file) return [];
  const outline = new Outline(file);
  const symbols = outline.of(design.top);
  for (const placed of design.directives) {
    if (placed.file !== file) continue;
    const word = keywordOf(placed.card);
    const place = cardPlace(placed);
    if (ANALYSES.has(word)) symbols.push(outline.symbol(word, file.text.slice(place.start, place.end).split(/[\r\n;]/)[0]!.slice(word.length).trim(), SymbolKind.Event, place.start, place.end, place.start, place.start + word.length));
    if (MEASURES.has(word)) {
      const name = wordOf(positional(placed.card)[1]);
      if (name) symbols.push(outline.symbol(name, 'measure', SymbolKind.Field, place.start, place.end, place.start, place.end));
    }
  }
  return symbols.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}

class Outline {
  private readonly lines: LineIndex;

  constructor(private readonly file: ParsedFile) {
    this.lines = new LineIndex(file.text);
  }

  of(scope: Scope): DocumentSymbol[] {
    const symbols: DocumentSymbol[] = [];
    for (const subcircuit of scope.subcircuits.values()) {
      if (subcircuit.placed.file !== this.file) continue;
      const start = this.file.cardStart[subcircuit.placed.index]!;
      const last = subcircuit.scope.endIndex ?? subcircuit.placed.index;
      const end = this.file.parsed.table.end[last]!;
      symbols.push({ ...this.symbol(subcircuit.name, subcircuit.ports.map((p) => p.name).join(' '), SymbolKind.Class, start, end, subcircuit.nameStart, subcircuit.nameEnd), children: this.of(subcircuit.scope) });
    }
    for (const model of scope.models.values()) if (model.placed.file === this.file) symbols.push(this.declaration(model, model.type, SymbolKind.Struct));
    for (const parameter of scope.parameters.values()) {
      if (parameter.placed.file === this.file && !parameter.formal) symbols.push(this.declaration(parameter, parameter.value?.text ?? '', SymbolKind.Constant));
    }
    for (const func of scope.functions.values()) if (func.placed.file === this.file) symbols.push(this.declaration(func, `(${func.parameters.join(', ')})`, SymbolKind.Function));
    return symbols.sort((a, b) => a.range.start.line - b.range.start.line);
  }

  private declaration(d: { name: string; nameStart: number; nameEnd: number; placed: { index: number } }, detail: string, kind: SymbolKind): DocumentSymbol {
    const start = this.file.cardStart[d.placed.index]!;
    const end = Math.max(this.file.parsed.table.end[d.placed.index]!, d.nameEnd);
    return this.symbol(d.name, detail, kind, start, end, d.nameStart, d.nameEnd);
  }

  symbol(name: string, detail: string, kind: SymbolKind, start: number, end: number, nameStart: number, nameEnd: number): DocumentSymbol {
    return {
      name: name || '?',
      detail,
      kind,
      range: { start: this.lines.positionAt(start), end: this.lines.positionAt(end) },
      selectionRange: { start: this.lines.positionAt(nameStart), end: this.lines.positionAt(nameEnd) },
    };
  }
}
