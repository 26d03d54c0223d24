import type { Reading } from './reading.js';
import { readTail } from './semiconductors.js';
import { canBeModel, Keywords } from './words.js';

/** What follows the nodes of a behavioural source by its name. */
const QUANTITIES = new Keywords(['v', 'i', 'r', 'c', 'q', 'p', 'g', 'l', 'flux']);
/** Flags of LTspice. */
const WORDS = new Keywords(['nojacob']);

/** `b1 p n v=expression`; PSpice's `b1 d g s model`, a MESFET; HSPICE's buffer `b1 node … file=…`. */
export function readBehavioural(reading: Reading): void {
  const { list, lead } = reading;
  const first = list[lead];
  const quantity = first?.$type === 'Assignment' && first.target.$type === 'Word' && QUANTITIES.has(first.target.text);
  if (!quantity && lead >= 4 && canBeModel(list[3]) && reading.parameter('file') === undefined) {
    reading.nodes(3, 2);
    reading.add('model');
    readTail(reading);
    return;
  }
  reading.nodes(!quantity && reading.parameter('file') !== undefined ? lead : 2, 0, 2);
  while (reading.at < list.length) {
    reading.add(WORDS.match(reading.peek()) ? 'keyword' : 'value');
  }
}
