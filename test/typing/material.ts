import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Material } from './typist.js';

/** The decks and libraries of the repository, as people wrote them. */
export function repositoryMaterial(root: string): Material {
  const read = (folder: string, ending: RegExp) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name)).sort().map((name) => readFileSync(join(root, folder, name), 'utf8').replace(/\r\n?/g, '\n')).filter((text) => text.length < 8000);
  const decks = ['examples', 'test/reference', 'test/closed-form', 'test/leniency', 'language/src/export/fixtures', 'language/test/fixtures/broken', 'language/test/fixtures/dialects'].flatMap((folder) => read(folder, /\.cir$/));
  const libraries = [...['language/src/export/fixtures', 'language/test/fixtures'].flatMap((folder) => read(folder, /\.(?:lib|inc|l|mod)$/)), ...decks.map(libraryOf).filter((text) => text !== '')];
  return { decks, libraries };
}

/** What a deck declares, as a library. */
function libraryOf(deck: string): string {
  const models = deck.match(/^\.model .*\n(?:\+.*\n)*/gim) ?? [];
  const subcircuits = deck.match(/^\.subckt [\s\S]*?^\.ends.*\n/gim) ?? [];
  return [...models, ...subcircuits].join('');
}
