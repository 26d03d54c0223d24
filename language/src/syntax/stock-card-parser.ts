import type { AstNode, LangiumParser } from 'langium';
import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import type { Argument, Card, Netlist, Operand, Target } from '../generated/ast.js';
import { makeAssignment, makeCall, makeDirectiveCard, makeElementCard, makeExpression, makeGroup, makeText, makeUnknownCard, makeWord } from './card-builder.js';
import { joinedString } from '../text/token-text.js';
import { createParserServices } from './parser-module.js';
import type { SpiceLexer } from './spice-lexer.js';

/** A syntax error of the stock parser; offsets are relative to the parsed text. */
export interface StockError {
  start: number;
  end: number;
  message: string;
}

/**
 * Langium's parser, asked for the cards that the fast parser does not take: it
 * recovers from the error and says what is wrong. Its tree is made anew without
 * the concrete syntax tree and without the holes that recovery leaves.
 */
export class StockCardParser {
  private readonly parser: LangiumParser;
  private readonly lexer: SpiceLexer;

  constructor() {
    const services = createParserServices();
    this.parser = services.parser.LangiumParser;
    this.lexer = services.parser.Lexer as SpiceLexer;
  }

  /** Parses one card, which begins at the first character of `text`. */
  parseCard(text: string, dialect: Dialect = NGSPICE): { card: Card | undefined; errors: StockError[] } {
    this.lexer.deck = false;
    this.lexer.dialect = dialect;
    const result = this.parser.parse<Card>(text, { rule: 'Card' });
    return { card: leanCard(result.value, 0), errors: this.errors(result.parserErrors, text) };
  }

  /** Parses a whole document, for comparison with the fast parser. */
  parseNetlist(text: string, deck: boolean): { netlist: Netlist; errors: StockError[] } {
    this.lexer.deck = deck;
    this.lexer.dialect = NGSPICE;
    const result = this.parser.parse<Netlist>(text);
    this.lexer.deck = false;
    return { netlist: result.value, errors: this.errors(result.parserErrors, text) };
  }

  private errors(errors: readonly { message: string; token: { startOffset: number; endOffset?: number }; previousToken?: { endOffset?: number } }[], text: string): StockError[] {
    return errors.map((error) => {
      const atEnd = Number.isNaN(error.token.startOffset);
      const start = atEnd ? (error.previousToken?.endOffset ?? text.length - 1) : error.token.startOffset;
      const end = atEnd ? start + 1 : (error.token.endOffset ?? start) + 1;
      return { start, end: Math.max(end, start), message: error.message };
    });
  }
}

type Partly<T> = { [K in keyof T]?: T[K] };

/** The card in the lean form, ranges relative to `base`; undefined when recovery left not even its first word. */
export function leanCard(node: Partly<Card> & AstNode, base: number): Card | undefined {
  const end = node.$cstNode === undefined ? 0 : node.$cstNode.end - base;
  const card = node as Card;
  switch (card.$type) {
    case 'ElementCard': return card.name === undefined ? undefined : makeElementCard(card.name, leanList(card.arguments, base), end);
    case 'DirectiveCard': return card.keyword === undefined ? undefined : makeDirectiveCard(card.keyword, leanList(card.arguments, base), end);
    case 'UnknownCard': return card.word === undefined ? undefined : makeUnknownCard(card.word, leanList(card.arguments, base), end);
    default: return undefined;
  }
}

function leanList(list: readonly Argument[] | undefined, base: number): Argument[] {
  return (list ?? []).map((argument) => leanArgument(argument, base)).filter((argument) => argument !== undefined);
}

function leanArgument(node: Argument | undefined, base: number): Argument | undefined {
  if (node?.$cstNode === undefined) return undefined;
  if (node.$type !== 'Assignment') return leanOperand(node, base);
  const target = leanOperand(node.target, base);
  if (target === undefined) return undefined;
  return makeAssignment(target as Target, leanOperand(node.value, base), node.$cstNode.offset - base, node.$cstNode.end - base);
}

function leanOperand(node: Operand | undefined, base: number): Operand | undefined {
  if (node?.$cstNode === undefined) return undefined;
  const start = node.$cstNode.offset - base;
  const end = node.$cstNode.end - base;
  switch (node.$type) {
    case 'Call': return node.callee === undefined ? undefined : makeCall(node.callee, leanList(node.arguments, base), start, end);
    case 'Group': return makeGroup(leanList(node.arguments, base), start, end);
    case 'Word': return node.text === undefined ? undefined : makeWord(node.text, start, end);
    case 'Text': return node.text === undefined ? undefined : makeText(joinedString(node.text), start, end);
    case 'Expression': return node.text === undefined ? undefined : makeExpression(node.text, start, end);
  }
}
