import { digitalNodes } from '../../reference/digital.js';
import { readNodesAndModel } from './lines.js';
import type { Reading } from './reading.js';
import { readTail } from './semiconductors.js';
import { canBeModel, dimensionOf } from './words.js';

/**
 * PSpice's `u1 nand(2) power ground node … timing io`, Xyce's without the
 * second model, ngspice's RC line `u1 a b reference model l=…`.
 */
export function readDigital(reading: Reading): void {
  const { list, lead } = reading;
  const between = nodesOfPart(list[0]);
  if (between === undefined) return readNodesAndModel(reading, 3);
  reading.add('keyword');
  // The supply's two nodes, then those of the part.
  const end = between === 'open' ? lead - 2 : Math.min(lead, 3 + between);
  let pin = 3;
  while (reading.at < end) reading.add('node', pin < 5 ? pin++ : -1);
  for (let models = 0; models < 2 && reading.at < lead && canBeModel(reading.peek()); models++) reading.add('model');
  readTail(reading);
}

function nodesOfPart(first: Reading['list'][number] | undefined): number | 'open' | undefined {
  if (first?.$type === 'Word') return digitalNodes(first.text, NaN, NaN, NaN);
  if (first?.$type !== 'Call') return undefined;
  return digitalNodes(first.callee, dimensionOf(first) ?? NaN, dimensionOf(first, 1) ?? NaN, dimensionOf(first, 2) ?? NaN);
}
