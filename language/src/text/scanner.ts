import {
  BACKSLASH, type Backslashes, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COLON, COMMA, continuedAt, DOLLAR, DOT, DOUBLE_QUOTE, EQUAL_SIGN, isBlank, isDigit, isLetter,
  isLineEnd, isNamePart, joinedLine, lineEndAt, MINUS, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, PLUS, QUOTE, SEMICOLON, SLASH, STAR, TILDE,
} from './characters.js';
import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import { cardKindOf, type CardKind } from './card-kind.js';
import { gluedEnd } from './glued-parameters.js';
import {
  CALLEE, CLOSE, COMMENT, CONTINUATION, DIRECTIVE, ELEMENT, EQUALS, EXPRESSION, OPEN, SEPARATOR, STRING, TokenBuffer, UNKNOWN, WHITESPACE, WORD,
} from './token-buffer.js';

/** Words that stand before a list in parentheses also when a blank is between: `pulse (0 5)`. */
const LIST_WORDS = new Set(['pulse', 'sin', 'exp', 'pwl', 'sffm', 'am', 'poly', 'table', 'value', 'trnoise', 'trrandom', 'laplace', 'freq', 'external']);

/** Whether a list in parentheses belongs to the word also behind a blank. */
export function isListWord(word: string): boolean {
  return word.length <= 8 && LIST_WORDS.has(word.toLowerCase());
}

const CALL = 1, GROUP = 2, LOOSE = 3;
/** What an `=` may follow as a target: nothing yet, a word or a call, or the value of an assignment. */
const NO_TARGET = 0, TARGET = 1, VALUE = 2, AFTER_EXPRESSION = 3;

/**
 * Cuts one card into tokens. It stands behind the fast parser and, as Langium's
 * lexer, behind the stock parser, so that both see the same tokens. Every
 * character of the card belongs to exactly one token when hidden tokens are
 * asked for. It never fails: what is cut off becomes a token and a problem.
 */
export class CardScanner {
  readonly tokens = new TokenBuffer();
  private dollarComments = true;
  private slashComments = true;
  private quotedExpressions = false;
  /** Which of them continue cards in this dialect. */
  backslashes: Backslashes = 'none';
  private text = '';
  private end = 0;
  private at = 0;
  private withHidden = false;
  private kind!: CardKind;
  private stack: number[] = [];
  private openAt: number[] = [];
  private operands = 0;
  private before = NO_TARGET;
  /** Whether an `=` waits for its value. */
  private awaitsValue = false;
  /** Set once a brace had no partner: further ones are sought in their line only, which keeps the scan linear. */
  private braceUnclosed = false;
  private matches: Int32Array | undefined;
  private matchStorage = new Int32Array(0);
  private cardStart = 0;
  /** A stretch of a line up to its end; empty at first. */
  private lineFrom = 0;
  private lineTo = -1;

  constructor() {
    this.dialect = NGSPICE;
  }

  /** The dialect of the text that the next cards are of. */
  set dialect(dialect: Dialect) {
    this.dollarComments = dialect.dollarComments;
    this.slashComments = dialect.slashComments;
    this.quotedExpressions = dialect.doubleQuotedExpressions;
    this.backslashes = dialect.backslashes;
  }

  /** The tokens of the card `text[start, end)`, valid until the next call. */
  scan(text: string, start: number, end: number, withHidden = false): TokenBuffer {
    const tokens = this.tokens;
    tokens.clear();
    this.text = text;
    this.cardStart = start;
    this.end = end;
    this.withHidden = withHidden;
    this.operands = 0;
    this.before = NO_TARGET;
    this.awaitsValue = false;
    this.braceUnclosed = false;
    this.lineTo = -1;
    this.matches = undefined;
    if (this.stack.length > 0) {
      this.stack = [];
      this.openAt = [];
    }
    this.at = start;
    this.scanFirst();
    if (this.kind.condition) this.scanCondition();
    while (this.at < end) this.scanNext();
    // One problem for the outermost list: those within it are open for the same reason.
    const open = this.stack.findIndex((kind) => kind !== LOOSE);
    if (open >= 0) tokens.problems.push({ code: 'unclosed-parenthesis', start: this.openAt[open]!, end: this.openAt[open]! + 1 });
    return tokens;
  }

