import { describe, expect, it } from 'vitest';
import { parseText } from '../syntax/parse-document.js';
import { candidatesOf, type FileReference, searchFoldersOf, shownPlace } from './file-search.js';

const PLACES = {
  libraries: ['file:///libs', 'file:///more%20libs/'],
  home: 'file:///home/u',
  variable: (name: string) => ({ PDK: '/opt/pdk', WIN: 'D:\\pdk' })[name],
};

/** The places of a name, in short: `*` is what the name says, `libs…` stands for all places below a folder of libraries. */
function places(name: string, changes: Partial<FileReference> = {}, where: Partial<typeof PLACES> = {}): string[] {
  const reference = { name, from: 'file:///w/models/part.lib', deck: 'file:///w/deck.cir', folders: [], dialect: 'ngspice' as const, ...changes };
  return candidatesOf(reference, { ...PLACES, libraries: [], ...where }).map(({ uri, written }) => `${written ? '*' : ''}${uri.replace('file://', '')}`);
}

describe('candidatesOf', () => {
  it.each([
    ['a.lib', ['*/w/models/a.lib', '/w/a.lib']],
    ['..\\x\\a.lib', ['*/w/x/a.lib', '/x/a.lib']],
    ['/abs/a.lib', ['*/abs/a.lib']],
    ['~/a.lib', ['*/home/u/a.lib']],
    ['~\\my libs\\a.lib', ['*/home/u/my%20libs/a.lib']],
    ['$PDK/a.lib', ['*/opt/pdk/a.lib']],
    ['${PDK}/a.lib', ['*/opt/pdk/a.lib']],
    ['$(PDK)/a.lib', ['*/opt/pdk/a.lib']],
    ['%WIN%\\a.lib', ['*/d%3A/pdk/a.lib']],
    ['$UNSET/a.lib', ['*/w/models/%24UNSET/a.lib', '/w/%24UNSET/a.lib']],
    ['100%.lib', ['*/w/models/100%25.lib', '/w/100%25.lib']],
    ['\\\\server\\share\\a.lib', ['*server/share/a.lib']],
  ])('%s', (name, expected) => expect(places(name)).toEqual(expected));

  it('looks in the folders of libraries that the file lies in', () => {
    const from = 'file:///u/lib/sub/own/a.lib';
    expect(places('own/b.sub', { from, deck: from })).toEqual(['*/u/lib/sub/own/own/b.sub', '/u/lib/sub/own/b.sub', '/u/lib/own/b.sub', '/u/lib/cmp/own/b.sub']);
  });

  it('looks in the folders that the deck names, then in those of libraries', () => {
    expect(places('a.lib', { folders: ['corners', '$PDK/models'] })).toEqual(['*/w/models/a.lib', '/w/a.lib', '/w/corners/a.lib', '/opt/pdk/models/a.lib']);
    expect(places('cmp/a.lib', {}, { libraries: ['file:///libs'] })).toEqual([
      '*/w/models/cmp/a.lib', '/w/cmp/a.lib', '/libs/cmp/a.lib', '/libs/a.lib', '/libs/sub/a.lib', '/libs/lib/a.lib', '/libs/lib/sub/a.lib', '/libs/lib/cmp/a.lib',
    ]);
  });

  it('looks for a path of another machine by its base name', () => {
    const found = places('C:\\Program Files\\LTC\\lib\\cmp\\standard.bjt', {}, { libraries: PLACES.libraries });
    expect(found[0]).toBe('*/c%3A/Program%20Files/LTC/lib/cmp/standard.bjt');
    expect(found).toContain('/more%20libs/cmp/standard.bjt');
    expect(found.slice(1).every((place) => place.startsWith('/libs/') || place.startsWith('/more%20libs/'))).toBe(true);
  });

  it('looks in the own folders of LTspice for a deck of LTspice', () => {
    expect(places('LTC.lib', { dialect: 'ltspice' })).toContain('/home/u/Documents/LTspice/lib/sub/LTC.lib');
    expect(places('LTC.lib', { dialect: 'ltspice' }, { home: undefined })).toEqual(['*/w/models/LTC.lib', '/w/LTC.lib']);
  });

  it('does not leave a folder of libraries', () => {
    expect(places('../../secret.lib', {}, { libraries: ['file:///libs'] }).slice(2)).toEqual(expect.not.arrayContaining(['/secret.lib']));
  });

  it('finds none beside a document without a folder, but in the libraries', () => {
    expect(places('a.lib', { from: 'untitled:Untitled-1', deck: 'untitled:Untitled-1' }, { libraries: ['file:///libs'] })[0]).toBe('/libs/a.lib');
  });
});

it.each([
  ['.option search=\'/pdk/models\'', ['/pdk/models']],
  ['.options reltol=1e-3 SEARCH = "my models"\n+ search=other', ['my models', 'other']],
  ['.option research=1\n.op\n.param search=2', []],
])('searchFoldersOf %j', (text, folders) => expect(searchFoldersOf(parseText(text, false))).toEqual(folders));

it.each([
  ['file:///home/u/a%20b.lib', '/home/u/a b.lib'],
  ['file:///c%3A/a.lib', 'c:/a.lib'],
  ['file://server/share/a.lib', '//server/share/a.lib'],
  ['vscode-vfs://github/a.lib', 'vscode-vfs://github/a.lib'],
])('shownPlace %s', (uri, shown) => expect(shownPlace(uri)).toBe(shown));
