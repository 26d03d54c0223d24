import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../../language/fuzz/random.js';
import { DEFECTS } from './kinds.js';
import { cleanText, plantIn } from './plant.js';

/** The command behind `npm run verify:defects`. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { decks: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, keep: { type: 'string' } } });
const seed = Number(values.seed);
const wanted = Number(values.decks);
const folders = positionals.length > 0 ? positionals : ['examples', 'test/reference', 'test/closed-form'];

function* decksUnder(path: string): Generator<string> {
  for (const name of readdirSync(path).sort()) {
    const file = join(path, name);
    if (statSync(file).isDirectory()) yield* decksUnder(file);
    else if (/\.(?:cir|ckt|sp|spi|spice|net)$/i.test(name)) yield file;
  }
}

const random = new Random(seed, -1);
const files = folders.flatMap((folder) => [...decksUnder(folder)]).map((path) => ({ path, order: random.fraction() })).sort((a, b) => a.order - b.order);
const decks: { path: string; text: string }[] = [];
const texts = new Set<string>();
let looked = 0;
for (const { path } of files) {
  if (decks.length === wanted) break;
  looked++;
  const text = await cleanText(path);
  // Collections hold many copies.
  if (text === undefined || texts.has(text)) continue;
  texts.add(text);
  decks.push({ path, text });
}
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
