import { cardPlace, controlBlocks, type ControlBlock, type Design, type DirectiveCard, findDirective, flatArguments, keywordOf, LineIndex, operandText, type ParsedFile, PlacedCard, placeOf, positional, sectionsOf, unquoted, wordOf } from '@nodal/language';
import { HEAD_ENDL, HEAD_ENDS, HEAD_FUNC, HEAD_LIB, HEAD_MODEL, HEAD_PARAM, HEAD_SUBCKT, HEAD_UNKNOWN, isElementHead } from '@nodal/language/text/card-head';
import type { LangiumDocument } from 'langium';
import type { DocumentSymbolProvider } from 'langium/lsp';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { Workspace } from '../workspace.js';

/** Of a file with more elements none is listed: nobody reads so long a list. */
const MOST_ELEMENTS = 2000;
const LONGEST_DETAIL = 60;
/** Commands of a script that run an analysis. */
const RUNS: ReadonlySet<string> = new Set(['op', 'dc', 'ac', 'tran', 'noise', 'tf', 'sens', 'pz', 'disto', 'sp', 'pss', 'run']);

/**
 * The outline: sections of libraries and subcircuits with what they hold,
 * models, parameters, functions, elements, analyses, measures and scripts.
 */
export class OutlineProvider implements DocumentSymbolProvider {
  constructor(private readonly workspace: Workspace) {}

  async getSymbols({ textDocument }: LangiumDocument): Promise<DocumentSymbol[]> {
    const { checked } = await this.workspace.contextOf(textDocument.uri);
    return symbolsOf(checked.design, textDocument.uri, this.workspace.settings.current.outline.elements);
  }
}

export function symbolsOf(design: Design, uri: string, elements = true): DocumentSymbol[] {
  const file = design.files.find((f) => f.uri === uri);
  return file === undefined ? [] : new Outline(file, elements).read();
}

/** What holds other symbols: the file, a section or a subcircuit that is open. */
interface Container {
  kind: 'file' | 'section' | 'subcircuit';
  children: DocumentSymbol[];
  symbol: DocumentSymbol | undefined;
}

class Outline {
  private readonly lines: LineIndex;
  private readonly open: Container[] = [{ kind: 'file', children: [], symbol: undefined }];
  private readonly withElements: boolean;

  constructor(private readonly file: ParsedFile, elements: boolean) {
    this.lines = new LineIndex(file.text);
    this.withElements = elements && countElements(file) <= MOST_ELEMENTS;
  }

  read(): DocumentSymbol[] {
    const { file, open } = this;
    const { heads } = file;
    for (let index = 0; index < heads.length; index++) {
      const head = heads[index]!;
      if (head === HEAD_UNKNOWN) continue;
      if (isElementHead(head)) {
        if (this.withElements) this.element(index);
        continue;
      }
      const placed = new PlacedCard<DirectiveCard>(file, index);
      switch (head) {
        case HEAD_SUBCKT: this.subcircuit(placed); break;
        case HEAD_ENDS: this.close(placed, 'subcircuit'); break;
        case HEAD_LIB: this.section(placed); break;
        case HEAD_ENDL: this.close(placed, 'section'); break;
        case HEAD_MODEL: this.model(placed); break;
        case HEAD_PARAM: case HEAD_FUNC: this.parameters(placed); break;
        default: this.other(placed);
      }
    }
    const end = this.lines.positionAt(file.text.length);
    for (const { symbol } of open) if (symbol !== undefined) symbol.range.end = end;
    for (const block of controlBlocks(file.parsed)) this.script(block);
    return open[0]!.children.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
  }

  private add(symbol: DocumentSymbol): DocumentSymbol {
    this.open[this.open.length - 1]!.children.push(symbol);
    return symbol;
  }

  private enclose(kind: Container['kind'], symbol: DocumentSymbol): void {
    symbol.children = [];
    this.add(symbol);
    this.open.push({ kind, children: symbol.children, symbol });
  }

  /** Ends the innermost container of a kind, and what is still open within it. */
  private close(placed: PlacedCard, kind: Container['kind']): void {
    const { open } = this;
    let at = open.length - 1;
    while (at > 0 && open[at]!.kind !== kind) at--;
    if (at === 0) return;
    const end = this.lines.positionAt(cardPlace(placed).end);
    for (const { symbol } of open.splice(at)) if (symbol !== undefined) symbol.range.end = end;
  }

  private subcircuit(placed: PlacedCard<DirectiveCard>): void {
    const [name, ...ports] = positional(placed.card);
    const card = cardPlace(placed);
    const place = name === undefined ? card : placeOf(placed, name);
    this.enclose('subcircuit', this.symbol(wordOf(name) ?? '', ports.map((port) => operandText(placed, port).text).join(' '), SymbolKind.Class, card, place));
  }