  private scanFirst(): void {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    const dot = code === DOT && isLetter(text.charCodeAt(at + 1));
    let end = at + 1;
    // `.ends*****` is an `.ends` with a line of stars.
    while (end < this.end && !endsWord(text.charCodeAt(end)) && !(dot && text.charCodeAt(end) === STAR)) end++;
    this.tokens.push(dot ? DIRECTIVE : isLetter(code) ? ELEMENT : UNKNOWN, at, end);
    this.kind = cardKindOf(text, at, end);
    this.at = end;
  }

  /** The end of the line of an offset. It is kept: a line may hold ten thousand quotes. */
  private lineEndAt(at: number): number {
    if (at < this.lineFrom || at > this.lineTo) {
      this.lineFrom = at;
      this.lineTo = lineEndAt(this.text, at, this.end);
    }
    return this.lineTo;
  }

  private hidden(kind: number, end: number): void {
    if (this.withHidden) this.tokens.push(kind, this.at, end);
    this.at = end;
  }

  private scanNext(): void {
    const { text, at, end } = this;
    const code = text.charCodeAt(at);
    if (isBlank(code)) {
      let to = at + 1;
      while (to < end && isBlank(text.charCodeAt(to))) to++;
      return this.hidden(WHITESPACE, to);
    }
    if (isLineEnd(code)) return this.scanContinuation();
    if (code === SEMICOLON || this.commentBegins(at, code)) return this.hidden(COMMENT, this.lineEndAt(at));
    if (code === BACKSLASH) {
      const next = this.joinAt(at);
      if (next >= 0) return this.hidden(CONTINUATION, next);
    }
    if (this.kind.fileNames) return this.scanFileName(code);
    switch (code) {
      case COMMA: return this.hidden(SEPARATOR, at + 1);
      case OPEN_PAREN: return this.scanOpen();
      case CLOSE_PAREN: return this.scanClose();
      case EQUAL_SIGN: return this.scanEquals();
      case OPEN_BRACE: case QUOTE: return this.scanDelimited(code);
      case DOUBLE_QUOTE: return this.quotedExpressions && this.awaitsValue ? this.scanDelimited(code) : this.scanString(code);
      default: return this.scanWord();
    }
  }

  /** From a line end up to and including the `+` of the next line. */
  private scanContinuation(): void {
    const next = continuedAt(this.text, this.at, this.end, this.backslashes);
    this.hidden(CONTINUATION, next < 0 ? this.end : next);
  }

  /** Where the card goes on when the backslash at `at` continues it in the next line; else -1. */
  private joinAt(at: number): number {
    return this.backslashes === 'none' ? -1 : joinedLine(this.text, at, this.end, this.backslashes);
  }

  /** The end of the word `[at, to)` without the backslashes that continue the card behind it. */
  private wordEnd(at: number, to: number): number {
    let end = to;
    while (end > at && this.text.charCodeAt(end - 1) === BACKSLASH) end--;
    return end > at && this.joinAt(end) >= 0 ? end : to;
  }

