import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDesign, type Design, dumpCircuit, elaborateSync, extractParameter, extractSubcircuit, inlineSubcircuit, type Refactoring } from '@nodal/language';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const decks = ['test/reference', 'test/closed-form', 'examples', 'language/src/export/fixtures'].flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.cir')).map((name) => `${folder}/${name}`));
const URI = 'file:///folder/deck.cir';

function designOf(text: string, folder: string): Design {
  return buildDesign(URI, (uri) => {
    if (uri === URI) return { uri, version: 1, text };
    try {
      return { uri, version: 1, text: readFileSync(join(root, folder, decodeURIComponent(uri.slice('file:///folder/'.length))), 'utf8') };
    } catch {
      return { uri, error: 'there is no such file' };
    }
  });
}

/**
 * A circuit without its names: the devices with their values, and how they hang
 * together. Nodes are told apart by what is connected to them, in rounds.
 */
function shapeOf(design: Design): string[] | undefined {
  const { circuit } = elaborateSync(design);
  if (circuit === undefined) return undefined;
  const lines = dumpCircuit(circuit).split('\n');
  const models = new Map(lines.filter((line) => line.startsWith('model ')).map((line) => {
    const [, name, ...rest] = valuesOnly(line).split(' ');
    return [name!.split('.').pop()!.toLowerCase(), rest.join(' ')] as const;
  }));
  const nodes = new Set(lines.find((line) => line.startsWith('nodes '))!.split(' ').slice(1));
  const devices = lines.filter((line) => line.startsWith('device ')).map((line) => {
    const [, , kind, ...words] = valuesOnly(line).split(' ');
    let at = 0;
    while (at < words.length && nodes.has(words[at]!)) at++;
    const what = words.slice(at).map((word) => (word.startsWith('model:') ? models.get(word.slice(6).split('.').pop()!.toLowerCase()) ?? '?' : word.startsWith('&') ? '&' : word));
    return { what: `${kind!} ${what.join(' ')}`, nodes: words.slice(0, at) };
  });
  let colours = new Map([...nodes].map((node) => [node, node === '0' ? '0' : '.']));
  for (let round = 0; round < 6; round++) {
    const next = new Map([...nodes].map((node) => [node, [] as string[]]));
    for (const { what, nodes: terminals } of devices) terminals.forEach((node, pin) => next.get(node)!.push(`${what} ${pin}: ${terminals.map((other) => colours.get(other)).join(' ')}`));
    const numbers = new Map([...new Set([...next.values()].map((list) => list.sort().join('|')))].sort().map((text, i) => [text, i]));
    colours = new Map([...next].map(([node, list]) => [node, node === '0' ? '0' : `n${numbers.get(list.join('|'))!}`]));
  }
  return devices.map(({ what, nodes: terminals }) => `${what} ${terminals.map((node) => colours.get(node)).join(' ')}`).sort();
}

/** Programs name slots of instances; their values are what counts. */
function valuesOnly(line: string): string {
  return line.replace(/\s*\[[^\]]*\]/g, '').replace(/<[^>]*>/g, '');
}

function applied(text: string, refactoring: Extract<Refactoring, { edits: unknown }>): string {
  let out = text;
  for (const { start, end, newText } of [...refactoring.edits].sort((a, b) => b.start - a.start)) out = out.slice(0, start) + newText + out.slice(end);
  return out;
}

/** Tries refactorings of a deck; how many were done. */
function check(path: string, find: (design: Design, index: number) => Refactoring | undefined): number {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const text = readFileSync(join(root, path), 'utf8');
  const design = designOf(text, folder);
  const before = shapeOf(design);
  let done = 0;
  const { table } = design.files[0]!.parsed;
  for (let index = 0; index < table.count && done < 6; index++) {
    const refactoring = find(design, index);
    if (refactoring === undefined || 'refused' in refactoring) continue;
    done++;
    const after = applied(text, refactoring);
    const message = `${path}: ${refactoring.title}\n${after}`;
    expect(shapeOf(designOf(after, folder)), message).toEqual(before);
  }
  return done;
}

test('circuits of other values or other connections have other shapes', () => {
  const shape = (text: string) => JSON.stringify(shapeOf(designOf(text, 'examples')));
  const deck = 't\nv1 a 0 1\nr1 a b 1k\nr2 b 0 2k\nc1 b 0 1n\n.op\n.end\n';
  expect(shape(deck.replaceAll(' b', ' other').replace('r1', 'r9'))).toBe(shape(deck));
  expect(shape(deck.replace('2k', '3k'))).not.toBe(shape(deck));
  expect(shape(deck.replace('c1 b', 'c1 a'))).not.toBe(shape(deck));
});

describe('a refactored deck is the same circuit', () => {
  test('elements made a subcircuit', () => {
    let done = 0;
    for (const path of decks) {
      done += check(path, (design, index) => {
        const { start, end } = design.files[0]!.parsed.table;
        return extractSubcircuit(design, URI, start[index]!, end[Math.min(index + 1 + (index % 3), start.length - 1)]!);
      });
    }
    expect(done).toBeGreaterThan(50);
  });

  test('instances made cards', () => {
    let done = 0;
    for (const path of decks) done += check(path, (design, index) => inlineSubcircuit(design, URI, design.files[0]!.cardStart[index]!));
    expect(done).toBeGreaterThan(10);
  });

  test('values made parameters', () => {
    let done = 0;
    for (const path of decks) {
      done += check(path, (design, index) => {
        const { table, text } = design.files[0]!.parsed;
        const card = text.slice(table.start[index], table.end[index]);
        return extractParameter(design, URI, table.start[index]! + card.trimEnd().length);
      });
    }
    expect(done).toBeGreaterThan(50);
  });
});
