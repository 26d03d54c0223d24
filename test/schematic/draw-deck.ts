import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Circuit } from '@nodal/protocol';
import { buildDesign, elaborateSync } from '@nodal/language';

const root = join(import.meta.dirname, '../..');

/** The decks of the examples and of the reference, by their path in the project. */
export function deckPaths(): string[] {
  return ['examples', 'test/reference'].flatMap((folder) => readdirSync(join(root, folder)).filter((f) => f.endsWith('.cir')).sort().map((f) => `${folder}/${f}`));
}

export function deckText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The circuit of a deck that is one text. */
export function circuitOf(text: string): Circuit {
  const deck = 'file:///deck.cir';
  const { circuit, findings } = elaborateSync(buildDesign(deck, (uri) => (uri === deck ? { uri, version: 1, text } : { uri, error: 'there is no such file' })));
  if (!circuit) throw new Error(`no circuit: ${findings.map((f) => f.message).join('; ')}`);
  return circuit;
}
