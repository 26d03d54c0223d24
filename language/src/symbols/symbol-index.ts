import { controlBlocks } from '../control/parse-control.js';
import { type Design, type ParsedFile, PlacedCard, type Scope } from '../design/design.js';
import { cardIndexAt, scopeOfCard } from '../design/lookup.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import type { DirectiveCard, ElementCard } from '../generated/ast.js';
import { HEAD_ENDS, HEAD_SUBCKT, HEAD_UNKNOWN, isElementHead } from '../text/card-head.js';
import { tellDirective } from './directive-names.js';
import { tellElement } from './element-names.js';
import { tellScript } from './script-names.js';
import type { NetlistSymbol, Occurrence, TellName } from './symbol.js';
import { SymbolTable } from './symbol-table.js';

interface Placement {
  placed: PlacedCard;
  scope: Scope;
}

/**
 * Where the names of a design stand. Of one symbol only those cards are looked
 * at whose text holds its name, so that an answer costs little right after an
 * edit.
 */
export class SymbolIndex {
  readonly symbols: SymbolTable;
  private readonly placements = new Map<ParsedFile, (Placement | Placement[] | undefined)[]>();
  private readonly found = new Map<NetlistSymbol, Occurrence[]>();
  private everything: Map<NetlistSymbol, Occurrence[]> | undefined;

  constructor(readonly design: Design) {
    this.symbols = new SymbolTable(design);
    for (const scope of design.scopes) {
      for (const placed of scope.cards) this.place(placed, scope);
      for (const placed of scope.elements) this.place(placed, scope);
    }
  }

  private place(placed: PlacedCard, scope: Scope): void {
    let ofFile = this.placements.get(placed.file);
    if (ofFile === undefined) this.placements.set(placed.file, (ofFile = new Array<Placement | Placement[] | undefined>(placed.file.parsed.count)));
    const known = ofFile[placed.index];
    const placement = { placed, scope };
    if (known === undefined) ofFile[placed.index] = placement;
    else if (Array.isArray(known)) known.push(placement);
    else ofFile[placed.index] = [known, placement];
  }

  /** Where a card takes effect: several times when its file is included several times. */
  placementsOf(file: ParsedFile, index: number): readonly Placement[] {
    const known = this.placements.get(file)?.[index];
    if (known !== undefined) return Array.isArray(known) ? known : [known];
    const scope = this.scopeAround(file, index);
    return scope === undefined ? [] : [{ placed: new PlacedCard(file, index), scope }];
  }

  /**
   * The scope of a card that the design passed over: in a branch of `.if` that
   * does not count, or in a section that nobody reads. Undefined inside of
   * subcircuits that nobody has read, whose declarations are not known.
   */
  private scopeAround(file: ParsedFile, index: number): Scope | undefined {
    const ofFile = this.placements.get(file) ?? [];
    const { heads } = file;
    let depth = 0;
    for (let at = index - 1; at >= 0; at--) {
      const known = ofFile[at];
      if (known === undefined) {
        if (heads[at] === HEAD_ENDS) depth++;
        else if (heads[at] === HEAD_SUBCKT && --depth < 0) return undefined;
        continue;
      }
      const { scope } = Array.isArray(known) ? known[0]! : known;
      if (heads[at] === HEAD_ENDS) return scope.parent ?? scope;
      return heads[at] === HEAD_SUBCKT ? undefined : scope;
    }
    return depth < 0 ? undefined : scopeOfCard(this.design, file.uri, index);
  }

  /** Tells the names on a card, in all the scopes that it stands in. */
  private tellCard(file: ParsedFile, index: number, tell: TellName): void {
    const head = file.heads[index]!;
    if (head === HEAD_UNKNOWN) return;
    for (const { placed, scope } of this.placementsOf(file, index)) {
      if (isElementHead(head)) {
        if (placed.card.$type === 'ElementCard') tellElement(this.symbols, placed as PlacedCard<ElementCard>, scope, tell);
      } else if (placed.card.$type === 'DirectiveCard') {
        tellDirective(this.symbols, placed as PlacedCard<DirectiveCard>, scope, tell);
      }
    }
  }

