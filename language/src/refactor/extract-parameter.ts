import type { Design } from '../design/design.js';
import type { Dialect } from '../dialect/dialect.js';
import { findFunction, findVariable } from '../reference/functions.js';
import { lineStartAt, newlineOf } from '../text/characters.js';
import { parseNumber } from '../text/number.js';
import { declares, freeName, marginAt, type Refactoring } from './refactoring.js';
import { valueAt } from './value-at.js';

/** What is different at each moment of a simulation cannot be a parameter. */
const CHANGES = /\b(?:[vi]\w*\s*\(|time\b|freq\b|hertz\b|omega\b|temper\b)/i;

/** Whether an expression reads what only its own place knows: `s` of a transfer function, `x` of a charge or a flux. */
const readsOwnVariable = (expression: string, card: string, target: string | undefined): boolean =>
  (/\blaplace\b/i.test(card) && /\bs\b/i.test(expression)) || (/^(?:q|flux)$/i.test(target ?? '') && /\bx\b/i.test(expression));

/** Makes a value of a card a parameter with a name, declared above the card. */
export function extractParameter(design: Design, uri: string, offset: number): Refactoring | undefined {
  const found = valueAt(design, uri, offset);
  if (found === undefined) return undefined;
  const { placed, target, text, start, end } = found;
  const { parsed } = placed.file;
  const { dialect } = parsed;
  if (dialect.name === 'spice3') return undefined;
  const isNumber = parseNumber(text, dialect) !== undefined;
  if (!isNumber && !(/^(?:\{.*\}|'.*')$/s.test(text) && !CHANGES.test(text) && !/[\r\n]/.test(text))) return undefined;
  const card = parsed.table.start[placed.index]!;
  if (!isNumber && readsOwnVariable(text, parsed.text.slice(card, parsed.table.end[placed.index]), target)) return undefined;
  const from = lineStartAt(parsed.text, card);
  // Above the first line of a deck stands nothing.
  if (from === 0 && parsed.deck) return undefined;
  const owner = nameOfCard(parsed.text, card);
  const name = freeName(`${owner}_${target ?? 'value'}`, (wanted) => declares(design, wanted) || findVariable(wanted.toLowerCase()) !== undefined || findFunction(wanted.toLowerCase()) !== undefined);
  return {
    title: `Extract ${text.length > 20 ? 'the value' : text} into the parameter ${name}`,
    edits: [
      { start: from, end: from, newText: `${marginAt(parsed.text, card)}.param ${name}=${text}${newlineOf(parsed.text)}` },
      { start, end, newText: reference(name, dialect) },
    ],
  };
}

/** How a card of a dialect names a parameter. */
export function reference(name: string, dialect: Dialect): string {
  return dialect.name === 'hspice' ? `'${name}'` : `{${name}}`;
}

/** The name of an element, or of a model behind its dot card. */
function nameOfCard(text: string, card: number): string {
  return /^(?:\.\w+\s+)?([^\s=(),]+)/.exec(text.slice(card, card + 200))?.[1] ?? 'value';
}
