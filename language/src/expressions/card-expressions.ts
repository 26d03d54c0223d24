import type { AstNode } from 'langium';
import type { PlacedCard } from '../design/design.js';
import type { DialectName } from '../dialect/dialect.js';
import { operandText } from '../design/operands.js';
import type { Argument, Assignment, Operand } from '../generated/ast.js';
import { OPEN_BRACE } from '../text/characters.js';
import { parseExpression, type ParsedExpression } from './parse.js';

/** Symbols, since what is known of a tree is no part of it. */
const EXPRESSION = Symbol('expression');
const EXPRESSIONS = Symbol('expressions');

/**
 * Parsed expressions stay with the tree of their card, on the node of their
 * text or, where only the place is known, by their place on the card. A tree
 * lives as long as its card is not edited, so the next build finds them again.
 * (A weak map of a hundred thousand trees would hold up every collection.)
 */
interface ParsedNode {
  [EXPRESSION]?: ParsedExpression;
}
interface WithExpressions {
  [EXPRESSIONS]?: { place: number; parsed: ParsedExpression }[];
}

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
  const card = placed.card as WithExpressions;
  const dialect = placed.file.parsed.dialect.name;
  const place = start - placed.file.cardStart[placed.index]!;
  const known = (card[EXPRESSIONS] ??= []);
  // A card has one or two expressions, but a measure or a table may have thousands.
  const at = known.length < 16 ? known.findIndex((entry) => entry.place === place) : lastAtMost(known, place);
  const found = known[at];
  if (found !== undefined && found.place === place && found.parsed.dialect === dialect && found.parsed.text === text) return found.parsed;
  const parsed = parseExpression(text, dialect);
  if (found !== undefined && found.place === place) found.parsed = parsed;
  else if (known.length === 0 || known[known.length - 1]!.place < place) known.push({ place, parsed });
  else {
    known.push({ place, parsed });
    known.sort((a, b) => a.place - b.place);
  }
  return parsed;
}

function lastAtMost(known: readonly { place: number }[], place: number): number {
  let low = 0;
  let high = known.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (known[middle]!.place > place) high = middle - 1;
    else low = middle + 1;
  }
  return high;
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
const BEHAVIOURAL = 'bcefghilr';
const BEHAVIOURAL_TARGETS = new Set(['v', 'i', 'r', 'c', 'l', 'q', 'flux', 'value', 'vol', 'cur']);
/** What these give is a list, a name or a file's name. */
const OTHER_TARGETS = /^(?:freq|table|pwl|poly|node|model|.*file)$/i;
/** What LTspice takes behind the expression of a `B` source: a flag, the units of `freq=`, and `laplace` without its sign. */
const TRAILING_WORDS = /\s+(?:nojacob|(?:db|mag|rad|deg|r_i)\b[a-z_\s]*(?:\bfreq\b.*)?|laplace\b.*)\s*$/i;

/** An expression of a `B` source without the words behind it, and these. */
export function trailingWords(text: string): { own: string; trailing: string } {
  const match = TRAILING_WORDS.exec(text);
  return match === null ? { own: text, trailing: '' } : { own: text.slice(0, match.index), trailing: match[0].trim() };
}

const NONE: readonly CardExpression[] = [];
/** Several ask for the expressions of a card one after the other. */
let lastPlaced: PlacedCard | undefined;
let lastFound: readonly CardExpression[] = NONE;

/** The expressions of an element or model card: those in delimiters, and behavioural ones without. */
export function cardExpressions(placed: PlacedCard): readonly CardExpression[] {
  if (placed === lastPlaced) return lastFound;
  lastPlaced = placed;
  lastFound = findExpressions(placed);
  return lastFound;
}

function findExpressions(placed: PlacedCard): readonly CardExpression[] {
  const { card } = placed;
  if (card.$type === 'UnknownCard' || !holdsExpressions(card.arguments)) return NONE;
  // Models have no letter.
  const letter = card.$type === 'ElementCard' ? card.name.charAt(0).toLowerCase() : '';
  // Between the braces of digital devices stand other languages.
  if (letter === 'a' || letter === 'u') return NONE;
  const walk = new Walk(placed, letter);
  for (const argument of card.arguments) walk.visit(argument);
  return walk.found;
}

function holdsExpressions(list: readonly Argument[]): boolean {
  for (const argument of list) if (mayHold(argument)) return true;
  return false;
}

class Walk {
  readonly found: CardExpression[] = [];
  /** Behind the word `laplace` or `table` stands an expression, and then a function of s or a list of points. */
  private form: 'plain' | 'laplace' | 'transfer' | 'table' | 'list' = 'plain';

  private readonly behavioural: boolean;

  constructor(private readonly placed: PlacedCard, private readonly letter: string) {
    this.behavioural = letter !== '' && BEHAVIOURAL.includes(letter);
  }

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
    if (text.length > 1 && text.charCodeAt(0) === OPEN_BRACE && text.slice(1, -1).trim() === '' && this.letter === 'x') return;
    // `.model m npn level=4(…)`: only what has delimiters is an expression there.
    if (this.letter === '' && (operand.$container.$type !== 'Assignment' || !/^[{']/.test(text))) return;
    // `q=1e-12*x* (1+x)` is cut at its blanks.
    if (this.letter !== 'b' && /[-+*/]$/.test(text)) return;
    const trailing = this.letter === 'b' ? TRAILING_WORDS.exec(text) : null;
    const own = trailing === null ? text : text.slice(0, trailing.index);
    this.found.push({ parsed: expressionOf(operand, own, this.placed.file.parsed.dialect.name), start, end: end - (text.length - own.length), variable });
  }
}

function mayHold(argument: Argument): boolean {
  switch (argument.$type) {
    case 'Expression': return true;
    case 'Assignment': return argument.value !== undefined && (argument.value.$type === 'Expression' || argument.value.$type === 'Call');
    case 'Call': case 'Group': return holdsExpressions(argument.arguments);
    default: return false;
  }
}

