import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildDesign, type Design, elaborateSync, dumpCircuit, joinFindings, ParseCache } from '../src/index.js';
import { benchmarkDeck } from '../../bench/support/netlist.js';

/**
 * Incremental equals fresh: what is kept from build to build (trees, facts of
 * cards, stamps of scopes) never shows in what is found. And what an edit costs
 * is counted: cards parsed, cards that rules looked at, documents.
 */
const HERE = import.meta.dirname;
const decks = [join(HERE, 'fixtures', 'broken'), join(HERE, '..', '..', 'test', 'reference')]
  .flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.cir')).map((name) => readFileSync(join(folder, name), 'utf8')))
  .filter((text) => text.length < 4000);
const lines = [...new Set(decks.flatMap((text) => text.split(/\r?\n/)))].filter((line) => line.length < 200);

const DECK = 'file:///w/deck.cir';

function build(text: string, include: string, version: number, cache: ParseCache): Design {
  return buildDesign(DECK, (uri) => {
    if (uri === DECK) return { uri, version, text };
    return uri.endsWith('.inc') || uri.endsWith('.lib') ? { uri, version, text: include } : { uri, error: 'no such file' };
  }, cache);
}

function seen(design: Design): unknown {
  const { circuit, findings } = elaborateSync(design);
  return { findings: joinFindings(design, []), elaboration: findings, circuit: circuit && dumpCircuit(circuit), incomplete: design.incomplete };
}

const line = fc.oneof(fc.constantFrom(...lines), fc.constantFrom(
  '.subckt s a b', '.ends', '.ends s', '.model m d', '.model m npn', '.param a=1', '.param a=2 b={a}', '.func f(x) {x}', 'x1 1 2 s', 'd1 1 2 m', 'r1 1 2 {a}', 'r2 2 0 m', '.include part.inc',
  '.lib part.lib s', '.if (a)', '.else', '.endif', '.control', '.endc', '.end', '.global 2', 'q1 1 2 3 4 m', 'm1 1 2 0 m', '.lib s', '.endl', '+ b=1', '* note', '',
));
const edit = fc.record({ at: fc.nat(), removed: fc.nat(2), inserted: fc.array(line, { maxLength: 2 }), include: fc.boolean() });

describe('incremental equals fresh', () => {
  test('findings and circuit after edits of lines, in the deck and in its include', () => {
    fc.assert(fc.property(fc.constantFrom(...decks), fc.array(line, { maxLength: 12 }), fc.array(edit, { minLength: 1, maxLength: 6 }), (start, part, edits) => {
      const cache = new ParseCache();
      const texts = { deck: start.split('\n'), include: part };
      texts.deck.splice(2, 0, '.include part.inc');
      build(texts.deck.join('\n'), texts.include.join('\n'), 0, cache);
      edits.forEach(({ at, removed, inserted, include }, i) => {
        const target = include ? texts.include : texts.deck;
        target.splice(at % (target.length + 1), removed, ...inserted);
        const args = [texts.deck.join('\n'), texts.include.join('\n'), i + 1] as const;
        expect(seen(build(...args, cache))).toEqual(seen(build(...args, new ParseCache())));
      });
    }), { numRuns: 60, seed: 5, endOnFailure: true });
  });
});

describe('what an edit costs', () => {
  const text = benchmarkDeck(2000);
  const cost = (change: (text: string) => string, include = ''): string => {
    const cache = new ParseCache();
    build(text, include, 1, cache);
    const { documents, parsed, checked } = build(change(text), include, 2, cache).work;
    return `${parsed} parsed, ${checked} looked at, ${documents} documents`;
  };
  const middle = text.indexOf('\nr', text.length / 2) + 1;

  test.each([
    ['nothing', (t: string) => t, '0 parsed, 0 looked at, 1 documents'],
    ['a value', (t: string) => t.slice(0, middle) + t.slice(middle).replace('4.7uH', '4.8uH'), '1 parsed, 1 looked at, 1 documents'],
    ['a node name', (t: string) => t.slice(0, middle) + t.slice(middle).replace(' 0 dd', 'z 0 dd'), '1 parsed, 1 looked at, 1 documents'],
    ['a comment', (t: string) => t.slice(0, middle) + t.slice(middle).replace('* section', '* part'), '0 parsed, 0 looked at, 1 documents'],
    ['a thousand lines', (t: string) => t.slice(0, middle) + Array.from({ length: 1000 }, (_, i) => `rp${i} n1 n2 1k\n`).join('') + t.slice(middle), '1001 parsed, 1001 looked at, 1 documents'],
    ['a value of a model', (t: string) => t.replace('n=1.05', 'n=1.06'), '1 parsed, 0 looked at, 1 documents'],
  ])('%s', (_, change, expected) => expect(cost(change)).toBe(expected));

  test('a second deck that is small does not make the first one forget', () => {
    const cache = new ParseCache();
    const large = benchmarkDeck(40_000);
    build(large, '', 1, cache);
    buildDesign('file:///w/small.cir', (uri) => ({ uri, version: 1, text: 't\nr1 1 0 1k\n.op\n' }), cache);
    expect(build(large, '', 2, cache).work).toEqual({ documents: 1, parsed: 0, checked: 0 });
  });

  test('the type of a model: the elements that name it', () => {
    const users = text.split('\n').filter((row) => /^d\d/.test(row)).length;
    expect(cost((t) => t.replace('.model dd d(', '.model dd npn('))).toBe(`1 parsed, ${users} looked at, 1 documents`);
  });

  test('a library: the cards that the deck uses', () => {
    const library = Array.from({ length: 1000 }, (_, i) => `.model d${i} d(is=1e-14)\n.subckt s${i} a b\nr1 a b 1k\nd1 a b d${i}\n.ends\n`).join('');
    const { work, top } = build('t\n.lib part.lib\nv1 1 0 1\nx1 1 0 s7\nd1 1 0 d9\n.op\n', library, 1, new ParseCache());
    expect([work, top.models.size, top.subcircuits.size]).toEqual([{ documents: 2, parsed: 11, checked: 5 }, 1000, 1000]);
  });
});