  /** The names at an offset, the innermost first; several where the card stands in several scopes, or the name means several things. */
  symbolsAt(file: ParsedFile, offset: number): { symbol: NetlistSymbol; occurrence: Occurrence }[] {
    const found: { symbol: NetlistSymbol; occurrence: Occurrence }[] = [];
    const tell: TellName = (symbol, start, end, role, more) => {
      if (start <= offset && offset <= end && start < end) found.push({ symbol, occurrence: occurrenceOf(file, start, end, role, more) });
    };
    const block = controlBlocks(file.parsed).find((candidate) => candidate.start <= offset && offset <= candidate.end);
    if (block !== undefined) tellScript(this.symbols, file, this.design.top, block, tell);
    else {
      const { start, end } = file.parsed.table;
      const index = cardIndexAt(start, end, offset);
      if (index >= 0) this.tellCard(file, index, tell);
    }
    // Between two names that touch, the one that begins here is meant.
    return found.sort((a, b) => Number(b.occurrence.start === offset) - Number(a.occurrence.start === offset));
  }

  /** All names on a card, in the order in which they are found. */
  symbolsOn(file: ParsedFile, index: number): { symbol: NetlistSymbol; occurrence: Occurrence }[] {
    const found: { symbol: NetlistSymbol; occurrence: Occurrence }[] = [];
    this.tellCard(file, index, (symbol, start, end, role, more) => {
      if (start < end) found.push({ symbol, occurrence: occurrenceOf(file, start, end, role, more) });
    });
    return found;
  }

  occurrences(symbol: NetlistSymbol): readonly Occurrence[] {
    if (this.everything !== undefined) return this.everything.get(symbol) ?? [];
    let found = this.found.get(symbol);
    if (found === undefined) this.found.set(symbol, (found = this.search(symbol)));
    return found;
  }

  /** Those in one file, without a search in the others. */
  occurrencesIn(file: ParsedFile, symbol: NetlistSymbol): readonly Occurrence[] {
    return this.everything !== undefined || this.found.has(symbol) ? this.occurrences(symbol).filter((occurrence) => occurrence.file === file) : this.search(symbol, [file]);
  }

  /** All symbols that some card names, with their places in the order of the files. */
  all(): ReadonlyMap<NetlistSymbol, readonly Occurrence[]> {
    if (this.everything === undefined) {
      const everything = new Map<NetlistSymbol, Occurrence[]>();
      const keep = collector((symbol) => {
        let list = everything.get(symbol);
        if (list === undefined) everything.set(symbol, (list = []));
        return list;
      });
      for (const file of this.design.files) {
        for (let index = 0; index < file.parsed.count; index++) if (this.placements.get(file)?.[index] !== undefined || file.whole) this.tellCard(file, index, keep(file));
        this.tellScripts(file, keep(file));
      }
      for (const list of everything.values()) list.sort(byPlace);
      this.everything = everything;
    }
    return this.everything;
  }

  private search(symbol: NetlistSymbol, files: readonly ParsedFile[] = this.design.files): Occurrence[] {
    const found: Occurrence[] = [];
    const keep = collector((told) => (told === symbol ? found : undefined));
    const names = symbol.kind === 'node' && this.symbols.isGround(symbol.name) ? this.symbols.groundNames : [symbol.name.toLowerCase()];
    for (const file of files) {
      const tell = keep(file);
      const text = lowerOf(file);
      const { start, end } = file.parsed.table;
      const looked = new Set<number>();
      for (const name of names) {
        for (let at = text.indexOf(name); at >= 0 && name !== ''; at = text.indexOf(name, at)) {
          const index = cardIndexAt(start, end, at);
          if (index < 0) {
            at++;
            continue;
          }
          if (!looked.has(index)) {
            looked.add(index);
            this.tellCard(file, index, tell);
          }
          at = Math.max(at + 1, end[index]!);
        }
      }
      this.tellScripts(file, tell);
    }
    return found.sort(byPlace);
  }

