import { portsOf } from '../design/declarations.js';
import type { PlacedCard, Scope, SubcircuitDeclaration } from '../design/design.js';
import { flatArguments, operandText, positional } from '../design/operands.js';
import { cardPlace, placeOf } from '../design/places.js';
import { unquoted } from '../design/resolve-uri.js';
import { keywordOf, sectionsOf } from '../design/sections.js';
import { tokenText } from '../text/token-text.js';
import type { Argument, Assignment, Call, DirectiveCard, Operand } from '../generated/ast.js';
import { type FormulaContext, type Reading, tellFormula } from './formula-names.js';
import { commonNameIn, measureNameIndex, type SymbolTable } from './symbol-table.js';
import type { NetlistSymbol, TellName } from './symbol.js';

/** What the operands of cards that declare nothing are. */
const READINGS: Readonly<Record<string, Reading>> = {
  '.save': 'results', '.print': 'results', '.plot': 'results', '.probe': 'results', '.four': 'results', '.fft': 'results', '.graph': 'results', '.wave': 'results', '.watch': 'results',
  '.dc': 'sweep', '.step': 'sweep', '.tf': 'sweep', '.sens': 'sweep', '.noise': 'sweep', '.net': 'sweep', '.data': 'sweep', '.mc': 'sweep', '.wcase': 'sweep',
  '.meas': 'measure', '.ic': 'measure', '.nodeset': 'measure', '.tran': 'measure', '.ac': 'measure', '.temp': 'measure', '.options': 'measure', '.hb': 'measure', '.csparam': 'measure',
};

/** Cards on which a word by itself may be a node. */
const BARE_NODES: ReadonlySet<string> = new Set(['.save', '.print', '.plot', '.probe', '.pz', '.connect']);

/** Tells the names on a directive card. */
export function tellDirective(symbols: SymbolTable, placed: PlacedCard<DirectiveCard>, scope: Scope, tell: TellName): void {
  new DirectiveNames(symbols, placed, scope, tell).walk();
}

class DirectiveNames {
  constructor(private readonly symbols: SymbolTable, private readonly placed: PlacedCard<DirectiveCard>, private readonly scope: Scope, private readonly tell: TellName) {}

  walk(): void {
    const { placed } = this;
    const { card } = placed;
    const keyword = keywordOf(card);
    switch (keyword) {
      case '.model': return this.model();
      case '.subckt': return this.subcircuit();
      case '.ends': return this.ends();
      case '.param': case '.func': return this.parameters();
      case '.global': return this.nodes(positional(card), 'declaration');
      case '.connect': return this.nodes(positional(card), 'reference');
      case '.pz': return this.nodes(positional(card).slice(0, 4), 'reference');
      case '.lib': return this.library();
      case '.endl': return this.endOfSection();
      case '.include': case '.title': return;
      case '.if': case '.elseif': case '.elif': for (const argument of card.arguments) this.value(argument, 'expression'); return;
      default: {
        const reading = READINGS[keyword];
        if (reading !== undefined) this.operands(keyword, reading);
      }
    }
  }

  private model(): void {
    const { placed, scope, symbols, tell } = this;
    const [name, ...rest] = positional(placed.card);
    if (name === undefined || (name.$type !== 'Word' && name.$type !== 'Text')) return;
    const { start, end } = placeOf(placed, name);
    const declared = scope.models.get(name.text.toLowerCase());
    const symbol = declared === undefined ? symbols.get(scope, 'model', commonNameIn(scope, name.text)) : symbols.modelIn(scope, declared);
    tell(symbol, start, Math.min(end, start + symbol.name.length), 'declaration');
    // `ako:base`, `ako: base`
    const [first, second] = rest;
    const word = first?.$type === 'Word' ? first.text : first?.$type === 'Call' ? first.callee : '';
    if (/^ako:/i.test(word)) {
      const apart = word.length === 'ako:'.length;
      const operand = apart ? second : first;
      const text = apart ? (second?.$type === 'Word' ? second.text : second?.$type === 'Call' ? second.callee : '') : word.slice('ako:'.length);
      if (operand !== undefined && text !== '') {
        const base = symbols.modelOrUnknown(scope, text);
        const from = placeOf(placed, operand).start + (apart ? 0 : 'ako:'.length);
        tell(base, from, from + Math.min(text.length, base.name.length), 'reference');
      }
    }
    for (const argument of flatArguments(placed.card)) if (argument.$type === 'Assignment' && argument.value !== undefined) this.value(argument.value, 'expression');
  }

