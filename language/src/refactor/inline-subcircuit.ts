import { type Design, PlacedCard, type Scope, type SubcircuitDeclaration } from '../design/design.js';
import { cardIndexAt, isGround, lookupFunction, lookupModel, lookupParameter, lookupSubcircuit, scopeOfCard } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { cardRoles } from '../design/roles.js';
import type { ElementCard } from '../generated/ast.js';
import { allSymbols } from '../symbols/symbol-index.js';
import type { NetlistSymbol, Occurrence } from '../symbols/symbol.js';
import { HEAD_MODEL, HEAD_PARAM, HEAD_X, isElementHead } from '../text/card-head.js';
import { lineStartAt, newlineOf } from '../text/characters.js';
import { CardScanner } from '../text/scanner.js';
import { COMMENT } from '../text/token-buffer.js';
import { fileOf, freeName, marginAt, type Refactoring, type RefactorEdit } from './refactoring.js';

const scanner = new CardScanner();

/**
 * Puts the cards of a subcircuit in place of one of its instances. Its nodes,
 * elements, models and parameters get names with that of the instance, so that
 * they meet no other; parameters become `.param` cards with the values that the
 * instance gives.
 */
export function inlineSubcircuit(design: Design, uri: string, offset: number): Refactoring | undefined {
  const file = fileOf(design, uri);
  if (file === undefined) return undefined;
  const { table } = file.parsed;
  const index = cardIndexAt(table.start, table.end, offset);
  if (index < 0 || table.head[index] !== HEAD_X) return undefined;
  const scope = scopeOfCard(design, uri, index);
  const placed = new PlacedCard(file, index) as PlacedCard<ElementCard>;
  const word = cardRoles(placed, scope).subcircuit;
  const subcircuit = word && lookupSubcircuit(scope, word.text);
  if (subcircuit === undefined || subcircuit.scope.endIndex === undefined) return undefined;
  const inlining = new Inlining(design, placed, scope, subcircuit);
  const title = `Inline ${subcircuit.name} in place of ${placed.card.name}`;
  const refused = inlining.refusal();
  return refused === undefined ? { title, edits: inlining.edits() } : { title, refused };
}

class Inlining {
  private readonly text: string;
  /** The cards of the subcircuit, from the end of its first card to the start of its last. */
  private readonly bodyStart: number;
  private readonly bodyEnd: number;
  private readonly renamed: { start: number; end: number; to: string }[] = [];
  private readonly newNames = new Map<NetlistSymbol, string>();
  /** Names of parameters of the subcircuit, in lower case, as they will be. */
  private readonly parameterNames = new Map<string, string>();

  constructor(private readonly design: Design, private readonly placed: PlacedCard<ElementCard>, private readonly scope: Scope, private readonly subcircuit: SubcircuitDeclaration) {
    const { file, index } = subcircuit.placed;
    this.text = file.text;
    this.bodyStart = file.parsed.table.end[index]!;
    this.bodyEnd = file.cardStart[subcircuit.scope.endIndex!]!;
  }

