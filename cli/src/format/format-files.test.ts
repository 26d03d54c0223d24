import { afterEach, expect, it } from 'vitest';
import { Configurations } from '../lint/configuration.js';
import { LintFolder } from '../lint/lint.fixture.js';
import { formatSummary } from '../commands/format.js';
import { formatFiles } from './format-files.js';

let place: LintFolder | undefined;
afterEach(() => place?.remove());

/** Formats all files of a folder, and says so as the command does. */
async function format(files: string, check = false): Promise<string> {
  place ??= new LintFolder(files);
  const report = await formatFiles((await place.find()).files, Configurations.of({}), { check });
  return [...report.changed, ...report.problems, formatSummary(report, check)].join('\n').replaceAll(`${place.folder}/`, '');
}

afterEach(() => { place = undefined; });

const DECK = 'deck\nv1  a 0 1\nr1 a   0 1k\n.op\n.end\n';

it('writes what it changes, and says which', async () => {
  expect(await format(`--- a.cir\n${DECK}--- b.cir\nb\nr1 a 0 1k\n.end\n--- notes.lib\nThese are only notes, and no netlist at all.\n`)).toBe('a.cir\n1 file formatted, 1 file unchanged, 1 file left out (no netlist, or ignored)');
  expect(place!.read('a.cir')).toBe('deck\nv1 a 0 1\nr1 a 0 1k\n.op\n.end\n');
  expect(await format('')).toBe('0 files formatted, 2 files unchanged, 1 file left out (no netlist, or ignored)');
});

it('writes nothing when it only checks', async () => {
  expect(await format(`--- a.cir\n${DECK}`, true)).toBe('a.cir\n1 file would be formatted, 0 files unchanged');
  expect(place!.read('a.cir')).toBe(DECK);
});

it('keeps encoding, mark and line ends', async () => {
  place = new LintFolder('');
  const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  place.write('latin.cir', bytes('Tiefpa\xdf\r\nc1  a 0 5\xb5\r\n.end\r\n'));
  place.write('mark.cir', bytes('\xef\xbb\xbft\nr1  a 0 1k\n.end\n'));
  place.write('wide.cir', Uint8Array.from([0xff, 0xfe, ...[...'t\nr1  a 0 1k\n.end\n'].flatMap((character) => [character.charCodeAt(0), 0])]));
  expect(await format('')).toBe('latin.cir\nmark.cir\nwide.cir\n3 files formatted, 0 files unchanged');
  expect(place.read('latin.cir')).toBe('Tiefpa\xdf\r\nc1 a 0 5\xb5\r\n.end\r\n');
  expect(place.read('mark.cir')).toBe('\xef\xbb\xbft\nr1 a 0 1k\n.end\n');
  expect(place.read('wide.cir')).toBe(`\xff\xfe${[...'t\nr1 a 0 1k\n.end\n'].map((character) => `${character}\0`).join('')}`);
});

it('follows nodal.json', async () => {
  await format('--- nodal.json\n{ "format": { "indent": 4, "letterCase": "upper" }, "ignore": ["old/**"] }\n--- a.lib\n.subckt s a b\nr1 a b 1k\n.ends\n--- old/b.cir\nb\nr1  a 0 1k\n.end\n');
  expect(place!.read('a.lib')).toBe('.SUBCKT s a b\n    r1 a b 1k\n.ENDS\n');
  expect(place!.read('old/b.cir')).toBe('b\nr1  a 0 1k\n.end\n');
});

it('leaves a library alone that is encrypted', async () => {
  expect(await format('--- a.lib\n* LTspice Encrypted File\n* 00  11\n')).toContain('0 files formatted');
});
