import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../language/fuzz/random.js';
import { cleanText } from './plant.js';

export interface Deck { path: string; text: string }

/** So many decks of the folders that have no findings, chosen by the seed; collections hold many copies, of which one is taken. */
export async function cleanDecks(folders: readonly string[], wanted: number, seed: number): Promise<{ decks: Deck[]; looked: number }> {
  const random = new Random(seed, -1);
  const files = folders.flatMap((folder) => [...decksUnder(folder)]).map((path) => ({ path, order: random.fraction() })).sort((a, b) => a.order - b.order);
  const decks: Deck[] = [];
  const texts = new Set<string>();
  let looked = 0;
  for (const { path } of files) {
    if (decks.length === wanted) break;
    looked++;
    const text = await cleanText(path);
    if (text === undefined || texts.has(text)) continue;
    texts.add(text);
    decks.push({ path, text });
  }
  return { decks, looked };
}

function* decksUnder(path: string): Generator<string> {
  for (const name of readdirSync(path).sort()) {
    const file = join(path, name);
    if (statSync(file).isDirectory()) yield* decksUnder(file);
    else if (/\.(?:cir|ckt|sp|spi|spice|net)$/i.test(name)) yield file;
  }
}