  /** Why the instance cannot be replaced. */
  refusal(): string | undefined {
    const { placed, subcircuit, scope, design } = this;
    const { file } = subcircuit.placed;
    const roles = cardRoles(placed, scope);
    if (file.parsed.dialect !== placed.file.parsed.dialect) return `${subcircuit.name} is written in ${file.parsed.dialect.title}, and this file in ${placed.file.parsed.dialect.title}`;
    if (roles.nodes.length !== subcircuit.ports.length) return `it has ${roles.nodes.length} nodes, and ${subcircuit.name} has ${subcircuit.ports.length} ports`;
    if (roles.parameters.some(({ target }) => target.$type !== 'Word' || /^m$/i.test(target.text))) return 'its multiplier m= would have to stand on every card';
    const unknown = roles.parameters.find(({ target }) => target.$type === 'Word' && subcircuit.scope.parameters.get(target.text.toLowerCase())?.formal !== true);
    if (unknown !== undefined) return `${subcircuit.name} has no parameter ${operandText(placed, unknown.target).text} on its first card`;
    const { table } = file.parsed;
    for (let i = subcircuit.placed.index + 1; i < subcircuit.scope.endIndex!; i++) {
      const head = table.head[i]!;
      if (!isElementHead(head) && head !== HEAD_MODEL && head !== HEAD_PARAM) return `${subcircuit.name} holds ${this.text.slice(table.start[i], table.end[i]).split(/\s/, 1)[0]!}, which has no place outside of it`;
    }
    if (lineStartAt(placed.file.text, placed.file.cardStart[placed.index]!) === 0 && placed.file.parsed.deck) return 'the first line of a deck is its title';
    for (const [symbol, occurrences] of allSymbols(design)) {
      const inBody = occurrences.filter((occurrence) => this.inBody(occurrence));
      const own = symbol.scope === subcircuit.scope;
      // A use through the path of an instance would find nothing any more.
      if (own && symbol.kind !== 'parameter' && occurrences.some((occurrence) => !this.inBody(occurrence) && !this.inHead(occurrence))) return `${symbol.name} within it is named by a card outside`;
      if (symbol.kind === 'element' && symbol.scope === scope && symbol.name.toLowerCase() === placed.card.name.toLowerCase() && occurrences.length > 1) return `${symbol.name} is named by other cards`;
      if (inBody.length === 0) continue;
      if (inBody.some(({ shared }) => shared === true)) return `${symbol.name} within it has its meaning from its instances`;
      if (!own && symbol.declaration !== undefined && lookupOf(symbol, scope) !== lookupOf(symbol, subcircuit.scope)) return `${symbol.name} means something else here`;
    }
    return undefined;
  }

  edits(): RefactorEdit[] {
    const { placed, bodyStart, bodyEnd } = this;
    const { file } = placed;
    this.rename();
    const start = lineStartAt(file.text, file.cardStart[placed.index]!);
    const end = file.parsed.table.end[placed.index]!;
    const margin = marginAt(file.text, file.cardStart[placed.index]!);
    const body = this.rewritten(bodyStart, bodyEnd).split(/\r\n|\r|\n/);
    // The first line is the rest of that of the first card, the last one the margin of the end.
    body.shift();
    body.pop();
    const own = shortestMargin(body);
    const lines = [
      ...this.comments().map((comment) => `${margin}* ${comment}`),
      ...this.actuals().map((assignment) => `${margin}.param ${assignment}`),
      ...body.map((line) => (line.startsWith(own) && line.trim() !== '' ? margin + line.slice(own.length) : line)),
    ];
    return [{ start, end, newText: lines.join(newlineOf(file.text)) }];
  }

  /** Gives every name of the subcircuit the one that it has outside. */
  private rename(): void {
    const { subcircuit, placed, scope, design } = this;
    const instance = placed.card.name.replace(/[^A-Za-z0-9_]/g, '_');
    const nodes = cardRoles(placed, scope).nodes.map((node) => operandText(placed, node).text);
    const ports = new Map(subcircuit.ports.map(({ name }, i) => [name.toLowerCase(), nodes[i]!]));
    const taken = new Set<string>();
    for (const symbol of allSymbols(design).keys()) if (symbol.scope !== subcircuit.scope) taken.add(`${symbol.kind === 'port' ? 'node' : symbol.kind} ${symbol.name.toLowerCase()}`);
    const free = (kind: string, wanted: string): string => {
      const name = freeName(wanted, (candidate) => taken.has(`${kind} ${candidate.toLowerCase()}`));
      taken.add(`${kind} ${name.toLowerCase()}`);
      return name;
    };
    for (const [symbol, occurrences] of allSymbols(design)) {
      if (symbol.scope !== subcircuit.scope) continue;
      const name = this.nameOf(symbol, instance, ports, free);
      if (name === undefined) continue;
      this.newNames.set(symbol, name);
      if (symbol.kind === 'parameter') this.parameterNames.set(symbol.name.toLowerCase(), name);
      for (const occurrence of occurrences) if (this.inBody(occurrence) || this.inHead(occurrence)) this.renamed.push({ start: occurrence.start, end: occurrence.end, to: name });
    }
    this.renamed.sort((a, b) => a.start - b.start);
  }

