import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cleanDecks } from './decks.js';
import { DEFECTS } from './kinds.js';
import { plantIn } from './plant.js';

/** The command behind `npm run verify:defects`. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { decks: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, keep: { type: 'string' } } });
const seed = Number(values.seed);
const wanted = Number(values.decks);
const folders = positionals.length > 0 ? positionals : ['examples', 'test/reference', 'test/closed-form'];

const { decks, looked } = await cleanDecks(folders, wanted, seed);
const planted = await plantIn(decks, seed);
const missed = planted.filter(({ found }) => found === undefined);
for (const { name } of DEFECTS) {
  const of = planted.filter(({ defect }) => defect === name);
  if (of.length > 0) console.log(`${String(of.filter(({ found }) => found !== undefined).length).padStart(4)} of ${String(of.length).padEnd(4)} ${name}`);
}
for (const { deck, defect, others } of missed) console.log(`MISSED ${defect}: ${deck}${others.map((other) => `\n       ${other}`).join('')}`);
if (values.keep !== undefined) {
  mkdirSync(values.keep, { recursive: true });
  for (const [i, { text, defect }] of missed.entries()) writeFileSync(join(values.keep, `${i}-${defect.replace(/\W+/g, '-')}.cir`), text);
}
console.log(`${looked} decks looked at, ${decks.length} clean, ${planted.length} with a defect (seed ${seed}): ${planted.length - missed.length} found, ${((100 * (planted.length - missed.length)) / planted.length).toFixed(1)} %`);