  /**
   * `$` and `//` begin a comment after a blank or a line's start only. Where `$` is a letter of names, one that no name
   * can follow still begins a comment.
   */
  private commentBegins(at: number, code: number): boolean {
    if (code !== DOLLAR && code !== SLASH) return false;
    const { text } = this;
    const previous = text.charCodeAt(at - 1);
    const apart = isBlank(previous) || isLineEnd(previous) || this.followsContinuation(at);
    if (!apart) return false;
    if (code === SLASH) return text.charCodeAt(at + 1) === SLASH && (this.slashComments || !this.kind.fileNames);
    // A file name may begin with a variable: `$PDK/models.lib`, `${PDK}/models.lib`.
    if (this.kind.fileNames && this.operands === 0) return !/[a-z_{(]/i.test(text.charAt(at + 1));
    if (!this.dollarComments && (this.operands <= this.kind.nodes || this.before === VALUE)) return !isNamePart(text.charCodeAt(at + 1));
    if (this.dollarComments && (this.operands >= this.kind.nodes || this.before === VALUE)) return true;
    // Names of PSpice's form are nodes all the same, with a warning where they would be comments: $N_0001, $G_DPWR.
    return !this.isDollarName(at);
  }

  /** Whether a name of the form that PSpice gives to nodes stands at `at`. */
  private isDollarName(at: number): boolean {
    return /^\$[a-z]+_\w/i.test(this.text.slice(at, Math.min(at + 12, this.end)));
  }

  private followsContinuation(at: number): boolean {
    if (this.text.charCodeAt(at - 1) !== PLUS) return false;
    let back = at - 2;
    while (back > this.cardStart && isBlank(this.text.charCodeAt(back))) back--;
    return isLineEnd(this.text.charCodeAt(back));
  }

  private operand(kind: number, end: number): void {
    this.tokens.push(kind, this.at, end);
    this.at = end;
    this.before = this.awaitsValue ? NO_TARGET : kind === EXPRESSION || kind === STRING ? AFTER_EXPRESSION : TARGET;
    if (this.awaitsValue) this.awaitsValue = false;
    else if (this.stack.length === 0 || this.stack[this.stack.length - 1] !== CALL) this.operands++;
  }

  private scanFileName(code: number): void {
    const { text, at, end } = this;
    if (code === QUOTE || code === DOUBLE_QUOTE) return this.scanString(code);
    let to = at + 1;
    while (to < end && !isBlank(text.charCodeAt(to)) && !isLineEnd(text.charCodeAt(to)) && text.charCodeAt(to) !== SEMICOLON) to++;
    if (text.charCodeAt(to - 1) === BACKSLASH) to = this.wordEnd(at, to);
    this.operand(WORD, to);
  }

  private scanString(quote: number): void {
    const { text, at } = this;
    let lineEnd = this.lineEndAt(at);
    let to = at + 1;
    while (to < lineEnd && text.charCodeAt(to) !== quote) {
      const next = text.charCodeAt(to) === BACKSLASH ? this.joinAt(to) : -1;
      if (next >= 0) lineEnd = this.lineEndAt(next);
      to = next >= 0 ? next : to + 1;
    }
    if (to >= lineEnd) {
      to = trimmedEnd(text, at + 1, lineEnd);
      this.tokens.problems.push({ code: 'unclosed-quote', start: at, end: to });
    } else {
      to++;
    }
    this.operand(STRING, to);
  }

  /** `{…}` with nested braces, `'…'`; both may go on in continuation lines. */
  private scanDelimited(open: number): void {
    const { text, at, end } = this;
    let to = at + 1;
    let depth = 1;
    const limit = this.braceUnclosed ? this.lineEndAt(at) : end;
    while (to < limit && depth > 0) {
      const code = text.charCodeAt(to++);
      if (open !== OPEN_BRACE) depth = code === open ? 0 : 1;
      else if (code === OPEN_BRACE) depth++;
      else if (code === CLOSE_BRACE) depth--;
    }
    if (depth > 0) {
      if (open === OPEN_BRACE) this.braceUnclosed = true;
      to = trimmedEnd(text, at + 1, this.lineEndAt(at));
      this.tokens.problems.push({ code: open === OPEN_BRACE ? 'unclosed-brace' : 'unclosed-quote', start: at, end: to });
    } else if (this.awaitsValue && isOperator(text.charCodeAt(to))) {
      to = this.runOn(to);
    }
    this.operand(EXPRESSION, to);
  }

  /** The end of what follows `r={x}` without a blank between: `r={x}*limit(0,v(a),1)`. */
  private runOn(at: number): number {
    const { text, end } = this;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code === OPEN_PAREN) {
        const close = this.matchOf(at);
        if (close < 0) return at;
        at = close + 1;
      } else if (code === OPEN_BRACE) {
        let close = at + 1;
        while (close < end && text.charCodeAt(close) !== CLOSE_BRACE) close++;
        if (close >= end) return at;
        at = close + 1;
      } else if (endsWord(code)) {
        return at;
      } else {
        at++;
      }
    }
    return at;
  }

  private scanOpen(): void {
    const { tokens, at } = this;
    const last = tokens.count - 1;
    let previous = last;
    while (previous >= 0 && tokens.kind[previous]! >= WHITESPACE) previous--;
    if (tokens.kind[previous] === CALLEE) {
      tokens.push(OPEN, at, at + 1);
      this.stack.push(CALL);
    } else if (this.kind.looseParentheses) {
      this.stack.push(LOOSE);
      this.openAt.push(at);
      return this.hidden(SEPARATOR, at + 1);
    } else {
      tokens.push(OPEN, at, at + 1);
      this.stack.push(GROUP);
    }
    this.openAt.push(at);
    this.before = NO_TARGET;
    this.at = at + 1;
  }

