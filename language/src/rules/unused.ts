import { controlBlocks } from '../control/parse-control.js';
import type { Declaration, Design, ParsedFile } from '../design/design.js';
import { cardIndexAt } from '../design/lookup.js';
import { type SymbolIndex, symbolIndexOf } from '../symbols/symbol-index.js';
import type { NetlistSymbol } from '../symbols/symbol.js';
import { HEAD_ENDS, HEAD_SUBCKT } from '../text/card-head.js';
import { type Fix, removeLines } from './fixes.js';
import { toEnd } from '../to-end.js';

/** After so many places of a name that mean something else it counts as used. */
const MOST_PLACES = 50;
/** A library that is longer is not searched for names of its deck: they count as used. */
const LONGEST_LIBRARY = 2_000_000;
/** How much text is searched for all names of a design together. */
const MOST_TEXT = 400_000_000;
/** How much is searched between two pauses. */
const TEXT_PER_SLICE = 4_000_000;

/** What a deck declares and nothing in it or in its includes mentions. */
export interface Unused {
  models: Declaration[];
  subcircuits: Declaration[];
  parameters: Declaration[];
  functions: Declaration[];
}

const NOTHING: Unused = { models: [], subcircuits: [], parameters: [], functions: [] };
const known = new WeakMap<Design, Unused>();

/** The unused names of a deck. What stands in other files is there for other decks too, and so is all of a part. */
export function unusedOf(design: Design): Unused {
  return toEnd(findUnusedInSlices(design));
}

/** The same with pauses. */
export function* findUnusedInSlices(design: Design): Generator<void, Unused> {
  let unused = known.get(design);
  if (unused === undefined) known.set(design, (unused = yield* findUnused(design)));
  return unused;
}

function* findUnused(design: Design): Generator<void, Unused> {
  // Without elements a deck declares for others.
  if (design.role === 'part' || design.incomplete || design.top.elements.length === 0) return NOTHING;
  if (design.files.some((file) => !file.whole && file.text.length > LONGEST_LIBRARY)) return NOTHING;
  const search = new Search(design);
  const found: Unused = { models: [], subcircuits: [], parameters: [], functions: [] };
  let searched = 0;
  for (const kind of ['models', 'subcircuits', 'parameters', 'functions'] as const) {
    for (const scope of design.scopes) {
      for (const declared of scope[kind].values()) {
        if (declared.placed.file.index === 0 && !search.isUsed(declared)) found[kind].push(declared);
        if (search.searched - searched < TEXT_PER_SLICE) continue;
        searched = search.searched;
        yield;
      }
    }
  }
  return found;
}

/** Looks for names in the text of all cards and scripts. A place counts as a use unless it is known to mean something else. */
class Search {
  private readonly index: SymbolIndex;
  private readonly lower: Map<ParsedFile, string>;
  /** How many characters were searched so far. */
  searched = 0;
  /** The card that was looked at last. */
  private looked: { file: ParsedFile; card: number; names: ReturnType<SymbolIndex['symbolsOn']> } | undefined;

  constructor(private readonly design: Design) {
    this.index = symbolIndexOf(design);
    this.lower = new Map(design.files.map((file) => [file, file.text.toLowerCase()]));
  }

