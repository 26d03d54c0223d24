import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allFindings } from '@nodal/language';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDesign } from './load-design.js';
import { NodeFileSource } from './node-file-source.js';
import { SearchingSource } from './searching-source.js';

const TITLE = 'title\nv1 in 0 1\nr1 in 0 1k\nx1 in 0 part\n.op\n';
const PART = '.subckt part a b\nr1 a b 1k\n.ends part\n';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/**
 * What the findings of a deck say that is one card below `TITLE`, on a disk with
 * the given files; the folder of the disk is written `@`.
 */
async function findings(card: string, files: Record<string, string>, options: { libraries?: string[]; roots?: string[]; variables?: Record<string, string>; deck?: string } = {}): Promise<string[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nodal é files-')));
  folders.push(folder);
  const at = (name: string) => pathToFileURL(join(folder, name)).href;
  const deck = options.deck ?? 'project/deck.cir';
  for (const [name, text] of Object.entries({ ...files, [deck]: `${TITLE}${card.replaceAll('@', folder)}\n` })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const source = new SearchingSource(new NodeFileSource({ roots: options.roots?.map(at) }), {
    libraries: (options.libraries ?? []).map(at), home: at('home'), variable: (name) => options.variables?.[name]?.replace('@', folder),
  });
  const design = await loadDesign(at(deck), source);
  return allFindings(design).map(({ severity, code, message, fix }) => `${severity} ${code}: ${message.replaceAll(folder, '@')}${fix === undefined ? '' : ` [${fix.title}]`}`);
}

describe('a file that an include names', () => {
  it.each([
    ['beside the deck', '.include part.lib', 'project/part.lib'],
    ['in quotes, with blanks', '.include "my part é.lib"', 'project/my part é.lib'],
    ['in single quotes', ".lib 'sub folder/part.lib'", 'project/sub folder/part.lib'],
    ['by backslashes', '.include ..\\libs\\part.lib', 'libs/part.lib'],
    ['by an absolute path', '.include "@/libs/part.lib"', 'libs/part.lib'],
    ['below the user\'s folder', '.include ~/part.lib', 'home/part.lib'],
    ['below the value of a variable', '.include "$PDK/part.lib"', 'pdk/part.lib'],
    ['below the value of a variable without quotes', '.include $PDK/part.lib', 'pdk/part.lib'],
    ['below the value of a variable in braces', '.include ${PDK}/part.lib', 'pdk/part.lib'],
    ['below the value of a variable as in Windows', '.include %PDK%\\part.lib', 'pdk/part.lib'],
  ])('stands %s', async (_, card, place) => {
    expect(await findings(card, { [place]: PART }, { variables: { PDK: '@/pdk' } })).toEqual([]);
  });

  it('is relative to the file with the card, then to the deck', async () => {
    expect(await findings('.include libs/all.lib', { 'project/libs/all.lib': '.include part.lib\n', 'project/libs/part.lib': PART, 'project/part.lib': '* not this' })).toEqual([]);
    expect(await findings('.include libs/all.lib', { 'project/libs/all.lib': '.include part.lib\n', 'project/part.lib': PART })).toEqual([
      'information include-found-elsewhere: part.lib does not stand where this says; @/project/part.lib is read.',
    ]);
  });

  it('may have other letters on the disk, in its folder too', async () => {
    expect(await findings('.include PART.LIB', { 'project/part.lib': PART })).toEqual([
      'hint include-letter-case: The file is @/project/part.lib: other letters are capital there, which matters on Linux. [Write part.lib]',
    ]);
    expect(await findings('.include "models\\sub\\PART.lib"', { 'project/Models/SUB/Part.LIB': PART })).toEqual([
      'hint include-letter-case: The file is @/project/Models/SUB/Part.LIB: other letters are capital there, which matters on Linux. [Write Part.LIB]',
    ]);
  });

  it('is looked for in the folders that the deck names', async () => {
    expect(await findings(".include part.lib\n.option search='../pdk'", { 'pdk/part.lib': PART })).toEqual([
      'information include-found-elsewhere: part.lib does not stand where this says; @/pdk/part.lib is read.',
    ]);
  });

  it('is looked for in the folders of libraries, a path of another machine by its base name', async () => {
    const elsewhere = { libraries: ['my libs'] };
    const said = (name: string, place: string) => [`information include-found-elsewhere: ${name} does not stand where this says; @/${place} is read.`];
    expect(await findings('.include part.lib', { 'my libs/part.lib': PART }, elsewhere)).toEqual(said('part.lib', 'my libs/part.lib'));
    expect(await findings('.include vendor/part.lib', { 'my libs/vendor/part.lib': PART }, elsewhere)).toEqual(said('vendor/part.lib', 'my libs/vendor/part.lib'));
    expect(await findings('.lib C:\\LTC\\lib\\cmp\\Part.lib', { 'my libs/cmp/part.lib': PART }, elsewhere)).toEqual(said('C:\\LTC\\lib\\cmp\\Part.lib', 'my libs/cmp/part.lib'));
    expect(await findings('.lib \\\\server\\share\\part.lib', { 'my libs/part.lib': PART }, elsewhere)).toEqual(said('\\\\server\\share\\part.lib', 'my libs/part.lib'));
  });

  it('is one file however it is named', async () => {
    expect(await findings('.include part.lib\n.include ./part.lib\n.include "@/project/part.lib"', { 'project/part.lib': '.param k=1\n' })).not.toContainEqual(expect.stringContaining('cannot be read'));
  });

  it('is missing', async () => {
    expect(await findings('.include part.lib', {})).toEqual([
      'error include-not-found: part.lib cannot be read: the file does not exist. Correct its name, or add the folder where it is to nodal.library.paths',
    ]);
    expect(await findings('.include part.lib', {}, { libraries: ['libs'] })).toEqual([
      'error include-not-found: part.lib cannot be read: the file does not exist. It was looked for in 6 more places, such as @/libs/part.lib',
    ]);
  });

  it('comes with another simulator', async () => {
    expect(await findings('.lib "C:\\LTC\\lib\\cmp\\standard.bjt"', {})).toEqual([
      'warning unsupported-library: standard.bjt comes with LTspice, and Nodal has no copy of it. Where LTspice is installed, add the folder of its libraries to nodal.library.paths.',
    ]);
    expect(await findings('* nodal: dialect=pspice\n.lib', {})).toEqual([expect.stringContaining('warning unsupported-library: nom.lib comes with PSpice')]);
    expect(await findings('.lib standard.bjt', { 'libs/cmp/Standard.bjt': PART }, { libraries: ['libs'] })).toEqual([
      'information include-found-elsewhere: standard.bjt does not stand where this says; @/libs/cmp/Standard.bjt is read.',
    ]);
  });

  it('is refused outside of the trusted folders, and found in the user\'s own', async () => {
    const roots = ['project', 'libs'];
    expect(await findings('.include ../secret/part.lib', { 'secret/part.lib': PART }, { roots })).toEqual([
      expect.stringContaining('error include-not-found: ../secret/part.lib cannot be read: it lies outside the folders that may be read'),
    ]);
    expect(await findings('.include ../SECRET/part.lib', { 'secret/part.lib': PART, 'libs/x': '' }, { roots, libraries: ['libs'] })).toEqual([
      expect.stringContaining('error include-not-found: ../SECRET/part.lib cannot be read'),
    ]);
    expect(await findings('.include ../secret/part.lib', { 'secret/part.lib': PART, 'libs/part.lib': PART }, { roots, libraries: ['libs'] })).toEqual([
      'information include-found-elsewhere: ../secret/part.lib does not stand where this says; @/libs/part.lib is read.',
    ]);
  });

  it('is no netlist', async () => {
    expect(await findings('.include part.lib', { 'project/part.lib': '<!DOCTYPE html>\n<html></html>' })).toEqual([
      'warning include-not-netlist: Nothing of part.lib is read: it is a page of the web that was saved under this name: download the file itself.',
      'information foreign-file: This is a page of the web that was saved under this name: download the file itself. It is no SPICE netlist, and Nodal leaves it alone.',
    ]);
    expect(await findings('.include part.lib', { 'project/part.lib': '* LTspice Encrypted File\n* Begin:\n 47 2F' })).toEqual([
      'information encrypted-file: part.lib is encrypted for LTspice: what it declares is not known to others.',
      expect.stringContaining('information encrypted-file'),
    ]);
  });
});

describe('a name with blanks and without quotes', () => {
  it('is all of the line in LTspice', async () => {
    expect(await findings('.lib my parts\\a part.lib\n.backanno', { 'project/my parts/a part.lib': PART })).not.toContainEqual(expect.stringContaining('include'));
  });
  it('is taken with a warning elsewhere', async () => {
    expect(await findings('.lib my part.lib', { 'project/my part.lib': PART })).toEqual([
      'warning include-name-with-blanks: Other simulators read the first word only: put a name with blanks into quotes. [Put the name into quotes]',
    ]);
  });
  it('does not go on to the next line, where a card that the file begins may end', async () => {
    expect(await findings('.model dx d (\n.include part.txt\n+ )\nd1 a 0 dx', { 'project/part.txt': '+ is=1f n=1\n' })).not.toContainEqual(expect.stringContaining('blanks'));
  });
});
