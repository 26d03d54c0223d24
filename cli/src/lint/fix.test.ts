import { afterEach, describe, expect, it } from 'vitest';
import { edited, withoutOverlap } from './fix.js';
import { LintFolder } from './lint.fixture.js';

let folder: LintFolder;

describe('nodal lint --fix', () => {
  afterEach(() => folder.remove());

  const DECK = 'deck\r\n.include part.lib\r\nv1 a 0 1\r\nc1 a 0 1µ\r\nx1 a 0 part\r\n.op\r\n.end\r\n';

  it('writes what is fixed, and nothing else', async () => {
    folder = new LintFolder('--- part.lib\n.subckt part a b\nc1 a b 1µ\n.ends\n');
    folder.write('deck.cir', DECK);
    folder.write('clean.cir', 'clean\nv1 a 0 1\nr1 a 0 1k\n.op\n.end\n');
    expect(await folder.fix('deck.cir', 'clean.cir')).toMatchInlineSnapshot(`
      "nodal: deck.cir: 1 finding fixed
      1 note in 1 file, 2 files checked"
    `);
    expect(folder.read('deck.cir')).toBe(DECK.replace('1µ', '1u'));
    // No argument names it.
    expect(folder.read('part.lib')).toContain('1\u00c2\u00b5');
    expect(await folder.fix()).toMatchInlineSnapshot(`
      "nodal: part.lib: 1 finding fixed
      no findings, 3 files checked"
    `);
    expect(folder.read('part.lib')).toBe('.subckt part a b\nc1 a b 1u\n.ends\n');
    expect(await folder.fix()).toMatchInlineSnapshot(`
      "nodal: nothing to fix
      no findings, 3 files checked"
    `);
  });

  it('keeps the encoding of the file', async () => {
    folder = new LintFolder('');
    const wide = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    folder.write('wide.cir', wide(DECK.replace('.include', '* .include').replace('x1', '* x1')));
    folder.write('latin.cir', Buffer.from(DECK.replace('.include', '* größe').replace('x1', '* x1'), 'latin1'));
    expect(await folder.fix()).toMatchInlineSnapshot(`
      "nodal: latin.cir: 1 finding fixed
      nodal: wide.cir: 1 finding fixed
      no findings, 2 files checked"
    `);
    expect(folder.read('wide.cir')).toBe(wide(DECK.replace('.include', '* .include').replace('x1', '* x1').replace('µ', 'u')).toString('latin1'));
    expect(folder.read('latin.cir')).toBe(DECK.replace('.include', '* größe').replace('x1', '* x1').replace('µ', 'u'));
  });

  it('leaves a file whose bytes would be lost', async () => {
    folder = new LintFolder('');
    const bytes = Buffer.concat([Buffer.from('d\n* Größe äöü \n* '), Buffer.from([0xff]), Buffer.from('\nv1 a 0 1\nc1 a 0 1µ\n.op\n.end\n')]);
    folder.write('mixed.cir', bytes);
    expect(await folder.fix()).toMatchInlineSnapshot(`
      "nodal: mixed.cir: not fixed, because it holds bytes that are no text in its encoding (utf-8), which would be lost
      2 notes in 1 file, 1 file checked"
    `);
    expect(folder.read('mixed.cir')).toBe(bytes.toString('latin1'));
  });
});

describe('fixes of one file', () => {
  const fix = (...edits: [number, number, string][]) => ({ title: '', guess: false, edits: edits.map(([start, end, newText]) => ({ start, end, newText, file: '', line: 1, column: 1, endLine: 1, endColumn: 1 })) });
  const applied = (text: string, ...fixes: ReturnType<typeof fix>[]) => edited(text, withoutOverlap(fixes).flatMap(({ edits }) => edits));

  it.each([
    ['stand beside each other', 'abcdef', [fix([0, 2, 'X']), fix([2, 4, 'Y'])], 'XYef'],
    ['the first of two that overlap', 'abcdef', [fix([1, 4, 'X']), fix([3, 5, 'Y'])], 'aXef'],
    ['one edit within another', 'abcdef', [fix([0, 6, 'X']), fix([2, 3, 'Y'])], 'X'],
    ['two insertions at one place', 'abcdef', [fix([2, 2, 'X']), fix([2, 2, 'Y'])], 'abXcdef'],
    ['an insertion at the end of another edit', 'abcdef', [fix([0, 2, 'X']), fix([2, 2, 'Y'])], 'Xcdef'],
    ['one of several edits is taken, so none is made', 'abcdef', [fix([4, 5, 'X']), fix([0, 1, 'Y'], [4, 6, 'Z'])], 'abcdXf'],
    ['edits out of order', 'abcdef', [fix([4, 5, 'X'], [0, 1, 'Y'])], 'YbcdXf'],
    ['line ends are those of the file', 'a\r\nb', [fix([0, 0, 'x\ny\r\n'])], 'x\r\ny\r\na\r\nb'],
  ])('%s', (_name, text, fixes, expected) => {
    expect(applied(text, ...fixes)).toBe(expected);
  });
});
