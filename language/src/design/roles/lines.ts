import { isXyceDevice } from '../../reference/xyce-devices.js';
import type { Reading } from './reading.js';
import { readModel, readPorts } from './switches.js';
import { readSource } from './sources.js';
import { readTail } from './semiconductors.js';
import { canBeModel, isPlainNumber, Keywords } from './words.js';

/** `t1 p1 n1 p2 n2 z0=50 td=1n`, `t1 p1 n1 p2 n2 model len=1`. */
export function readLine(reading: Reading): void {
  reading.nodes(4);
  readModel(reading);
}

/** `o1 p1 n1 p2 n2 model`; PSpice's digital output `o1 node reference model dgtlnet=…`. */
export function readLossyLine(reading: Reading): void {
  const digital = reading.parameter('dgtlnet') !== undefined || reading.parameter('signame') !== undefined || (reading.lead === 3 && canBeModel(reading.list[2]));
  if (digital) reading.nodes(2, 4);
  else reading.nodes(4);
  readModel(reading);
}

/** Nodes in any number, then a model: coupled lines, compiled Verilog-A, PSpice's digital input, RC lines. */
export function readNodesAndModel(reading: Reading, named = 0): void {
  const { list, lead } = reading;
  let model = lead - 1;
  while (model > 0 && !canBeModel(list[model])) model--;
  if (model <= 0) return readPorts(reading);
  reading.nodes(model, 0, named);
  reading.add('model');
  readTail(reading);
}

/** ngspice's coupled lines `p1 in … 0 out … 0 model`; the port of HSPICE and Xyce `p1 p n port=1 z0=50 ac 1`. */
export function readPort(reading: Reading): void {
  if (reading.parameter('port') === undefined && !PORT_WORDS.match(reading.list[2])) return readNodesAndModel(reading);
  readSource(reading);
}
const PORT_WORDS = new Keywords(['port', 'dc', 'ac', 'z0']);

/** ngspice's single line `y1 p1 n1 p2 n2 model len=1`; Xyce's `ykind name node … model`. */
export function readSingleLine(reading: Reading): void {
  if (!isXyceDevice(reading.name)) {
    // The reference nodes may be left out: only the model's place says how many there are.
    return readNodesAndModel(reading, 4);
  }
  reading.add('keyword');
  const { list, lead } = reading;
  const last = list[lead - 1];
  const model = lead > 2 && canBeModel(last) && !isPlainNumber(last.text) ? lead - 1 : lead;
  while (reading.at < model) reading.add('node');
  if (reading.at < lead) reading.add('model');
  readTail(reading);
}
