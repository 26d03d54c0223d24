import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { expect, it } from 'vitest';

/** The solver's worker has no language: its warm-up circuits are encoded here. `npx vitest run scripts/tests/warm-up.test.ts -u` renews them. */
const folder = join(import.meta.dirname, '../../simulation/src/warm-up');

it('the circuits that warm a solver up are the encoded decks beside them', async () => {
  const decks = readdirSync(folder).filter((name) => name.endsWith('.cir'));
  const encoded = decks.map((name) => {
    const { circuit, all } = elaborateText(readFileSync(join(folder, name), 'utf8'));
    expect(all, name).toEqual([]);
    return Buffer.from(encodeCircuit(circuit!)).toString('base64');
  });
  const text = `/** Encoded circuits in base64, made of the decks in this folder by scripts/tests/warm-up.test.ts. */\nexport const WARM_UP_CIRCUITS: readonly string[] = [\n${encoded.map((base64) => `  '${base64}',\n`).join('')}];\n`;
  await expect(text).toMatchFileSnapshot(join(folder, 'circuits.ts'));
});