  private tellScripts(file: ParsedFile, tell: TellName): void {
    for (const block of controlBlocks(file.parsed)) tellScript(this.symbols, file, this.design.top, block, tell);
  }

  /** Whether a subcircuit that nobody has read mentions a name, so that its occurrences there are not known. */
  mentionedUnread(name: string): boolean {
    const key = name.toLowerCase();
    const mentions = (scope: Scope): boolean => {
      for (const { unread } of scope.subcircuits.values()) {
        if (unread === undefined) continue;
        const { start, end } = unread.file.parsed.table;
        const text = lowerOf(unread.file);
        const at = text.indexOf(key, start[unread.from] ?? 0);
        if (at >= 0 && at < end[unread.to]!) return true;
      }
      return false;
    };
    return this.design.scopes.some(mentions);
  }
}

/** Gives for a file a listener that keeps each place of a symbol once. */
function collector(listOf: (symbol: NetlistSymbol) => Occurrence[] | undefined): (file: ParsedFile) => TellName {
  const seen = new Map<NetlistSymbol, Set<string>>();
  return (file) => (symbol, start, end, role, more) => {
    const list = listOf(symbol);
    if (list === undefined || start >= end) return;
    let places = seen.get(symbol);
    if (places === undefined) seen.set(symbol, (places = new Set()));
    const key = `${file.index} ${start}`;
    if (places.has(key)) return;
    places.add(key);
    list.push(occurrenceOf(file, start, end, role, more));
  };
}

function occurrenceOf(file: ParsedFile, start: number, end: number, role: Occurrence['role'], more: 'write' | 'shared' | undefined): Occurrence {
  return { file, start, end, role, ...(more === 'write' && { write: true }), ...(more === 'shared' && { shared: true }) };
}

function byPlace(a: Occurrence, b: Occurrence): number {
  return a.file.index - b.file.index || a.start - b.start;
}

const lowerTexts = new WeakMap<ParsedText, string>();

/** The text in lower case; of one length with the text, or offsets would not fit. */
function lowerOf({ parsed }: ParsedFile): string {
  let lower = lowerTexts.get(parsed);
  if (lower === undefined) {
    lower = parsed.text.toLowerCase();
    if (lower.length !== parsed.text.length) lower = parsed.text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    lowerTexts.set(parsed, lower);
  }
  return lower;
}

const indexes = new WeakMap<Design, SymbolIndex>();

/** The index of a design, made when it is first asked for. */
export function symbolIndexOf(design: Design): SymbolIndex {
  let index = indexes.get(design);
  if (index === undefined) indexes.set(design, (index = new SymbolIndex(design)));
  return index;
}

/** What the name at an offset of a document means; undefined where no name stands. */
export function symbolAt(design: Design, uri: string, offset: number): NetlistSymbol | undefined {
  return occurrenceAt(design, uri, offset)?.symbol;
}

/** The name at an offset with its place. */
export function occurrenceAt(design: Design, uri: string, offset: number): { symbol: NetlistSymbol; occurrence: Occurrence } | undefined {
  const file = design.files.find((candidate) => candidate.uri === uri);
  return file && symbolIndexOf(design).symbolsAt(file, offset)[0];
}

/** Where a symbol's name stands, in all files of the design, in order. */
export function occurrencesOf(design: Design, symbol: NetlistSymbol): readonly Occurrence[] {
  return symbolIndexOf(design).occurrences(symbol);
}

/** Where it is declared: of a node that no card declares the first connection. */
export function declarationsOf(design: Design, symbol: NetlistSymbol): readonly Occurrence[] {
  const all = occurrencesOf(design, symbol);
  const declared = all.filter(({ role }) => role === 'declaration');
  return declared.length > 0 || symbol.kind !== 'node' ? declared : all.slice(0, 1);
}

/** All symbols of a design with their places. It looks at every card; for one symbol `occurrencesOf` is cheaper. */
export function allSymbols(design: Design): ReadonlyMap<NetlistSymbol, readonly Occurrence[]> {
  return symbolIndexOf(design).all();
}
