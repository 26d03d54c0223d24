import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryMaterial } from './material.js';
import { replay } from './replay.js';
import { record } from './typist.js';

/** The start of what `npm run verify:typing` replays in full. */
test('typing leaves tree, diagnostics and circuit as a fresh start has them', async () => {
  const result = await replay(record(repositoryMaterial(join(import.meta.dirname, '../..')), 4), { edits: 1200, every: 300 });
  expect(result.failures).toEqual([]);
  expect(result.comparisons).toBe(4);
});
