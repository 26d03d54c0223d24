import type { LangiumCoreServices, Lexer, LexerResult } from 'langium';
import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import { splitCards } from '../text/card-table.js';
import { LineIndex } from '../text/line-index.js';
import { CardScanner } from '../text/scanner.js';
import { tokenText } from '../text/token-text.js';
import { CALLEE, CLOSE, COMMENT, CONTINUATION, DIRECTIVE, ELEMENT, EQUALS, EXPRESSION, OPEN, SEPARATOR, STRING, UNKNOWN, WHITESPACE, WORD } from '../text/token-buffer.js';

// Chevrotain's types as Langium shows them: the package itself is no dependency of ours.
type TokenTypeDictionary = Lexer['definition'];
type IToken = LexerResult['tokens'][number];
type TokenType = IToken['tokenType'];

/** The grammar's name for each kind of token. */
const NAMES: Record<number, string> = {
  [ELEMENT]: 'ELEMENT', [DIRECTIVE]: 'DIRECTIVE', [UNKNOWN]: 'UNKNOWN', [CALLEE]: 'CALLEE', [EXPRESSION]: 'EXPRESSION', [STRING]: 'STRING', [WORD]: 'WORD',
  [OPEN]: '(', [CLOSE]: ')', [EQUALS]: '=', [WHITESPACE]: 'WHITESPACE', [CONTINUATION]: 'CONTINUATION', [COMMENT]: 'COMMENT', [SEPARATOR]: 'SEPARATOR',
};

/**
 * Langium's lexer, made of the scanner: what a word is depends on its place in
 * the card, which terminals with patterns cannot tell.
 */
export class SpiceLexer implements Lexer {
  readonly definition: TokenTypeDictionary;
  /** Whether the next text has a title line. Single cards and included files have none. */
  deck = false;
  /** The dialect of the next text. */
  dialect: Dialect = NGSPICE;
  private readonly types: TokenType[] = [];
  private readonly newline: TokenType;
  private readonly title: TokenType;
  private readonly string: TokenType;
  private readonly scanner = new CardScanner();

  constructor(services: LangiumCoreServices) {
    const vocabulary = services.parser.TokenBuilder.buildTokens(services.Grammar, { caseInsensitive: false });
    if (!Array.isArray(vocabulary)) throw new Error('The token builder must give a plain list of tokens.');
    this.definition = Object.fromEntries((vocabulary as TokenType[]).map((type) => [type.name, type]));
    for (const [kind, name] of Object.entries(NAMES)) this.types[Number(kind)] = this.type(name);
    this.newline = this.type('NEWLINE');
    this.title = this.type('TITLE');
    this.string = this.type('STRING');
  }

  private type(name: string): TokenType {
    const type = this.definition[name];
    if (type === undefined) throw new Error(`The grammar has no token ${name}.`);
    return type;
  }

  tokenize(text: string): LexerResult {
    const tokens: IToken[] = [];
    const hidden: IToken[] = [];
    const lines = new LineIndex(text);
    const add = (list: IToken[], type: TokenType, start: number, end: number) => {
      const first = lines.positionAt(start);
      const last = lines.positionAt(end - 1);
      list.push({
        // Langium takes the length of a token from its image.
        image: type === this.string ? text.slice(start, end) : tokenText(text, start, end, this.scanner.backslashes), tokenType: type, tokenTypeIdx: type.tokenTypeIdx!,
        startOffset: start, endOffset: end - 1,
        startLine: first.line + 1, startColumn: first.character + 1, endLine: last.line + 1, endColumn: last.character + 1,
      });
    };
    const table = splitCards(text, this.deck, this.dialect);
    this.scanner.dialect = this.dialect;
    if (table.title !== undefined) add(tokens, this.title, table.title.start, table.title.end);
    for (let card = 0; card < table.count; card++) {
      const { count, kind, start, end } = this.scanner.scan(text, table.start[card]!, table.end[card]!, true);
      for (let i = 0; i < count; i++) {
        if (kind[i]! < WHITESPACE) add(tokens, this.types[kind[i]!]!, start[i]!, end[i]!);
        else if (kind[i] === COMMENT) add(hidden, this.types[COMMENT]!, start[i]!, end[i]!);
      }
      const lineEnd = table.end[card]!;
      if (lineEnd < text.length) add(tokens, this.newline, lineEnd, lineEnd + 1);
    }
    return { tokens, hidden, errors: [] };
  }
}
