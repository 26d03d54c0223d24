import type { Argument, Operand, Word } from '../../generated/ast.js';
import { DOT, isDigit, MINUS, PLUS } from '../../text/characters.js';

/** Words that mean something in their place, in lower case. */
export class Keywords {
  private readonly words: ReadonlySet<string>;
  private readonly longest: number;

  constructor(words: readonly string[]) {
    this.words = new Set(words);
    this.longest = Math.max(...words.map((word) => word.length));
  }

  has(text: string): boolean {
    return text.length <= this.longest && this.words.has(text.toLowerCase());
  }

  /** Whether an operand is one of these words. */
  match(operand: Argument | undefined): operand is Word {
    return operand?.$type === 'Word' && this.has(operand.text);
  }
}

/** What stands behind the model of a device: it begins switched off, or on. */
export const FLAGS = new Keywords(['off', 'on', 'thermal', 'noiseless', 'params:', 'text:', 'optional:']);

/** Whether a word begins as a number does. */
export function beginsNumber(text: string): boolean {
  let at = 0;
  let code = text.charCodeAt(0);
  if (code === PLUS || code === MINUS) code = text.charCodeAt(++at);
  return isDigit(code) || (code === DOT && isDigit(text.charCodeAt(at + 1)));
}

/**
 * Whether a word is a number with a unit, as an area is: digits, an exponent and
 * letters. Digits behind letters make it a name, such as `2N2222` and `1N4148`.
 */
export function isPlainNumber(text: string): boolean {
  const end = text.length;
  let at = 0;
  let code = text.charCodeAt(0);
  if (code === PLUS || code === MINUS) code = text.charCodeAt(++at);
  if (!isDigit(code) && !(code === DOT && isDigit(text.charCodeAt(at + 1)))) return false;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) === DOT) at++;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  if ((text.charCodeAt(at) | 0x20) === 101) {
    let exponent = at + 1;
    const sign = text.charCodeAt(exponent);
    if (sign === PLUS || sign === MINUS) exponent++;
    if (isDigit(text.charCodeAt(exponent))) {
      at = exponent;
      while (at < end && isDigit(text.charCodeAt(at))) at++;
    }
  }
  while (at < end) {
    const unit = text.charCodeAt(at);
    const letter = (unit | 0x20) >= 97 && (unit | 0x20) <= 122;
    // Behind ASCII a unit is µ, Ω, °; a percent sign is one too.
    if (!letter && unit !== 37 && unit < 0x80) return false;
    at++;
  }
  return true;
}

/** Whether an operand can be the name of a model: a word that is neither a number nor a flag. */
export function canBeModel(operand: Argument | undefined): operand is Word {
  return operand?.$type === 'Word' && !isPlainNumber(operand.text) && !FLAGS.has(operand.text) && !isBracket(operand.text);
}

/** Brackets stand by themselves around vectors of a code model's ports and around a substrate. */
export function isBracket(text: string): boolean {
  return text === '[' || text === ']';
}

/** The name that a `name=value` gives a value to, in lower case; undefined when it is none. */
export function targetOf(operand: Argument): string | undefined {
  return operand.$type === 'Assignment' && operand.target.$type === 'Word' ? operand.target.text.toLowerCase() : undefined;
}

/** The number that stands alone in the parentheses of a call, as in `poly(2)`; undefined when it is something else. */
export function dimensionOf(operand: Operand & { $type: 'Call' }, place = 0): number | undefined {
  return integerOf(operand.arguments[place]);
}

/** A whole number that stands as a word; undefined when the operand is something else. */
export function integerOf(operand: Argument | undefined): number | undefined {
  if (operand?.$type !== 'Word') return undefined;
  const number = Number(operand.text);
  return Number.isInteger(number) && number >= 0 && number <= 10_000 ? number : undefined;
}