  private section(placed: PlacedCard<DirectiveCard>): void {
    if (!sectionsOf(this.file.parsed).byStart.has(placed.index)) return;
    const [name] = positional(placed.card);
    if (name !== undefined) this.enclose('section', this.symbol(unquoted(operandText(placed, name).text), 'section', SymbolKind.Namespace, cardPlace(placed), placeOf(placed, name)));
  }

  private model(placed: PlacedCard<DirectiveCard>): void {
    const [name, type] = positional(placed.card);
    if (name !== undefined) this.add(this.symbol(operandText(placed, name).text, type === undefined ? '' : type.$type === 'Call' ? type.callee : operandText(placed, type).text, SymbolKind.Struct, cardPlace(placed), placeOf(placed, name)));
  }

  private parameters(placed: PlacedCard<DirectiveCard>): void {
    const list = flatArguments(placed.card);
    const [first, second] = list;
    const card = cardPlace(placed);
    if (first?.$type === 'Call') {
      this.function(placed, first, card);
    } else if (list.length === 2 && first?.$type === 'Word' && second !== undefined && second.$type !== 'Assignment') {
      this.add(this.symbol(first.text, operandText(placed, second).text, SymbolKind.Constant, card, placeOf(placed, first)));
    } else {
      for (const argument of list) {
        if (argument.$type !== 'Assignment') continue;
        if (argument.target.$type === 'Call') this.function(placed, argument.target, placeOf(placed, argument));
        else this.add(this.symbol(argument.target.text, argument.value === undefined ? '' : operandText(placed, argument.value).text, SymbolKind.Constant, placeOf(placed, argument), placeOf(placed, argument.target)));
      }
    }
  }

  private function(placed: PlacedCard, call: Extract<ReturnType<typeof flatArguments>[number], { $type: 'Call' }>, range: { start: number; end: number }): void {
    const { start } = placeOf(placed, call);
    this.add(this.symbol(call.callee, `(${call.arguments.map((argument) => wordOf(argument) ?? '').join(', ')})`, SymbolKind.Function, range, { start, end: start + call.callee.length }));
  }

  private element(index: number): void {
    const { text, parsed } = this.file;
    const start = parsed.table.start[index]!;
    const end = parsed.table.end[index]!;
    const nameEnd = start + /^[^\s=(,]*/.exec(text.slice(start, Math.min(end, start + 200)))![0].length;
    this.add(this.symbol(text.slice(start, nameEnd), text.slice(nameEnd, end).split(/[\r\n;]/, 1)[0]!.trim().slice(0, LONGEST_DETAIL), SymbolKind.Object, { start, end }, { start, end: nameEnd }));
  }

  /** Analyses, sweeps and measures. */
  private other(placed: PlacedCard<DirectiveCard>): void {
    const word = keywordOf(placed.card);
    const card = cardPlace(placed);
    if (word === '.meas') {
      const name = flatArguments(placed.card)[1];
      if (wordOf(name) !== undefined) this.add(this.symbol(wordOf(name)!, 'measure', SymbolKind.Field, card, placeOf(placed, name!)));
    } else if (word === '.step' || findDirective(word)?.analysis === true) {
      const keyword = placed.card.keyword.length;
      this.add(this.symbol(word, this.file.text.slice(card.start + keyword, card.end).split(/[\r\n;]/, 1)[0]!.trim().slice(0, LONGEST_DETAIL), SymbolKind.Event, card, { start: card.start, end: card.start + keyword }));
    }
  }

  /** A script with the analyses that it runs and what it measures. */
  private script({ head, end, commands }: ControlBlock): void {
    const children = commands.flatMap(({ name, operands, start, end: commandEnd }) => {
      const word = name.text.toLowerCase();
      if (RUNS.has(word)) return [this.symbol(word, operands.map(({ text }) => text).join(' ').slice(0, LONGEST_DETAIL), SymbolKind.Event, { start, end: commandEnd }, name)];
      const measured = word === 'meas' || word === 'measure' ? operands[1] : undefined;
      return measured === undefined ? [] : [this.symbol(measured.text, 'measure', SymbolKind.Field, { start, end: commandEnd }, measured)];
    });
    const symbol = this.symbol('.control', 'script', SymbolKind.Module, { start: head.start, end: Math.max(end, head.end) }, head);
    symbol.children = children;
    this.open[0]!.children.push(symbol);
  }

  private symbol(name: string, detail: string, kind: SymbolKind, range: { start: number; end: number }, selection: { start: number; end: number }): DocumentSymbol {
    const rangeOf = ({ start, end }: { start: number; end: number }) => ({ start: this.lines.positionAt(start), end: this.lines.positionAt(end) });
    return { name: name || '?', detail, kind, range: rangeOf(range), selectionRange: rangeOf(selection) };
  }
}

function countElements({ heads }: ParsedFile): number {
  let count = 0;
  for (const head of heads) if (isElementHead(head)) count++;
  return count;
}
