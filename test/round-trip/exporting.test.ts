import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildDesign, elaborateSync, exportNetlist } from '@nodal/language';
import { describe, expect, test } from 'vitest';
import { randomDeck } from './random-deck.js';

const root = join(import.meta.dirname, '../..');
const FOLDERS = ['test/reference', 'test/closed-form', 'examples', 'language/src/export/fixtures'];
const decks = FOLDERS.flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.cir')).map((name) => `${folder}/${name}`));

/** Decks with functions that ngspice does not have, which both forms tell. */
const BEYOND_NGSPICE = new Set(['test/closed-form/circular-integrals.cir', 'test/closed-form/response-tables.cir']);

/** Both forms of a deck; undefined where there is none. */
function exportsOf(text: string, folder: string): { tree: string | undefined; flat: string | undefined; losses: number } {
  const deck = pathToFileURL(join(folder, 'deck.cir')).href;
  const design = buildDesign(deck, (uri) => {
    if (uri === deck) return { uri, version: 1, text };
    try {
      return { uri, version: 1, text: readFileSync(fileURLToPath(uri), 'utf8') };
    } catch {
      return { uri, error: 'there is no such file' };
    }
  });
  const { circuit } = elaborateSync(design);
  const tree = exportNetlist(design, circuit);
  return { tree: tree.text, flat: exportNetlist(design, circuit, { flat: true }).text, losses: tree.findings.length };
}

/** The cards in an order of their own: models stand where they are declared. */
function cards(text: string | undefined): string[] | undefined {
  return text?.replace(/\n\+ /g, ' ').split('\n').filter((line) => !line.startsWith('*')).sort();
}

/** What the hierarchical form comes to must be what the original comes to. */
function sameCircuit(text: string, folder: string, message: string): boolean {
  const { tree, flat } = exportsOf(text, folder);
  if (tree === undefined || flat === undefined) return false;
  expect(cards(exportsOf(tree, folder).flat), `${message}\n--- hierarchical\n${tree}`).toEqual(cards(flat));
  return true;
}

describe('the hierarchical export is the same circuit as the original', () => {
  test.each(decks)('%s', (path) => {
    const [text, folder] = [readFileSync(join(root, path), 'utf8'), join(root, path, '..')];
    if (BEYOND_NGSPICE.has(path)) expect(exportsOf(text, folder).losses).toBeGreaterThan(0);
    else expect(sameCircuit(text, folder, path)).toBe(true);
  });
});

test('600 random decks: every export that there is is the same circuit', () => {
  let same = 0;
  for (let seed = 1; seed <= 600; seed++) {
    const text = randomDeck(seed);
    if (sameCircuit(text, root, `seed ${seed}\n${text}`)) same++;
  }
  expect(same).toBeGreaterThan(100);
});
