import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { WasmEngine } from '@nodal/simulation/wasm-engine';
import { cube } from './kernel/grids.js';
import { solverBytes } from './kernel/simulators/nodal.js';
import { markdown } from './kernel/table.js';

/**
 * How long one call of `advance` takes when it was asked for 10 ms, on a cube
 * whose matrix fills: Stop is answered between two calls, and has to be within
 * 100 ms in every analysis. Each analysis is left after `PATIENCE`.
 */
const BUDGET = 10;
const PATIENCE = 20_000;
const TARGET = 100;
const SIDES = [10, 14, 18];
const ANALYSES = ['.op', '.dc v1 0 5 1', '.tran 1u 10u', '.ac dec 1 1 10', '.noise v(n0_0_0) v1 dec 1 1 10', '.tf v(n0_0_0) v1', '.sens v(n0_0_0)'];

const engine = await WasmEngine.create(solverBytes());
const rows = SIDES.flatMap((side) => ANALYSES.map((card) => {
  const text = `${cube(side).body.replace('v1 in 0 5', 'v1 in 0 dc 5 ac 1')}\n${card}\n.end\n`;
  const { circuit } = elaborateText(text);
  if (!circuit) return [`${side}`, card, 'no circuit', '', ''];
  const session = engine.open(encodeCircuit(circuit));
  const begun = performance.now();
  let state: string = session.start(session.jobs[0]!) ? 'running' : 'failed';
  const start = performance.now() - begun;
  let longest = 0;
  while (state === 'running' && performance.now() - begun < PATIENCE) {
    const from = performance.now();
    state = session.advance(BUDGET);
    longest = Math.max(longest, performance.now() - from);
    session.takeEvents();
    while (session.takeChunk());
  }
  const asked = performance.now();
  session.stop();
  const stop = performance.now() - asked;
  session.close();
  return [`${side}`, card, start.toFixed(0), longest.toFixed(0), `${stop.toFixed(0)}${Math.max(start, longest) > TARGET ? ' too long' : ''}`];
}));
console.log(markdown(['side', 'analysis', 'start ms', 'longest advance ms', 'stop ms'], rows));
