import {
  type Argument, type Assignment, type Call, cardRoles, type DirectiveCard, type ElementCard, findDeviceOfModel, findModelType, keywordOf, type Operand, type OperandRole, parseNumber, type PlacedCard, rangeOf,
} from '@nodal/language';
import { addExpression, addNode, addProbed, isProbe, type NamePlace } from './expression-tokens.js';
import { BIT, TYPE } from './legend.js';
import type { TokenList } from './token-list.js';

/** Words of dot cards that are neither names nor numbers. */
const WORDS = new Set([
  'dec', 'oct', 'lin', 'uic', 'dc', 'ac', 'tran', 'op', 'noise', 'sp', 'sens', 'tf', 'params:', 'param', 'list', 'data', 'sweep', 'poi', 'start', 'stop', 'step',
  'trig', 'targ', 'find', 'when', 'deriv', 'derivative', 'at', 'min', 'max', 'pp', 'avg', 'rms', 'integ', 'integral', 'min_at', 'max_at', 'last', 'vol', 'cur', 'pol', 'zer', 'pz', 'all', 'optional:', 'text:',
]);
/** Cards whose words name vectors to keep or to show. */
const OUTPUTS = new Set(['.print', '.plot', '.probe', '.save', '.four', '.tf', '.sens']);
/** Cards whose words are nodes. */
const NODES = new Set(['.global']);

/** Adds the tokens of one card: what each word is by its place and by what it names. */
export function addCard(placed: PlacedCard, names: NamePlace, into: TokenList): void {
  const { card } = placed;
  const tokens = new CardTokens(placed, names, into);
  if (card.$type === 'ElementCard') tokens.element(placed as PlacedCard<ElementCard>);
  else if (card.$type === 'DirectiveCard') tokens.directive(card);
}

class CardTokens {
  private readonly base: number;

  constructor(private readonly placed: PlacedCard, private readonly names: NamePlace, private readonly into: TokenList) {
    this.base = placed.file.cardStart[placed.index]!;
  }

  element(placed: PlacedCard<ElementCard>): void {
    const { name } = placed.card;
    const roles = cardRoles(placed, this.names.scope);
    this.into.add(this.base, this.base + name.length, roles.letter === 'x' ? TYPE.function : TYPE.struct, BIT.declaration);
    const { layout, list } = roles;
    for (let i = 0; i < list.length; i++) this.operand(list[i]!, layout.roles[i]!);
  }

  private operand(operand: Argument, role: OperandRole): void {
    if (operand.$type !== 'Word') return this.any(operand);
    const { text } = operand;
    switch (role) {
      case 'node': case 'control-node':
        if (text !== '[' && text !== ']' && text !== '~') addNode(text, this.base + rangeOf(operand).start, this.names, this.into);
        return;
      case 'model': return this.add(operand, TYPE.type);
      case 'subcircuit': return this.add(operand, TYPE.class);
      case 'element': return this.add(operand, TYPE.struct);
      case 'keyword': return this.add(operand, TYPE.keyword);
      case 'waveform': return this.add(operand, TYPE.function, BIT.defaultLibrary);
      default: return this.word(operand);
    }
  }

  directive(card: DirectiveCard): void {
    this.into.add(this.base, this.base + card.keyword.length, TYPE.keyword);
    const [first, second, ...rest] = card.arguments;
    const keyword = keywordOf(card);
    switch (keyword) {
      case '.subckt':
        this.named(first, TYPE.class, BIT.declaration);
        for (const argument of [second, ...rest]) this.port(argument);
        return;
      case '.ends': return this.named(first, TYPE.class);
      case '.model': return this.model(card);
      case '.param': case '.csparam':
        for (const argument of card.arguments) this.declared(argument);
        return;
      case '.func': return this.functionCard(card);
      case '.include': return this.all(card.arguments, (operand) => this.add(operand, TYPE.string));
      case '.lib':
        // One operand begins a section or names a file; of two the second is the section.
        if (second !== undefined) this.add(first!, TYPE.string);
        else if (first) this.add(first, this.isSection(first) ? TYPE.namespace : TYPE.string, this.isSection(first) ? BIT.declaration : 0);
        return this.all(second === undefined ? [] : [second], (operand) => this.add(operand, TYPE.namespace));
      case '.endl': return this.named(first, TYPE.namespace);
      case '.options': return this.all(card.arguments, (operand) => (operand.$type === 'Assignment' ? this.assignment(operand) : this.named(operand, TYPE.property)));
      case '.meas':
        this.any(first);
        if (second?.$type === 'Word') this.add(second, TYPE.property, BIT.declaration);
        else this.any(second);
        return this.all(rest, (operand) => this.any(operand));
      case '.dc': return this.all(card.arguments, (operand) => (operand.$type === 'Word' && !this.isPlain(operand.text) ? this.add(operand, /^[virx]/i.test(operand.text) ? TYPE.struct : TYPE.parameter) : this.any(operand)));
      case '.title': case '.control': case '.endc': return;
      default:
        if (NODES.has(keyword)) return this.all(card.arguments, (operand) => (operand.$type === 'Word' ? addNode(operand.text, this.base + rangeOf(operand).start, this.names, this.into, BIT.declaration) : this.any(operand)));
        if (OUTPUTS.has(keyword)) return this.all(card.arguments, (operand) => (operand.$type === 'Word' && !this.isPlain(operand.text) ? addNode(operand.text, this.base + rangeOf(operand).start, this.names, this.into) : this.any(operand)));
        return this.all(card.arguments, (operand) => this.any(operand));
    }
  }

