import { digitalNodes, digitalNumbers } from '../../reference/digital.js';
import { readNodesAndModel } from './lines.js';
import type { Reading } from './reading.js';
import { readTail } from './semiconductors.js';
import { canBeModel, dimensionOf, integerOf } from './words.js';

/**
 * PSpice's `u1 nand(2) power ground node … timing io`, Xyce's without the
 * second model, ngspice's RC line `u1 a b reference model l=…`.
 */
export function readDigital(reading: Reading): void {
  const { list, lead } = reading;
  const between = nodesOfPart(list);
  if (between === undefined) return readNodesAndModel(reading, 3);
  reading.add('keyword');
  // `logicexp (2,1)`: with a blank before its parenthesis the numbers are operands.
  for (let i = 0; i < numbersOf(list); i++) reading.add('value');
  // The supply's two nodes, then those of the part.
  const end = between === 'open' ? lead - 2 : Math.min(lead, reading.at + 2 + between);
  let pin = 3;
  while (reading.at < end) reading.add('node', pin < 5 ? pin++ : -1);
  for (let models = 0; models < 2 && reading.at < lead && canBeModel(reading.peek()); models++) reading.add('model');
  readTail(reading);
}

/** How many numbers of the part stand as operands behind its word. */
function numbersOf(list: Reading['list']): number {
  const first = list[0];
  const wanted = first?.$type === 'Word' ? digitalNumbers(first.text) : 0;
  let count = 0;
  while (count < wanted && integerOf(list[1 + count]) !== undefined) count++;
  return count;
}

/** The count of nodes behind the supply; undefined when the card is no digital part. */
function nodesOfPart(list: Reading['list']): number | 'open' | undefined {
  const first = list[0];
  if (first?.$type === 'Word') {
    const numbers = numbersOf(list);
    const number = (place: number): number => (place <= numbers ? integerOf(list[place])! : NaN);
    return digitalNodes(first.text, number(1), number(2), number(3));
  }
  if (first?.$type !== 'Call') return undefined;
  // Nothing else has a list in this place, so that an unknown word is a part too.
  return digitalNodes(first.callee, dimensionOf(first) ?? NaN, dimensionOf(first, 1) ?? NaN, dimensionOf(first, 2) ?? NaN) ?? 'open';
}
