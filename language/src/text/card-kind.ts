import { DOT } from './characters.js';
import { findDirective } from '../reference/directives.js';
import { elementByLetter } from '../reference/elements.js';

/** How the words of a card are read, which depends on its first word. */
export interface CardKind {
  /** `.param` and `B…`: an expression follows each `=` and may hold blanks. */
  bareExpressions: boolean;
  /** `.param`: its first word may stand without an `=`. */
  parameters: boolean;
  /** `.func`: the rest after the signature is one expression. */
  functionBody: boolean;
  /** `.if`: all behind the first word is one expression. */
  condition: boolean;
  /** `.model`, `.subckt`: parentheses that no callee precedes mean nothing. */
  looseParentheses: boolean;
  /** `.include`, `.lib`: operands are file names, in which only blanks separate. */
  fileNames: boolean;
  /** How many operands from the first on are nodes, so that `$name` is no comment there. */
  nodes: number;
  /** How many operands from the first on can be nothing else than nodes, so that an `=` apart from them means nothing: `r1 a b = 1k`. */
  certainNodes: number;
  /** `A…` and `Q…`: `[`, `]` and `~` around nodes are words of their own. */
  vectors: boolean;
}

function kind(changes: Partial<CardKind>): CardKind {
  return {
    bareExpressions: false, parameters: false, functionBody: false, condition: false, looseParentheses: false, fileNames: false, nodes: 0, certainNodes: 0, vectors: false, ...changes,
  };
}

const PLAIN = kind({});
const DIRECTIVES = new Map<string | undefined, CardKind>([
  ['.param', kind({ bareExpressions: true, parameters: true })],
  ['.func', kind({ functionBody: true })],
  ['.if', kind({ condition: true })],
  ['.elseif', kind({ condition: true })],
  ['.model', kind({ looseParentheses: true })],
  ['.subckt', kind({ looseParentheses: true, nodes: Infinity })],
  ['.include', kind({ fileNames: true })],
  ['.lib', kind({ fileNames: true })],
]);
const ELEMENTS: CardKind[] = [];

/** The kind of the card whose first word is `text[start, end)`. */
export function cardKindOf(text: string, start: number, end: number): CardKind {
  const code = text.charCodeAt(start);
  if (code === DOT) return DIRECTIVES.get(findDirective(text.slice(start, end).toLowerCase())?.name) ?? PLAIN;
  const letter = (code | 0x20) - 97;
  if (letter < 0 || letter > 25) return PLAIN;
  return ELEMENTS[letter] ??= elementKind(String.fromCharCode(letter + 97));
}

function elementKind(letter: string): CardKind {
  if (letter === 'x') return kind({ nodes: Infinity });
  const element = elementByLetter(letter);
  if (element === undefined) return PLAIN;
  return kind({ nodes: element.morePins ? Infinity : element.pins.length, bareExpressions: letter === 'b', certainNodes: 'rclvi'.includes(letter) ? 2 : 0, vectors: letter === 'a' || letter === 'q' });
}