  private scanClose(): void {
    const { at } = this;
    const open = this.stack.pop();
    this.openAt.pop();
    if (open === undefined && !this.kind.looseParentheses) this.tokens.problems.push({ code: 'stray-parenthesis', start: at, end: at + 1 });
    // Simulators read parentheses as blanks, so that one too many loses nothing.
    if (open === undefined || open === LOOSE) return this.hidden(SEPARATOR, at + 1);
    this.tokens.push(CLOSE, at, at + 1);
    this.at = at + 1;
    this.before = open === CALL ? TARGET : AFTER_EXPRESSION;
    if (open === CALL && this.kind.functionBody && this.stack.length === 0) this.scanFunctionBody();
  }

  private scanEquals(): void {
    const { at } = this;
    // `TABLE {v(1)} = (0,0) (1,1)`: the sign has no target and means nothing.
    if (this.before === AFTER_EXPRESSION || (this.operands <= this.kind.certainNodes && this.before === TARGET && isBlank(this.text.charCodeAt(at - 1)))) return this.hidden(SEPARATOR, at + 1);
    if (this.before === NO_TARGET || this.awaitsValue) {
      // `rs==1`, `.temp = 20`: ngspice reads the sign as a blank.
      if (this.tokens.kind[0] !== UNKNOWN) this.tokens.problems.push({ code: 'stray-equals-sign', start: at, end: at + 1 });
      this.hidden(SEPARATOR, at + 1);
      if (!this.awaitsValue) return;
    } else {
      this.tokens.push(EQUALS, at, at + 1);
      this.at = at + 1;
      this.before = VALUE;
      this.awaitsValue = true;
    }
    if (!this.kind.bareExpressions) return;
    this.skipHidden();
    if (this.at < this.end && this.text.charCodeAt(this.at) !== DOUBLE_QUOTE && this.text.charCodeAt(this.at) !== EQUAL_SIGN) this.scanBare(true);
  }

  /** Blanks, comments and continuations before a bare expression. */
  private skipHidden(): void {
    while (this.at < this.end) {
      const code = this.text.charCodeAt(this.at);
      if (!isBlank(code) && !isLineEnd(code) && code !== SEMICOLON && !this.commentBegins(this.at, code) && (code !== BACKSLASH || this.joinAt(this.at) < 0)) return;
      this.scanNext();
    }
  }

  /** `.func f(x) {…}`, `.func f(x) = …`: all that follows the signature. */
  private scanFunctionBody(): void {
    this.skipHidden();
    if (this.at < this.end && this.text.charCodeAt(this.at) === EQUAL_SIGN) {
      this.tokens.push(EQUALS, this.at, this.at + 1);
      this.at++;
      this.awaitsValue = true;
      this.before = VALUE;
      this.skipHidden();
    }
    if (this.at < this.end) this.scanBare(false);
  }

  /** `.if (a==b)`: all that follows the first word. */
  private scanCondition(): void {
    this.skipHidden();
    if (this.at < this.end) this.scanBare(false);
  }