  isUsed(declared: Declaration): boolean {
    const name = declared.name.toLowerCase();
    const { file } = declared.placed;
    // The text in lower case has other places where a letter has two in it.
    if (name === '' || this.lower.get(file)!.length !== file.text.length) return true;
    const own = this.index.symbolsAt(file, declared.nameStart).find(({ symbol, occurrence }) => symbol.kind === declared.kind && occurrence.role === 'declaration')?.symbol;
    if (own === undefined) return true;
    // Models that differ in their sizes are used by what they have in common.
    const wanted = own.name.toLowerCase();
    let places = 0;
    for (const [searched, text] of this.lower) {
      this.searched += text.length;
      if (this.searched > MOST_TEXT || text.length !== searched.text.length) return true;
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
        if (isWordCharacter(text.charCodeAt(at - 1)) || isWordCharacter(text.charCodeAt(at + wanted.length)) || this.isComment(searched, at)) continue;
        if (++places > MOST_PLACES || this.mayMean(searched, at, own)) return true;
      }
    }
    return false;
  }

  private mayMean(file: ParsedFile, at: number, wanted: NetlistSymbol): boolean {
    // `.ends amp` only ends what it names.
    const card = cardIndexAt(file.cardStart, file.parsed.table.end, at);
    if (card >= 0 && file.heads[card] === HEAD_ENDS) return false;
    const told = this.names(file, at, card).filter(({ occurrence }) => occurrence.start <= at && at < occurrence.end);
    if (told.length === 0) return !this.isName(file, at, card, wanted);
    return told.some(({ symbol, occurrence }) => symbol === wanted && occurrence.role === 'reference' && !(occurrence.write === true && isFormal(wanted)));
  }

  /** The names on the card of a place; a card with many places is looked at once. */
  private names(file: ParsedFile, at: number, card: number): ReturnType<SymbolIndex['symbolsOn']> {
    if (card < 0) return this.index.symbolsAt(file, at);
    if (this.looked?.file !== file || this.looked.card !== card) this.looked = { file, card, names: this.index.symbolsOn(file, card) };
    return this.looked.names;
  }

  /** Whether the place is the name of an element or of a parameter that is set, which the index need not tell. */
  private isName(file: ParsedFile, at: number, card: number, { kind, name }: NetlistSymbol): boolean {
    if (card >= 0 && file.cardStart[card] === at) return true;
    return (kind === 'model' || kind === 'subcircuit') && /^\s*=/.test(file.text.slice(at + name.length, at + name.length + 10));
  }

  private isComment(file: ParsedFile, at: number): boolean {
    if (cardIndexAt(file.cardStart, file.parsed.table.end, at) >= 0) return false;
    return !controlBlocks(file.parsed).some((block) => block.start <= at && at <= block.end) && !file.parsed.table.blocks.some((block) => block.start <= at && at <= block.end);
  }
}

function isFormal({ declaration }: NetlistSymbol): boolean {
  return declaration !== undefined && 'formal' in declaration && declaration.formal === true;
}

/** Letters, digits and what else is part of a name and of no operator. */
function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code === 95 || code > 127;
}

/** Removes a declaration: the lines of its card, of a subcircuit up to its `.ends`; of several on one card it alone. */
export function removal(design: Design, declared: Declaration): Fix | undefined {
  const { file, index } = declared.placed;
  const title = `Remove ${declared.name}`;
  const others = design.scopes.some((scope) => [scope.parameters, scope.functions].some((table) => [...table.values()].some((other) => other !== declared && other.placed.file === file && other.placed.index === index)));
  if (others || (declared.kind === 'parameter' && file.heads[index] === HEAD_SUBCKT)) {
    const value = 'value' in declared ? (declared as { value?: { end: number } }).value : undefined;
    // An instance may give a parameter of a subcircuit.
    if (value === undefined || file.heads[index] === HEAD_SUBCKT) return undefined;
    const start = file.text.slice(0, declared.nameStart).trimEnd().length;
    return { title, edits: [{ start, end: value.end, newText: '' }], guess: true };
  }
  const last = declared.kind === 'subcircuit' ? endOf(design, declared) : index;
  if (last === undefined) return undefined;
  const { start, end } = file.parsed.table;
  return { ...removeLines(title, file.text, start[index]!, end[last]!), guess: true };
}

/** Index of the `.ends` card of a subcircuit, if it has one. */
function endOf(design: Design, declared: Declaration): number | undefined {
  const scope = design.scopes.find(({ subcircuit }) => subcircuit === declared);
  const index = scope?.endIndex;
  return index !== undefined && declared.placed.file.heads[index] === HEAD_ENDS ? index : undefined;
}