  private subcircuit(): void {
    const { placed, scope, symbols, tell } = this;
    const [name] = positional(placed.card);
    if (name === undefined) return;
    const { text, start, end } = operandText(placed, name);
    const inner = this.declaredHere(text);
    tell(symbols.get(scope, 'subcircuit', text, scope.subcircuits.get(text.toLowerCase())), start, end, 'declaration');
    for (const port of portsOf(placed)) {
      const symbol = inner === undefined ? undefined : symbols.node(inner.scope, port.name);
      if (symbol !== undefined) tell(symbol, port.start, port.end, 'declaration');
    }
    if (inner === undefined) return;
    for (const argument of flatArguments(placed.card)) {
      if (argument.$type !== 'Assignment' || argument.target.$type !== 'Word') continue;
      const target = placeOf(placed, argument.target);
      const key = argument.target.text.toLowerCase();
      const declaration = inner.scope.parameters.get(key);
      // A port of PSpice with the node that it is on where nothing else is.
      if (declaration === undefined) {
        if (inner.ports.some((port) => port.name.toLowerCase() === key) && argument.value?.$type === 'Word') this.nodes([argument.value], 'reference');
        continue;
      }
      tell(symbols.get(inner.scope, 'parameter', argument.target.text, declaration), target.start, target.end, 'declaration', 'write');
      if (argument.value !== undefined) this.value(argument.value, 'expression', { scope: inner.scope, hidden: key });
    }
  }

  /** The subcircuit whose card this is: also of those whose name another one has, so that its inside has its own scope. */
  private declaredHere(text: string): SubcircuitDeclaration | undefined {
    const { placed, scope, symbols } = this;
    const first = scope.subcircuits.get(text.toLowerCase());
    const isThis = (declared: SubcircuitDeclaration | undefined) => declared?.placed.file === placed.file && declared.placed.index === placed.index;
    if (isThis(first)) return first;
    return symbols.design.scopes.find((candidate) => isThis(candidate.subcircuit))?.subcircuit;
  }

  private ends(): void {
    const { placed, scope, symbols, tell } = this;
    const [name] = positional(placed.card);
    if (name?.$type !== 'Word' || scope.subcircuit === undefined) return;
    const { start, end } = placeOf(placed, name);
    const text = name.text.split('*', 1)[0]!;
    if (text.toLowerCase() === scope.subcircuit.name.toLowerCase()) {
      const parent = scope.parent ?? symbols.design.top;
      tell(symbols.get(parent, 'subcircuit', text, parent.subcircuits.get(text.toLowerCase())), start, start + text.length, 'reference');
    } else {
      tell(symbols.subcircuit(scope, text), start, end, 'reference');
    }
  }

  private parameters(): void {
    const { placed, scope, symbols, tell } = this;
    const list = flatArguments(placed.card);
    const [first, second] = list;
    if (keywordOf(placed.card) === '.func' && first?.$type === 'Call') return this.functionOf(first, second?.$type === 'Assignment' ? undefined : second);
    if (list.length === 2 && first?.$type === 'Word' && second?.$type !== 'Assignment') {
      const { start, end } = placeOf(placed, first);
      tell(symbols.get(scope, 'parameter', first.text, scope.parameters.get(first.text.toLowerCase())), start, end, 'declaration', 'write');
      this.value(second!, 'expression', { hidden: first.text.toLowerCase() });
      return;
    }
    for (const argument of list) {
      if (argument.$type !== 'Assignment') {
        if (argument.$type === 'Expression') this.value(argument, 'expression');
        continue;
      }
      const { target, value } = argument;
      if (target.$type === 'Call') {
        this.functionOf(target, value);
        continue;
      }
      const { start, end } = placeOf(placed, target);
      tell(symbols.get(scope, 'parameter', target.text, scope.parameters.get(target.text.toLowerCase())), start, end, 'declaration', 'write');
      if (value !== undefined) this.value(value, 'expression', { hidden: target.text.toLowerCase() });
    }
  }

  private functionOf(signature: Call, body: Operand | undefined): void {
    const { placed, scope, symbols, tell } = this;
    const { start } = placeOf(placed, signature);
    const declaration = scope.functions.get(signature.callee.toLowerCase());
    tell(symbols.get(scope, 'function', signature.callee, declaration), start, start + signature.callee.length, 'declaration');
    const bound = new Map<string, NetlistSymbol>();
    for (const argument of signature.arguments) {
      if (argument.$type !== 'Word') continue;
      const place = placeOf(placed, argument);
      // The place tells apart what two functions of one name have.
      const symbol = symbols.get(scope, 'argument', argument.text, undefined, `${placed.file.uri} ${start}`);
      bound.set(argument.text.toLowerCase(), symbol);
      tell(symbol, place.start, place.end, 'declaration');
    }
    if (body !== undefined) this.value(body, 'expression', { bound });
  }