  /** An expression without delimiters: to the end of the card, or up to the next `name =`. */
  private scanBare(upToAssignment: boolean): void {
    const { text, end } = this;
    const start = this.at;
    const opened: number[] = [];
    let last = start;
    let at = start;
    let apart = false;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (isBlank(code)) {
        at++;
        apart = true;
        continue;
      }
      if (isLineEnd(code)) {
        const next = continuedAt(text, at, end, this.backslashes);
        at = next < 0 ? end : next;
        apart = true;
        continue;
      }
      if (code === BACKSLASH) {
        const next = this.joinAt(at);
        if (next >= 0) {
          at = next;
          apart = true;
          continue;
        }
      }
      if (code === SEMICOLON || (apart && ((code === DOLLAR && (this.dollarComments || !this.isDollarName(at))) || (code === SLASH && text.charCodeAt(at + 1) === SLASH)))) {
        at = this.lineEndAt(at);
        continue;
      }
      if (upToAssignment && opened.length === 0 && at > start) {
        if (code === COMMA && this.assignmentBegins(at + 1)) break;
        const previous = text.charCodeAt(at - 1);
        if ((apart || previous === CLOSE_BRACE || previous === QUOTE) && this.assignmentBegins(at)) break;
      }
      if (code === QUOTE || code === DOUBLE_QUOTE) {
        let close = at + 1;
        while (close < end && text.charCodeAt(close) !== code) close++;
        if (close >= end) {
          last = trimmedEnd(text, at + 1, this.lineEndAt(at));
          this.tokens.problems.push({ code: 'unclosed-quote', start: at, end: last });
          at = last;
          continue;
        }
        at = close;
      } else if (code === OPEN_BRACE || code === OPEN_PAREN) {
        opened.push(at);
      } else if ((code === CLOSE_BRACE || code === CLOSE_PAREN) && opened.length > 0) {
        if ((text.charCodeAt(opened[opened.length - 1]!) === OPEN_BRACE) === (code === CLOSE_BRACE)) opened.pop();
      }
      last = ++at;
      apart = false;
    }
    const innermost = opened.pop();
    if (innermost !== undefined) {
      const code = text.charCodeAt(innermost) === OPEN_BRACE ? 'unclosed-brace' : 'unclosed-parenthesis';
      this.tokens.problems.push({ code, start: innermost, end: code === 'unclosed-brace' ? last : innermost + 1 });
    }
    this.operand(EXPRESSION, last);
  }

  /** Whether `name =` or `name(…) =` stands at `at`, blanks before it allowed, and no comparison. */
  private assignmentBegins(at: number): boolean {
    const { text, end } = this;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    const first = text.charCodeAt(at);
    if (!isLetter(first) && first !== 95) return false;
    while (at < end && (isNamePart(text.charCodeAt(at)) || text.charCodeAt(at) === DOT || text.charCodeAt(at) === DOLLAR)) at++;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) === OPEN_PAREN) {
      while (at < end && text.charCodeAt(at) !== CLOSE_PAREN && text.charCodeAt(at) !== EQUAL_SIGN) at++;
      if (at >= end || text.charCodeAt(at) !== CLOSE_PAREN) return false;
      at++;
      while (at < end && isBlank(text.charCodeAt(at))) at++;
    }
    return at < end && text.charCodeAt(at) === EQUAL_SIGN && text.charCodeAt(at + 1) !== EQUAL_SIGN;
  }

  private scanWord(): void {
    const { text, at, end } = this;
    let to = at + 1;
    while (to < end && !endsWord(text.charCodeAt(to))) to++;
    if (this.kind.vectors) to = this.vectorWordEnd(at, to);
    else if (this.kind.nodes === Infinity) to = listWordEnd(text, at, to);
    if (this.awaitsValue && this.kind.looseParentheses && to < end && text.charCodeAt(to) === EQUAL_SIGN) to = gluedEnd(text, at, to);
    if (text.charCodeAt(to - 1) === BACKSLASH) to = this.wordEnd(at, to);
    if (text.charCodeAt(at) === DOLLAR && this.dollarComments && this.stack.length === 0) this.tokens.problems.push({ code: 'dollar-node', start: at, end: to });
    if (to < end && text.charCodeAt(to) === OPEN_PAREN) {
      const runEnd = this.expressionRun(at, to);
      if (runEnd > 0) return this.operand(EXPRESSION, runEnd);
      if (!this.isModelType()) return this.callee(to);
    } else if (to < end && isBlank(text.charCodeAt(to))) {
      let next = to;
      while (next < end && isBlank(text.charCodeAt(next))) next++;
      if (next < end && text.charCodeAt(next) === OPEN_PAREN && this.takesListAfterBlank(at, to)) return this.callee(to);
      if (this.kind.parameters && this.operands === 0 && this.stack.length === 0) return this.scanUnsignedParameter(to);
    }
    this.operand(WORD, to);
  }

  /** `[in1 ~in2]`: brackets and the sign of an inverted port are no part of a node's name; those of `bus[3]` are. */
  private vectorWordEnd(at: number, to: number): number {
    const { text } = this;
    const first = text.charCodeAt(at);
    if (first === OPEN_BRACKET || first === CLOSE_BRACKET || first === TILDE) return at + 1;
    if (text.charCodeAt(to - 1) !== CLOSE_BRACKET) return to;
    for (let i = at; i < to - 1; i++) if (text.charCodeAt(i) === OPEN_BRACKET) return text.charCodeAt(to - 2) === CLOSE_BRACKET ? to - 1 : to;
    return to - 1;
  }

  /** `.param name expression`, as LTspice takes it: without an `=` the rest of the card is the value. */
  private scanUnsignedParameter(end: number): void {
    this.operand(WORD, end);
    this.skipHidden();
    const code = this.text.charCodeAt(this.at);
    if (this.at < this.end && code !== EQUAL_SIGN && code !== COMMA && code !== CLOSE_PAREN && !this.assignmentBegins(this.at)) this.scanBare(false);
  }

  /** `.model name d(…)`: the parentheses do not make the type a callee. */
  private isModelType(): boolean {
    return this.kind.looseParentheses && !this.awaitsValue;
  }

  private takesListAfterBlank(at: number, to: number): boolean {
    if (this.kind.functionBody) return this.operands === 0;
    return !this.kind.looseParentheses && to - at <= 8 && isListWord(this.text.slice(at, to));
  }

  private callee(end: number): void {
    if (this.awaitsValue) this.awaitsValue = false;
    else if (this.stack.length === 0 || this.stack[this.stack.length - 1] !== CALL) this.operands++;
    this.tokens.push(CALLEE, this.at, end);
    this.at = end;
    this.before = NO_TARGET;
  }

  /**
   * The end of an expression without blanks that begins with the word
   * `[at, to)` before a parenthesis, such as `2*(x+1)` or `v(a)-v(b)`; 0 when
   * it is a plain call.
   */
  private expressionRun(at: number, to: number): number {
    const { text, end } = this;
    let operator = false;
    for (let i = at; i < to && !operator; i++) operator = isOperator(text.charCodeAt(i));
    if (!operator && !isDigit(text.charCodeAt(at))) {
      const close = this.matchOf(to);
      if (close < 0) return 0;
      const goesOn = close + 1 < end && isOperator(text.charCodeAt(close + 1));
      // `r=if(x==y,1,2)`: a comparison within the list of a value is no assignment.
      if (!goesOn && !(this.awaitsValue && /[=<>?*&|]/.test(text.slice(to, close)))) return 0;
    }
    let i = to;
    while (i < end) {
      const code = text.charCodeAt(i);
      if (code === OPEN_PAREN) {
        const close = this.matchOf(i);
        // Without its partner the parenthesis begins a group; giving up the run would have it scanned again and again.
        if (close < 0) return i > to ? i : 0;
        i = close + 1;
      } else if (endsWord(code)) {
        break;
      } else {
        i++;
      }
    }
    return i;
  }

  /** Offset of the parenthesis that closes the one at `open`, or -1. All of a card's are matched in one pass. */
  private matchOf(open: number): number {
    const { text, cardStart, end } = this;
    if (this.matches === undefined) {
      if (this.matchStorage.length < end - cardStart) this.matchStorage = new Int32Array(Math.max(256, (end - cardStart) * 2));
      this.matches = this.matchStorage;
      const opened: number[] = [];
      for (let i = cardStart; i < end; i++) {
        const code = text.charCodeAt(i);
        if (code === OPEN_PAREN) {
          this.matches[i - cardStart] = -1;
          opened.push(i);
        } else if (code === CLOSE_PAREN) {
          const start = opened.pop();
          if (start !== undefined) this.matches[start - cardStart] = i;
        }
      }
    }
    return this.matches[open - cardStart]!;
  }
}

/** The end of a word that `params:` may be glued to: `x1 a b sub params:r=1k`. */
function listWordEnd(text: string, at: number, to: number): number {
  return to - at > 7 && text.charCodeAt(at + 6) === COLON && text.slice(at, at + 7).toLowerCase() === 'params:' ? at + 7 : to;
}

function isOperator(code: number): boolean {
  return code === STAR || code === SLASH || code === PLUS || code === MINUS || code === 94;
}

function endsWord(code: number): boolean {
  return isBlank(code) || isLineEnd(code) || code === COMMA || code === OPEN_PAREN || code === CLOSE_PAREN || code === EQUAL_SIGN
    || code === OPEN_BRACE || code === DOUBLE_QUOTE || code === SEMICOLON;
}

function trimmedEnd(text: string, from: number, end: number): number {
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}
