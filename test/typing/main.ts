import { parseArgs } from 'node:util';
import { repositoryMaterial } from './material.js';
import { replay } from './replay.js';
import { record } from './typist.js';

/** The command behind `npm run verify:typing`. */
const { values } = parseArgs({ options: { edits: { type: 'string', default: '200000' }, seed: { type: 'string', default: '1' }, every: { type: 'string', default: '1000' }, root: { type: 'string', default: '.' } } });
const seed = Number(values.seed);
const begun = Date.now();
const result = await replay(record(repositoryMaterial(values.root), seed), {
  edits: Number(values.edits), every: Number(values.every),
  progress: (edits, bytes) => { if (edits % 10_000 < Number(values.every)) console.log(`${edits} edits, ${(bytes / 1e6).toFixed(1)} MB, ${Math.round((Date.now() - begun) / 1000)} s`); },
});
for (const failure of result.failures) console.log(`FAILED ${failure}`);
const around = (edits: number) => result.memory.find((sample) => sample.edits >= edits)?.bytes;
const early = around(20_000);
const late = result.memory.at(-1)?.bytes;
console.log(`seed ${seed}: ${result.edits} edits, ${result.requests} requests, ${result.comparisons} comparisons with a fresh start, ${Math.round((Date.now() - begun) / 1000)} s`);
if (early !== undefined && late !== undefined) console.log(`memory at 20,000 edits ${(early / 1e6).toFixed(1)} MB, at the end ${(late / 1e6).toFixed(1)} MB: ${(late / early).toFixed(2)} times`);
process.exitCode = result.failures.length > 0 ? 1 : 0;
