import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanDecks } from './decks.js';
import { DEFECTS } from './kinds.js';
import { plantIn } from './plant.js';

const root = join(import.meta.dirname, '../..');

/** `npm run verify:defects -- DIR…` does the same with other collections. */
test('of 200 mistakes in clean decks of the repository at least 95 % are found', async () => {
  const { decks } = await cleanDecks(['examples', 'test/reference', 'test/closed-form'].map((folder) => join(root, folder)), 50, 1);
  const planted = (await Promise.all([1, 2, 3, 4].map((seed) => plantIn(decks, seed)))).flat();
  const missed = planted.filter(({ found }) => found === undefined).map(({ deck, defect }) => `${defect}: ${deck.slice(root.length + 1)}`);
  expect(planted.length).toBeGreaterThan(180);
  // A kind that is planted nowhere says nothing.
  expect(new Set(planted.map(({ defect }) => defect)).size).toBeGreaterThan(DEFECTS.length * 0.8);
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(planted.length * 0.05);
});
