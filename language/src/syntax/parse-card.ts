import type { Argument, Call, Card, Operand, Word } from '../generated/ast.js';
import { CardScanner } from '../text/scanner.js';
import { joinedString, tokenText } from '../text/token-text.js';
import { CALLEE, CLOSE, DIRECTIVE, ELEMENT, EQUALS, EXPRESSION, OPEN, STRING, type TokenBuffer, WORD } from '../text/token-buffer.js';
import { makeAssignment, makeCall, makeDirectiveCard, makeElementCard, makeExpression, makeGroup, makeText, makeUnknownCard, makeWord } from './card-builder.js';

/** Deeper nesting than any netlist has; the stack of the machine must not be the limit. */
const DEEPEST = 200;

/** The message for a card that is given up for its depth. */
export const TOO_DEEP = `Lists are nested more than ${DEEPEST} deep here. Close some of them.`;

/**
 * The fast parser of one card: a recursive descent over the scanner's tokens
 * that takes well-formed cards only. Where the grammar would not take the card,
 * or would need to look ahead, it gives up and the stock parser is asked.
 */
export class CardParser {
  readonly scanner = new CardScanner();
  private tokens!: TokenBuffer;
  private text = '';
  private base = 0;
  private index = 0;
  private count = 0;
  private depth = 0;
  private failed = false;
  private whole: Argument[] = [];
  /** Whether the last card failed for the depth of its lists. */
  tooDeep = false;

  /** The tree of the card `text[start, end)`, or undefined when it is malformed. The scanner's problems stay in `scanner.tokens`. */
  parse(text: string, start: number, end: number): Card | undefined {
    const tokens = this.scanner.scan(text, start, end);
    this.tokens = tokens;
    this.text = text;
    this.base = start;
    this.index = 1;
    this.count = tokens.count;
    this.depth = 0;
    this.failed = false;
    this.tooDeep = false;
    const list = this.argumentsUpTo(-1);
    if (this.failed || this.index < this.count) {
      this.whole = list;
      return undefined;
    }
    return this.card(list, tokens.end[this.count - 1]! - start);
  }

  /** After a failure: the card with the operands before the error. */
  recovered(): Card {
    const list = this.whole;
    this.whole = [];
    const last = list[list.length - 1] as unknown as { $end: number } | undefined;
    return this.card(list, last?.$end ?? this.tokens.end[0]! - this.base);
  }

  private card(list: Argument[], last: number): Card {
    const { tokens, text } = this;
    const word = text.slice(tokens.start[0], tokens.end[0]);
    const kind = tokens.kind[0];
    if (kind === ELEMENT) return makeElementCard(word, list, last);
    if (kind === DIRECTIVE) return makeDirectiveCard(word, list, last);
    return makeUnknownCard(word, list, last);
  }

  /** Where parsing stopped, absolute: the token that the grammar does not take there. */
  get stoppedAt(): { start: number; end: number } {
    const i = Math.min(this.index, this.count - 1);
    return { start: this.tokens.start[i]!, end: this.tokens.end[i]! };
  }

  private argumentsUpTo(close: number): Argument[] {
    const list: Argument[] = [];
    while (this.index < this.count && !this.failed) {
      if (this.tokens.kind[this.index] === close) break;
      const argument = this.argument();
      if (argument === undefined) break;
      list.push(argument);
    }
    return list;
  }

  private argument(): Argument | undefined {
    const operand = this.operand();
    if (operand === undefined || this.failed || this.index >= this.count || this.tokens.kind[this.index] !== EQUALS) return operand;
    if (operand.$type !== 'Word' && operand.$type !== 'Call') return this.fail();
    const equalsEnd = this.tokens.end[this.index]! - this.base;
    this.index++;
    const value = this.assignedValue();
    if (this.failed) return undefined;
    const start = (operand as unknown as { $start: number }).$start;
    return makeAssignment(operand as Word | Call, value, start, value === undefined ? equalsEnd : (value as unknown as { $end: number }).$end);
  }

  private assignedValue(): Operand | undefined {
    if (this.index >= this.count || this.tokens.kind[this.index] === CLOSE) return undefined;
    const value = this.operand();
    if (value === undefined) return this.fail();
    // In `w= l=2` the grammar would have to look ahead.
    if (this.index < this.count && this.tokens.kind[this.index] === EQUALS) return this.fail();
    return value;
  }

  private operand(): Operand | undefined {
    const { tokens, base, index } = this;
    const start = tokens.start[index]!;
    const end = tokens.end[index]!;
    switch (tokens.kind[index]) {
      case WORD:
        this.index++;
        return makeWord(this.text.slice(start, end), start - base, end - base);
      case EXPRESSION:
        this.index++;
        return makeExpression(tokenText(this.text, start, end, this.scanner.backslashes), start - base, end - base);
      case STRING:
        this.index++;
        return makeText(joinedString(this.text.slice(start, end)), start - base, end - base);
      case CALLEE:
        this.index += 2; // The scanner makes a callee only before its parenthesis.
        return this.list(this.text.slice(start, end), start - base);
      case OPEN:
        this.index++;
        return this.list(undefined, start - base);
      default:
        return this.fail();
    }
  }

  /** The rest of a call or group, after its opening parenthesis. */
  private list(callee: string | undefined, start: number): Operand | undefined {
    if (++this.depth > DEEPEST) {
      this.tooDeep = true;
      return this.fail();
    }
    const list = this.argumentsUpTo(CLOSE);
    this.depth--;
    if (this.failed) return undefined;
    const closed = this.index < this.count;
    const end = this.tokens.end[closed ? this.index : this.count - 1]! - this.base;
    if (closed) this.index++;
    return callee === undefined ? makeGroup(list, start, end) : makeCall(callee, list, start, end);
  }

  private fail(): undefined {
    this.failed = true;
    return undefined;
  }
}
