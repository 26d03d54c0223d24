import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesWithoutOrigins, circuitOf, treeAndReprint } from './compare.js';
import { randomDeck } from './random-deck.js';

const root = join(import.meta.dirname, '../..');
const FOLDERS = ['test/reference', 'test/closed-form', 'examples', 'language/test/fixtures/lines', 'language/test/fixtures/dialects', 'language/test/fixtures/broken'];
const decks = FOLDERS.flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.cir')).map((name) => `${folder}/${name}`));

describe('a printed deck is the same deck', () => {
  test.each(decks)('%s', (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    for (const width of [undefined, 24]) {
      const { before, after, printed, again } = treeAndReprint(text, width);
      expect(after, printed).toEqual(before);
      expect(again).toBe(printed);
      const circuit = circuitOf(text);
      const printedCircuit = circuitOf(printed);
      expect(printedCircuit === undefined).toBe(circuit === undefined);
      if (circuit !== undefined) expect(bytesWithoutOrigins(printedCircuit!).equals(bytesWithoutOrigins(circuit)), printed).toBe(true);
    }
  });
});

test('2,000 random decks are the same when printed', () => {
  let circuits = 0;
  for (let seed = 1; seed <= 2000; seed++) {
    const text = randomDeck(seed);
    const { before, after, printed, again } = treeAndReprint(text, seed % 3 === 0 ? 30 : undefined);
    const message = `seed ${seed}\n${text}\n--- printed\n${printed}`;
    // The comparison of texts is fast; that of trees shows what differs.
    if (JSON.stringify(after) !== JSON.stringify(before)) expect(after, message).toEqual(before);
    expect(again, message).toBe(printed);
    const circuit = circuitOf(text);
    const printedCircuit = circuitOf(printed);
    expect(printedCircuit === undefined, message).toBe(circuit === undefined);
    if (circuit === undefined) continue;
    circuits++;
    expect(bytesWithoutOrigins(printedCircuit!).equals(bytesWithoutOrigins(circuit)), message).toBe(true);
  }
  expect(circuits).toBeGreaterThan(400);
});
