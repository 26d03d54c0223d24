import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allSymbols, buildDesign, symbolIndexOf } from '../src/index.js';

describe('symbols of the decks of all dialects, broken ones too', () => {
  const root = join(import.meta.dirname, 'fixtures');
  const decks = ['broken', 'dialects'].flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.cir')).map((name) => join(root, folder, name)));

  it('each place holds its name and leads to its symbol, and a search finds what a walk over all cards finds', () => {
    let places = 0;
    for (const path of decks) {
      const text = readFileSync(path, 'utf8');
      if (text.length > 20_000) continue;
      const build = () => buildDesign('file:///w/deck.cir', (uri) => (uri.endsWith('deck.cir') ? { uri, version: 1, text } : { uri, error: 'no such file' }));
      const searched = symbolIndexOf(build());
      for (const [symbol, occurrences] of allSymbols(build())) {
        const name = symbol.name.toLowerCase();
        const ground = symbol.kind === 'node' && name === '0';
        for (const { file, start, end } of occurrences) {
          const here = searched.symbolsAt(searched.design.files[file.index]!, start).find((found) => found.symbol.kind === symbol.kind && found.symbol.name.toLowerCase() === name);
          if (!ground) expect(text.slice(start, end).toLowerCase(), path).toBe(name);
          expect(here, `${path}: ${symbol.kind} ${name} at ${start}`).toBeDefined();
          places++;
        }
        const first = searched.symbolsAt(searched.design.files[0]!, occurrences[0]!.start).find((found) => found.symbol.kind === symbol.kind && found.symbol.name.toLowerCase() === name)!;
        expect(searched.occurrences(first.symbol).map(({ start }) => start), `${path}: ${symbol.kind} ${name}`).toEqual(occurrences.map(({ start }) => start));
      }
    }
    expect(places).toBeGreaterThan(1500);
  });
});
