import type { AstNode } from 'langium';
import type { PlacedCard } from '../design/design.js';
import type { DialectName } from '../dialect/dialect.js';
import { operandText } from '../design/operands.js';
import type { Argument, Assignment, Operand } from '../generated/ast.js';
import { OPEN_BRACE } from '../text/characters.js';
import { parseExpression, type ParsedExpression } from './parse.js';

/** A symbol, since what is known of a tree is no part of it. */
const EXPRESSION = Symbol('expression');

/**
 * Parsed expressions stay with the tree of their card, on the node of their
 * text or, where only the place is known, by their place on the card. A tree
 * lives as long as its card is not edited, so the next build finds them again.
 */
interface ParsedNode { [EXPRESSION]?: ParsedExpression }
const byPlace = new WeakMap<AstNode, Map<number, ParsedExpression>>();

/** The expression that a node of a card's tree is, parsed once. */
export function expressionOf(node: AstNode, text: string, dialect: DialectName): ParsedExpression {
  const known = (node as ParsedNode)[EXPRESSION];
  if (known !== undefined && known.dialect === dialect && known.text === text) return known;
  const parsed = parseExpression(text, dialect);
  (node as ParsedNode)[EXPRESSION] = parsed;
  return parsed;
}

/** The expression with this text on a card, parsed once. `start` is its absolute place. */
export function expressionAt(placed: PlacedCard, start: number, text: string): ParsedExpression {
  const { card } = placed;
  const dialect = placed.file.parsed.dialect.name;
  let known = byPlace.get(card);
  if (!known) byPlace.set(card, (known = new Map()));
  const place = start - placed.file.cardStart[placed.index]!;
  let parsed = known.get(place);
  if (!parsed || parsed.dialect !== dialect || parsed.text !== text) {
    parsed = parseExpression(text, dialect);
    known.set(place, parsed);
  }
  return parsed;
}

/** An expression of an element card with its absolute place. */
export interface CardExpression {
  parsed: ParsedExpression;
  start: number;
  end: number;
  /** A name that means something here without being declared: `s` in a transfer function, `x` in a charge or a flux. */
  variable: 's' | 'x' | undefined;
}

/** Elements that take expressions of voltages and currents, and the names before the `=`. */
const BEHAVIOURAL = /^[bcefghilr]/i;
const BEHAVIOURAL_TARGETS = new Set(['v', 'i', 'r', 'c', 'l', 'q', 'flux', 'value', 'vol', 'cur']);
/** What these give is a list or a file's name. */
const OTHER_TARGETS = /^(?:freq|table|pwl|poly|.*file)$/i;
/** What LTspice takes behind the expression of a `B` source: a flag, the units of `freq=`, and `laplace` without its sign. */
const TRAILING_WORDS = /\s+(?:nojacob|(?:db|mag|rad|deg|r_i)\b[a-z_\s]*(?:\bfreq\b.*)?|laplace\b.*)\s*$/i;

/** The expressions of an element or model card: those in delimiters, and behavioural ones without. */
export function cardExpressions(placed: PlacedCard): CardExpression[] {
  const { card } = placed;
  // Between the braces of digital devices stand other languages.
  if (card.$type === 'UnknownCard' || !card.arguments.some(mayHold) || (card.$type === 'ElementCard' && /^[au]/i.test(card.name))) return [];
  const walk = new Walk(placed, card.$type === 'ElementCard' && BEHAVIOURAL.test(card.name));
  for (const argument of card.arguments) walk.visit(argument);
  return walk.found;
}

class Walk {
  readonly found: CardExpression[] = [];
  /** Behind the word `laplace` or `table` stands an expression, and then a function of s or a list of points. */
  private form: 'plain' | 'laplace' | 'transfer' | 'table' | 'list' = 'plain';

  constructor(private readonly placed: PlacedCard, private readonly behavioural: boolean) {}

  visit(argument: Argument): void {
    switch (argument.$type) {
      case 'Assignment': return this.assignment(argument);
      case 'Expression':
        if (this.form === 'list') break;
        this.add(argument, this.form === 'transfer' ? 's' : undefined);
        if (this.form === 'laplace') this.form = 'transfer';
        else if (this.form === 'table') this.form = 'list';
        break;
      case 'Word': {
        const word = argument.text.length <= 7 ? argument.text.toLowerCase() : '';
        if (word === 'laplace' || word === 'table' || word === 'freq') this.form = word === 'freq' ? 'table' : word;
        break;
      }
      case 'Call':
        // `Laplace(1/(1+s))`
        if (argument.callee.toLowerCase() === 'laplace') break;
        for (const inner of argument.arguments) this.visit(inner);
        break;
      case 'Group':
        for (const inner of argument.arguments) this.visit(inner);
        break;
      default: break;
    }
  }

  private assignment({ target, value }: Assignment): void {
    const name = (target.$type === 'Word' ? target.text : target.callee).toLowerCase();
    if (value === undefined || OTHER_TARGETS.test(name)) return;
    if (name === 'laplace') this.form = 'transfer';
    const variable = name === 'laplace' ? 's' : name === 'q' || name === 'flux' ? 'x' : undefined;
    if (value.$type === 'Expression') this.add(value, variable);
    else if (value.$type === 'Call' && this.behavioural && BEHAVIOURAL_TARGETS.has(name)) this.add(value, variable);
    else this.visit(value);
  }

  private add(operand: Operand, variable: CardExpression['variable']): void {
    const { text, start, end } = operandText(this.placed, operand);
    // `Laplace=(1+s)/(1+2*s)` without delimiters is cut at its parentheses.
    if (variable === 's' && /^[*/+-]/.test(text)) return;
    // `x1 a b sub {}`: nothing is wanted, and nothing is given.
    if (text.length > 1 && text.charCodeAt(0) === OPEN_BRACE && text.slice(1, -1).trim() === '' && /^x/i.test(this.placed.card.$type === 'ElementCard' ? this.placed.card.name : '')) return;
    // `.model m npn level=4(…)`, `.model d d {is=1f}`: only a value in delimiters is an expression there.
    if (this.placed.card.$type === 'DirectiveCard' && (operand.$container.$type !== 'Assignment' || !/^[{']/.test(text))) return;
    const trailing = TRAILING_WORDS.exec(text);
    const own = trailing === null ? text : text.slice(0, trailing.index);
    this.found.push({ parsed: expressionOf(operand, own, this.placed.file.parsed.dialect.name), start, end: end - (text.length - own.length), variable });
  }
}

function mayHold(argument: Argument): boolean {
  switch (argument.$type) {
    case 'Expression': return true;
    case 'Assignment': return argument.value !== undefined && (argument.value.$type === 'Expression' || argument.value.$type === 'Call');
    case 'Call': case 'Group': return argument.arguments.some(mayHold);
    default: return false;
  }
}

