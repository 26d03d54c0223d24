import { COLON } from '../../text/characters.js';
import { lookupSubcircuit } from '../lookup.js';
import type { Reading } from './reading.js';
import { Keywords } from './words.js';

/** PSpice's words before lists of parameters. */
export const LIST_WORDS = new Keywords(['params:', 'text:', 'optional:']);

/**
 * LTspice writes the name twice where a symbol has it twice: `x1 a b sub sub`.
 * A node may have the name of the subcircuit too, so the ports decide.
 */
function isTwice({ list, scope }: Reading, end: number): boolean {
  const name = list[end - 1];
  const before = list[end - 2];
  if (name?.$type !== 'Word' || before?.$type !== 'Word' || name.text.length !== before.text.length || name.text.toLowerCase() !== before.text.toLowerCase()) return false;
  return lookupSubcircuit(scope, name.text)?.ports.length === end - 2;
}

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
  if (isTwice(reading, end)) end--;
  const last = list[end - 1];
  while (reading.at < end - 1) {
    const operand = list[reading.at]!;
    // Extracted netlists have a slash before the name of the subcircuit.
    reading.add(operand.$type === 'Word' && operand.text === '/' && reading.at === end - 2 ? 'keyword' : 'node');
  }
  if (end > 0) reading.add(last?.$type === 'Word' ? 'subcircuit' : 'value');
  while (reading.at < list.length) reading.add(reading.peek()!.$type === 'Word' ? 'keyword' : 'value');
}
