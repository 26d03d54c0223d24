import type { Argument } from '../generated/ast.js';
import type { Design } from './design.js';
import { operandText } from './operands.js';
import { placeOf } from './places.js';

/** Words between what `.step` sweeps and its values. */
const WORDS = new Set(['dec', 'oct', 'lin', 'list']);

/**
 * LTspice's `.step param x …` declares the parameter that it sweeps when no
 * `.param` does; its first value is the one that counts while Nodal does not
 * sweep.
 */
export function declareSteppedParameters({ top, directives }: Design): void {
  for (const placed of directives) {
    if (placed.card.keyword.length !== '.step'.length || placed.card.keyword.toLowerCase() !== '.step') continue;
    const operands = placed.card.arguments.filter((argument) => !isOneOf(argument, WORDS));
    const [kind, name, first] = operands;
    if (!isOneOf(kind, PARAM) || name?.$type !== 'Word' || first === undefined || first.$type === 'Assignment') continue;
    const key = name.text.toLowerCase();
    if (top.parameters.has(key)) continue;
    const place = placeOf(placed, name);
    top.parameters.set(key, { kind: 'parameter', name: name.text, placed, nameStart: place.start, nameEnd: place.end, value: operandText(placed, first), formal: false });
    top.signature += `step ${key}\n`;
  }
}

const PARAM = new Set(['param']);

function isOneOf(argument: Argument | undefined, words: ReadonlySet<string>): boolean {
  return argument?.$type === 'Word' && argument.text.length <= 5 && words.has(argument.text.toLowerCase());
}