  private nameOf(symbol: NetlistSymbol, instance: string, ports: ReadonlyMap<string, string>, free: (kind: string, wanted: string) => string): string | undefined {
    const { name, kind } = symbol;
    switch (kind) {
      case 'port': return ports.get(name.toLowerCase());
      case 'node': return ports.get(name.toLowerCase()) ?? (isGround(name, this.subcircuit.placed.file.parsed.dialect) ? undefined : free('node', `${instance}_${name}`));
      // The letter says what an element is.
      case 'element': return free(kind, `${name}_${instance}`);
      case 'parameter': return free(kind, `${instance}_${name}`);
      case 'model': return free(kind, `${name}_${instance}`);
      default: return undefined;
    }
  }

  /** What the formal parameters are here: from the instance, else their defaults. */
  private actuals(): string[] {
    const { placed, subcircuit, scope } = this;
    const given = new Map(cardRoles(placed, scope).parameters.map((assignment) => [
      assignment.target.$type === 'Word' ? assignment.target.text.toLowerCase() : '', assignment.value === undefined ? undefined : operandText(placed, assignment.value).text,
    ]));
    const found: string[] = [];
    for (const [key, parameter] of subcircuit.scope.parameters) {
      if (!parameter.formal) continue;
      const value = given.get(key) ?? (parameter.value && this.rewritten(parameter.value.start, parameter.value.end));
      found.push(`${this.parameterNames.get(key) ?? parameter.name}=${value ?? '0'}`);
    }
    return found;
  }

  /** A piece of the subcircuit's file with its new names. */
  private rewritten(from: number, to: number): string {
    let out = '';
    let at = from;
    for (const { start, end, to: name } of this.renamed) {
      if (start < at || end > to) continue;
      out += this.text.slice(at, start) + name;
      at = end;
    }
    return out + this.text.slice(at, to);
  }

  /** The comments behind the instance. */
  private comments(): string[] {
    const { file, index } = this.placed;
    const { table, text, dialect } = file.parsed;
    scanner.dialect = dialect;
    const tokens = scanner.scan(text, table.start[index]!, table.end[index]!, true);
    const found: string[] = [];
    for (let i = 0; i < tokens.count; i++) if (tokens.kind[i] === COMMENT) found.push(text.slice(tokens.start[i], tokens.end[i]).replace(/^(?:[;$]|\/\/)\s*/, '').trim());
    return found.filter((comment) => comment !== '');
  }

  private inBody({ file, start, end }: Occurrence): boolean {
    return file === this.subcircuit.placed.file && start >= this.bodyStart && end <= this.bodyEnd;
  }

  /** On the `.subckt` card or on its `.ends`. */
  private inHead({ file, start }: Occurrence): boolean {
    const { placed, scope } = this.subcircuit;
    const { table } = placed.file.parsed;
    return file === placed.file && ((start >= table.start[placed.index]! && start < this.bodyStart) || (start >= this.bodyEnd && start < table.end[scope.endIndex!]!));
  }
}

/** What a name of the kind means in a scope. */
function lookupOf({ kind, name }: NetlistSymbol, scope: Scope): unknown {
  switch (kind) {
    case 'parameter': return lookupParameter(scope, name);
    case 'model': return lookupModel(scope, name);
    case 'function': return lookupFunction(scope, name);
    case 'subcircuit': return lookupSubcircuit(scope, name);
    default: return undefined;
  }
}

/** The blanks that all lines but comments and empty ones begin with. */
function shortestMargin(lines: readonly string[]): string {
  let shortest: string | undefined;
  for (const line of lines) {
    if (line.trim() === '' || /^[*;$+]/.test(line)) continue;
    const margin = /^[ \t]*/.exec(line)![0];
    if (shortest === undefined || margin.length < shortest.length) shortest = margin;
  }
  return shortest ?? '';
}
