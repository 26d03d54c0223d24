import { COLON } from '../../text/characters.js';
import type { Reading } from './reading.js';
import { Keywords } from './words.js';

/** PSpice's words before lists of parameters. */
export const LIST_WORDS = new Keywords(['params:', 'text:', 'optional:']);

/** `x1 a b sub r=1k`, `x1 a b sub params: r=1k`: the last word before the parameters is the subcircuit. */
export function readInstance(reading: Reading): void {
  const { list } = reading;
  let end = reading.lead;
  for (let place = 0; place < end; place++) {
    const operand = list[place]!;
    if (operand.$type === 'Word' && operand.text.charCodeAt(operand.text.length - 1) === COLON && LIST_WORDS.has(operand.text)) end = place;
  }
  // An empty `{ }` or a value behind the name says nothing.
  while (end > 1 && list[end - 1]!.$type === 'Expression') end--;
  const last = list[end - 1];
  while (reading.at < end - 1) {
    const operand = list[reading.at]!;
    // Extracted netlists have a slash before the name of the subcircuit.
    reading.add(operand.$type === 'Word' && operand.text === '/' && reading.at === end - 2 ? 'keyword' : 'node');
  }
  if (end > 0) reading.add(last?.$type === 'Word' ? 'subcircuit' : 'value');
  while (reading.at < list.length) reading.add(LIST_WORDS.match(reading.peek()) ? 'keyword' : 'value');
}
