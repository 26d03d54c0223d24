import { allFindings, buildDesign, elaborateSync, encodeCircuit } from '@nodal/language';
import { benchmarkDeck } from './netlist.js';

/**
 * How long a netlist takes from its text to findings, and on to the bytes of
 * the circuit; and that nothing grows faster than linearly. Fastest of several
 * turns: the others measure what else the machine does.
 */
const URI = 'file:///bench.cir';
const SIZES = [1_000, 10_000, 100_000];

function fastest(turns: number, work: () => void): number {
  let best = Infinity;
  for (let i = 0; i < turns; i++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

console.log(`${'lines'.padStart(8)}${'check ms'.padStart(12)}${'us/line'.padStart(10)}${'elaborate ms'.padStart(14)}${'us/line'.padStart(10)}${'devices'.padStart(10)}${'bytes'.padStart(12)}${'findings'.padStart(10)}`);
const rates: { check: number; elaborate: number }[] = [];
for (const size of SIZES) {
  const text = benchmarkDeck(size);
  const lines = text.split('\n').length - 1;
  const turns = size <= 1_000 ? 60 : size <= 10_000 ? 8 : 2;
  const build = () => buildDesign(URI, (uri) => (uri === URI ? { uri, version: 1, text } : { uri, error: 'no such file' }));
  let findings = 0;
  const check = fastest(turns, () => { findings = allFindings(build()).length; });
  const design = build();
  let devices = 0;
  let bytes = 0;
  const elaborate = fastest(turns, () => {
    const { circuit, findings: problems } = elaborateSync(design, {});
    if (!circuit) throw new Error(`the benchmark's deck has errors: ${problems.map((p) => p.message).slice(0, 3).join('; ')}`);
    devices = circuit.devices.kind.length;
    bytes = encodeCircuit(circuit).length;
  });
  rates.push({ check: check / lines, elaborate: elaborate / lines });
  console.log(`${String(lines).padStart(8)}${check.toFixed(1).padStart(12)}${((1e3 * check) / lines).toFixed(2).padStart(10)}${elaborate.toFixed(1).padStart(14)}${((1e3 * elaborate) / lines).toFixed(2).padStart(10)}${String(devices).padStart(10)}${String(bytes).padStart(12)}${String(findings).padStart(10)}`);
}
const [, middle, large] = rates;
console.log(`growth from 10,000 to 100,000 lines, per line: check ${(large!.check / middle!.check).toFixed(2)}×, elaborate ${(large!.elaborate / middle!.elaborate).toFixed(2)}× (1 is linear)`);