  /** A word that says something by itself: no name of the circuit. */
  private isPlain(text: string): boolean {
    return WORDS.has(text.toLowerCase()) || this.isNumber(text);
  }

  private isSection(operand: Argument): boolean {
    return operand.$type === 'Word' && !/[./\\]/.test(operand.text);
  }

  private model(card: DirectiveCard): void {
    const [name, type, ...parameters] = card.arguments;
    this.named(name, TYPE.type, BIT.declaration);
    if (type?.$type === 'Word') this.modelType(type.text, type);
    else if (type?.$type === 'Call') {
      const { start } = rangeOf(type);
      this.into.add(this.base + start, this.base + start + type.callee.length, TYPE.type, BIT.defaultLibrary);
      this.all(type.arguments, (operand) => this.any(operand));
    } else this.any(type);
    this.all(parameters, (operand) => this.any(operand));
  }

  /** The type of a model, or `ako:` with the model that it takes over. */
  private modelType(text: string, operand: Argument): void {
    const lower = text.toLowerCase();
    this.add(operand, TYPE.type, findDeviceOfModel(lower) || findModelType(lower) ? BIT.defaultLibrary : 0);
  }

  private port(argument: Argument | undefined): void {
    if (argument === undefined) return;
    if (argument.$type === 'Assignment') return this.declared(argument);
    if (argument.$type === 'Word' && !argument.text.endsWith(':')) addNode(argument.text, this.base + rangeOf(argument).start, this.names, this.into, BIT.declaration);
    else this.any(argument);
  }

  /** `name=value` that declares a parameter; `f(x)=…` declares a function. */
  private declared(argument: Argument): void {
    if (argument.$type !== 'Assignment') return this.named(argument, TYPE.parameter, BIT.declaration);
    const { target, value } = argument;
    if (target.$type === 'Word') {
      this.add(target, TYPE.parameter, BIT.declaration);
      this.any(value);
    } else this.definition(target, value);
  }

  private functionCard(card: DirectiveCard): void {
    const [first, ...rest] = card.arguments;
    if (first?.$type === 'Assignment' && first.target.$type === 'Call') this.definition(first.target, first.value);
    else if (first?.$type === 'Call') {
      this.definition(first, undefined);
      const inside = new CardTokens(this.placed, { ...this.names, formals: formalsOf(first) }, this.into);
      for (const operand of rest) inside.any(operand);
    } else this.all(card.arguments, (operand) => this.any(operand));
  }

  private definition(target: Call, value: Operand | undefined): void {
    const { start } = rangeOf(target);
    this.into.add(this.base + start, this.base + start + target.callee.length, TYPE.function, BIT.declaration);
    this.all(target.arguments, (operand) => this.named(operand, TYPE.parameter, BIT.declaration));
    new CardTokens(this.placed, { ...this.names, formals: formalsOf(target) }, this.into).any(value);
  }

  private any(argument: Argument | undefined): void {
    switch (argument?.$type) {
      case undefined: return;
      case 'Word': return this.word(argument);
      case 'Expression': return addExpression(argument.text, this.base + rangeOf(argument).start, this.names, this.into);
      case 'Text': return this.add(argument, TYPE.string);
      case 'Group': return this.all(argument.arguments, (operand) => this.any(operand));
      case 'Assignment': return this.assignment(argument);
      case 'Call': return this.call(argument);
    }
  }

  private word(operand: Argument & { text: string }): void {
    const { text } = operand;
    if (this.isNumber(text)) this.add(operand, TYPE.number);
    else if (WORDS.has(text.toLowerCase())) this.add(operand, TYPE.keyword);
    else if (this.names.scope.parameters.has(text.toLowerCase())) this.add(operand, TYPE.parameter);
  }

  private assignment({ target, value }: Assignment): void {
    if (target.$type === 'Word') this.add(target, TYPE.property);
    else this.call(target);
    this.any(value);
  }

  private call({ callee, arguments: list, ...node }: Call): void {
    const { start } = rangeOf(node as Call);
    this.into.add(this.base + start, this.base + start + callee.length, TYPE.function, BIT.defaultLibrary);
    if (!isProbe(callee)) return this.all(list, (operand) => this.any(operand));
    for (const operand of list) {
      if (operand.$type !== 'Word') this.any(operand);
      else addProbed(callee.toLowerCase(), operand.text, this.base + rangeOf(operand).start, this.names, this.into);
    }
  }

  private named(argument: Argument | undefined, type: number, modifiers = 0): void {
    if (argument?.$type === 'Word' && !this.isNumber(argument.text)) this.add(argument, type, modifiers);
    else this.any(argument);
  }

  private all(list: readonly Argument[], each: (argument: Argument) => void): void {
    for (const argument of list) each(argument);
  }

  private add(argument: Argument, type: number, modifiers = 0): void {
    const { start, end } = rangeOf(argument);
    this.into.add(this.base + start, this.base + end, type, modifiers);
  }

  private isNumber(text: string): boolean {
    const code = text.charCodeAt(0);
    // Digits, signs and the point come before the letters: a name needs no further look.
    return code < 58 && parseNumber(text, this.names.dialect) !== undefined;
  }
}

function formalsOf({ arguments: list }: Call): ReadonlySet<string> {
  return new Set(list.flatMap((operand) => (operand.$type === 'Word' ? [operand.text.toLowerCase()] : [])));
}

