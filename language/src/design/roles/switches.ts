import { lookupModel } from '../lookup.js';
import type { Reading } from './reading.js';
import { readTail } from './semiconductors.js';
import { canBeModel } from './words.js';

/** Parameters of HSPICE's lines, which share the letter W. */
const LINES = ['n', 'rlgcmodel', 'rlgcfile', 'umodel', 'fsmodel', 'tablemodel', 'smodel', 'mname'];

/** `s1 p n cp cn model [on|off]`; Xyce's `s1 p n model control={…}`; HSPICE's `s1 n1 … reference mname=…`. */
export function readVoltageSwitch(reading: Reading): void {
  if (reading.parameter('mname') !== undefined || reading.parameter('tstonefile') !== undefined) return readPorts(reading);
  const controlled = reading.parameter('control') !== undefined || (reading.lead === 3 && declaresModel(reading, 2));
  reading.nodes(2);
  if (!controlled) while (reading.at < Math.min(4, reading.lead)) reading.add('control-node', reading.at);
  readModel(reading);
}

/** `w1 p n source model [on|off]`; Xyce's `w1 p n model control={…}`; HSPICE's line `w1 in … reference out … reference n=2 …`. */
export function readCurrentSwitch(reading: Reading): void {
  for (const name of LINES) if (reading.parameter(name) !== undefined) return readPorts(reading);
  reading.nodes(2);
  if (reading.parameter('control') === undefined && reading.at < reading.lead) reading.add(reading.peek()!.$type === 'Word' ? 'element' : 'value');
  readModel(reading);
}

function declaresModel(reading: Reading, place: number): boolean {
  const operand = reading.list[place];
  return operand?.$type === 'Word' && lookupModel(reading.scope, operand.text) !== undefined;
}

/** The model and what follows it. */
export function readModel(reading: Reading): void {
  if (reading.at < reading.lead && (canBeModel(reading.peek()) || declaresModel(reading, reading.at))) reading.add('model');
  readTail(reading);
}

/** Ports of a network: all words before the parameters are nodes. */
export function readPorts(reading: Reading): void {
  reading.nodes(reading.lead, 0, 0);
  readTail(reading);
}
