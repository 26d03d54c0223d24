import type { LetterCase } from '@nodal/protocol';
import { findDirective } from '../reference/directives.js';
import { elementByLetter } from '../reference/elements.js';
import { isElementHead } from '../text/card-head.js';
import { isLineEnd } from '../text/characters.js';
import type { CardScanner } from '../text/scanner.js';
import { CLOSE, COMMENT, CONTINUATION, DIRECTIVE, EQUALS, OPEN, SEPARATOR, type TokenBuffer, UNKNOWN, WHITESPACE } from '../text/token-buffer.js';
import { inCase } from './letter-case.js';
import { isSpace, type PhysicalLines, trimmed } from './physical-lines.js';

/** One line of a card that holds tokens of it, cut at its blanks. */
export interface CardLine {
  /** The line of the text that it is made of. */
  line: number;
  /** Whether it begins with the plus sign that continues the card. */
  plus: boolean;
  /** What blanks part; no line end may stand within one of them. */
  chunks: string[];
  /** The comment at its end, empty when there is none. */
  comment: string;
  /** How many chunks from the first on stand in columns; set for the first line of an element. */
  cells: number;
  /** Width of each chunk but the last with the blanks behind it; set where columns are aligned. */
  columns: readonly number[] | undefined;
}

/** Cards whose words are texts or names of files, in which blanks count. */
const VERBATIM = new Set(['.title', '.text', '.include', '.lib', '.alter', '.vec', '.hdl', '.pat', '.stimlib', '.loadbias', '.savebias', '.wave']);

/** A plus sign on a further line: what formatting writes anew, at the end of the line before and up to the sign, is blank. */
const PLAIN_CONTINUATION = /^[ \t]*[\r\n](?:.*[\r\n])?[ \t]*\+$/s;

/**
 * The lines of the card `text[start, end)`; undefined when it is better not to
 * touch what stands in it: it is malformed, its words are texts, a token reaches
 * over a line end, or a backslash continues it.
 */
export function cardLines(scanner: CardScanner, lines: PhysicalLines, start: number, end: number, head: number, letterCase: LetterCase): CardLine[] | undefined {
  const { text } = lines;
  const tokens = scanner.scan(text, start, end, true);
  if (tokens.problems.some(({ code }) => code !== 'dollar-node') || tokens.kind[0] === UNKNOWN) return undefined;
  const firstWord = text.slice(tokens.start[0]!, tokens.end[0]!);
  if (tokens.kind[0] === DIRECTIVE) {
    const facts = findDirective(firstWord.toLowerCase());
    if (facts === undefined || VERBATIM.has(facts.name)) return undefined;
  }
  return new LineReader(tokens, lines, firstWord, letterCase).read(start, isElementHead(head));
}

class LineReader {
  private readonly found: CardLine[] = [];
  private current!: CardLine;
  private chunk = '';
  /** Whether the next token belongs to the chunk before it although a blank may be between. */
  private glued = false;
  private gap = false;

  constructor(private readonly tokens: TokenBuffer, private readonly lines: PhysicalLines, private readonly firstWord: string, private readonly letterCase: LetterCase) {}

  read(start: number, isElement: boolean): CardLine[] | undefined {
    const { tokens, lines } = this;
    const { text } = lines;
    let line = lines.lineOf(start);
    this.begin(line, false);
    for (let i = 0; i < tokens.count; i++) {
      const kind = tokens.kind[i]!;
      const from = tokens.start[i]!;
      const to = tokens.end[i]!;
      if (kind === CONTINUATION) {
        // What the scanner takes for blanks there, such as an end-of-file character, may be more than blanks.
        if (!PLAIN_CONTINUATION.test(text.slice(from, to))) return undefined;
        this.endChunk();
        while (lines.end[line]! < to) line++;
        this.begin(line, true);
        continue;
      }
      if (to > lines.end[line]!) return undefined;
      if (kind === COMMENT) {
        this.current.comment = trimmed(text.slice(from, to));
      } else if (kind === WHITESPACE) {
        for (let at = from; at < to; at++) if (!isSpace(text.charCodeAt(at))) return undefined;
        this.gap = true;
      } else {
        this.token(kind, text.slice(from, to));
      }
    }
    this.endChunk();
    if (isElement) this.found[0]!.cells = cellsOf(this.firstWord, this.found[0]!.chunks);
    return this.found;
  }

  private begin(line: number, plus: boolean): void {
    this.current = { line, plus, chunks: [], comment: '', cells: 0, columns: undefined };
    this.found.push(this.current);
    this.gap = this.glued = false;
  }

  private endChunk(): void {
    if (this.chunk !== '') this.current.chunks.push(this.chunk);
    this.chunk = '';
  }

  private token(kind: number, text: string): void {
    const opens = kind === OPEN || (kind === SEPARATOR && text === '(');
    // A sign without a target is a blank to simulators, and means nothing else as long as blanks stay around it.
    const follows = kind === EQUALS || kind === CLOSE || (kind === SEPARATOR && text !== '(' && text !== '=');
    if (this.chunk !== '' && this.gap && !this.glued && !follows) this.endChunk();
    this.chunk += inCase(text, kind, this.firstWord, this.letterCase);
    this.gap = false;
    this.glued = kind === EQUALS || opens;
  }
}

/** The columns of a card: its name, its nodes and what follows them. What is no plain word ends them. */
function cellsOf(name: string, chunks: readonly string[]): number {
  const element = elementByLetter(name);
  const most = element === undefined || element.morePins ? chunks.length : Math.max(4, element.pins.length + 2);
  let cells = 0;
  while (cells < chunks.length && cells < most) if (/[=({'"]|^params:/i.test(chunks[cells++]!)) break;
  return cells;
}

/** The card as its tokens say it, comments included; blanks and line ends are not in it. */
export function tokensOf(scanner: CardScanner, text: string, start: number, end: number, anyCase: boolean): string {
  const tokens = scanner.scan(text, start, end, true);
  let out = '';
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    if (kind === WHITESPACE || kind === CONTINUATION) continue;
    let to = tokens.end[i]!;
    if (kind === COMMENT) while (to > tokens.start[i]! && (isSpace(text.charCodeAt(to - 1)) || isLineEnd(text.charCodeAt(to - 1)))) to--;
    out += `${kind}${text.slice(tokens.start[i]!, to)}\n`;
  }
  return anyCase ? out.toLowerCase() : out;
}