  private nodes(operands: readonly Operand[], role: 'declaration' | 'reference'): void {
    for (const operand of operands) {
      const { text, start, end } = operandText(this.placed, operand);
      this.tell(this.symbols.node(this.scope, text), start, end, role);
    }
  }

  /** `.lib file section`, or the begin of a section. */
  private library(): void {
    const { placed, symbols, tell } = this;
    const operands = positional(placed.card);
    const own = sectionsOf(placed.file.parsed).byStart.get(placed.index);
    if (own !== undefined) return this.section(operands[0], placed.file.uri, 'declaration');
    const link = symbols.design.links.find((candidate) => candidate.placed.file === placed.file && candidate.placed.index === placed.index);
    const section = operands[1];
    if (link === undefined || section === undefined) return;
    const { text, start, end } = operandText(placed, section);
    if (start < link.end) return;
    tell(symbols.section(link.uri, unquoted(text)), start, end, 'reference');
  }

  private endOfSection(): void {
    const { placed } = this;
    for (const section of sectionsOf(placed.file.parsed).byStart.values()) {
      if (section.end !== placed.index) continue;
      const [name] = positional(placed.card);
      if (name !== undefined && unquoted(operandText(placed, name).text).toLowerCase() === section.name) this.section(name, placed.file.uri, 'reference');
    }
  }

  private section(operand: Operand | undefined, uri: string, role: 'declaration' | 'reference'): void {
    if (operand === undefined) return;
    const { text, start, end } = operandText(this.placed, operand);
    const quoted = unquoted(text) === text ? 0 : 1;
    this.tell(this.symbols.section(uri, unquoted(text)), start + quoted, end - quoted, role);
  }

  /** The operands of analyses, of outputs and of measures: read as one text, since a formula may be several operands. */
  private operands(keyword: string, reading: Reading): void {
    const { placed, symbols, scope, tell } = this;
    const { card } = placed;
    let list: readonly Argument[] = card.arguments;
    if (keyword === '.meas') {
      const flat = flatArguments(card);
      const at = measureNameIndex(flat.map((argument) => (argument.$type === 'Word' ? argument.text : undefined)));
      const name = flat[at];
      if (name?.$type === 'Word') {
        const { start, end } = placeOf(placed, name);
        tell(symbols.measure(name.text) ?? symbols.get(symbols.design.top, 'measure', name.text), start, end, 'declaration');
      }
      list = flat.slice(at + 1);
    }
    if (list.length === 0) return;
    const { start } = placeOf(placed, list[0]!);
    const { end } = cardPlace(placed);
    let text = tokenText(placed.file.text, start, end);
    for (const argument of list) {
      if (argument.$type === 'Text' || (argument.$type === 'Word' && BARE_NODES.has(keyword) && !/^[a-z_][\w.#]*$/i.test(argument.text) && symbols.hasNode(scope, argument.text))) {
        const place = placeOf(placed, argument);
        if (argument.$type === 'Word') tell(symbols.node(scope, argument.text), place.start, place.end, 'reference');
        text = `${text.slice(0, place.start - start)}${' '.repeat(place.end - place.start)}${text.slice(place.end - start)}`;
      }
    }
    // The first operand alone in quotes is no delimiter of the whole.
    tellFormula(this.context(reading), ` ${text}`, start - 1);
  }

  private value(argument: Argument, reading: Reading, more: Partial<FormulaContext> = {}): void {
    const { placed } = this;
    if (argument.$type === 'Assignment') return this.assignment(argument, reading, more);
    const { text, start } = operandText(placed, argument);
    if (argument.$type === 'Text' && placed.file.parsed.dialect.name !== 'hspice') return;
    tellFormula({ ...this.context(reading), ...more }, text, start);
  }

  private assignment({ value }: Assignment, reading: Reading, more: Partial<FormulaContext>): void {
    if (value !== undefined) this.value(value, reading, more);
  }

  private context(reading: Reading): FormulaContext {
    const { symbols, placed, scope, tell } = this;
    return { symbols, scope, dialect: placed.file.parsed.dialect.name, tell, reading };
  }
}
