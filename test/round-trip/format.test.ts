import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyFormat, type FormatOptions, formatText, languageCheck } from '@nodal/language';
import { DEFAULT_SETTINGS } from '@nodal/protocol';
import { describe, expect, test } from 'vitest';
import { bytesWithoutOrigins, circuitOf, parsed, plainText } from './compare.js';
import { randomDeck } from './random-deck.js';

const root = join(import.meta.dirname, '../..');
const FOLDERS = [
  'test/reference', 'test/closed-form', 'test/leniency', 'examples', 'language/test/fixtures/lines', 'language/test/fixtures/dialects', 'language/test/fixtures/broken', 'language/src/export/fixtures',
  ...readdirSync(join(root, 'language/fuzz/seeds')).map((name) => `language/fuzz/seeds/${name}`),
];
const NETLIST = /\.(?:cir|sp|lib|net|sub|inc|ckt|mod|spi)$/;
const decks = FOLDERS.flatMap((folder) => readdirSync(join(root, folder)).filter((name) => NETLIST.test(name)).map((name) => `${folder}/${name}`));

const OPTIONS: readonly Partial<FormatOptions>[] = [{}, { width: 24, indent: 4 }, { alignColumns: false, width: 60 }];

function formatted(text: string, options: Partial<FormatOptions>): string {
  const { edits, refused } = formatText(parsed(text), { ...DEFAULT_SETTINGS.format, ...options });
  expect(refused).toBeUndefined();
  return applyFormat(text, edits);
}

/** All characters of a text that are no blanks and no plus signs of new lines, in order. */
function ink(text: string): string {
  return text.replace(/[ \t\r\n]+/g, '').replace(/\+/g, '');
}

/** The trees and commands; how many blanks a line end within an expression counts for does not matter. */
function meaningOf(text: string): string {
  return JSON.stringify(plainText(parsed(text)), (_key, value: unknown) => (typeof value === 'string' ? value.replace(/\s+/g, ' ') : value));
}

/** What is said of blanks and the lengths of lines, which formatting changes. */
const ABOUT_LAYOUT: ReadonlySet<string> = new Set(['trailing-blanks', 'mixed-indentation', 'long-line']);

/** What is found in a text, without places. */
function findingsOf(text: string): string[] {
  const uri = 'file:///folder/deck.cir';
  const { findings } = languageCheck(uri, (asked) => (asked === uri ? { uri, version: 1, text } : { uri: asked, error: 'there is no such file' }));
  return findings.filter(({ code }) => !ABOUT_LAYOUT.has(code)).map(({ code, severity, message }) => `${severity} ${code}: ${message.replace(/\bline \d+/g, 'line').replace(/\s+/g, ' ')}`).sort();
}

function checkSame(text: string, options: Partial<FormatOptions>, message: string): void {
  const out = formatted(text, options);
  const told = `${message}\n${text}\n--- formatted\n${out}`;
  expect(formatted(out, options) === out, `${told}\n--- again\n${formatted(out, options)}`).toBe(true);
  expect(ink(out), told).toBe(ink(text));
  const before = meaningOf(text);
  const after = meaningOf(out);
  if (after !== before) expect(JSON.parse(after), told).toEqual(JSON.parse(before));
  expect(findingsOf(out), told).toEqual(findingsOf(text));
  const circuit = circuitOf(text);
  const formattedCircuit = circuitOf(out);
  expect(formattedCircuit === undefined, told).toBe(circuit === undefined);
  if (circuit !== undefined) expect(bytesWithoutOrigins(formattedCircuit!).equals(bytesWithoutOrigins(circuit)), told).toBe(true);
}

describe('a formatted text is the same text', () => {
  test.each(decks)('%s', (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    for (const options of OPTIONS) checkSame(text, options, path);
  });
});

test('1,000 random decks are the same when formatted', () => {
  for (let seed = 1; seed <= 1000; seed++) checkSame(randomDeck(seed), OPTIONS[seed % OPTIONS.length]!, `seed ${seed}`);
});
