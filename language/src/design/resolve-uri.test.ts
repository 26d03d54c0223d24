import { expect, test } from 'vitest';
import { canonicalUri, resolveReference, unquoted } from './resolve-uri.js';

const TABLE: [base: string, reference: string, expected: string | undefined][] = [
  ['file:///home/u/deck.cir', 'models.lib', 'file:///home/u/models.lib'],
  ['file:///home/u/deck.cir', './a/../models.lib', 'file:///home/u/models.lib'],
  ['file:///home/u/deck.cir', '../lib/models.lib', 'file:///home/lib/models.lib'],
  ['file:///home/u/deck.cir', '../../../../models.lib', 'file:///models.lib'],
  ['file:///home/u/deck.cir', 'my models.lib', 'file:///home/u/my%20models.lib'],
  ['file:///home/my%20files/deck.cir', 'a.lib', 'file:///home/my%20files/a.lib'],
  ['file:///home/u/deck.cir', '100%.lib', 'file:///home/u/100%25.lib'],
  ['file:///home/u/deck.cir', 'a%20b.lib', 'file:///home/u/a%2520b.lib'],
  ['file:///home/u/deck.cir', 'größe#1.lib', 'file:///home/u/gr%C3%B6%C3%9Fe%231.lib'],
  ['file:///home/u/deck.cir', 'lib\\sub\\a.lib', 'file:///home/u/lib/sub/a.lib'],
  ['file:///home/u/deck.cir', '/opt/pdk/a.lib', 'file:///opt/pdk/a.lib'],
  ['file:///c%3A/projects/deck.cir', 'a.lib', 'file:///c%3A/projects/a.lib'],
  ['file:///C:/projects/deck.cir', '..\\a.lib', 'file:///c%3A/a.lib'],
  ['file:///c%3A/projects/deck.cir', '..\\..\\..\\a.lib', 'file:///c%3A/a.lib'],
  ['file:///c%3A/projects/deck.cir', 'C:\\Program Files\\LTC\\LTspice\\lib.lib', 'file:///c%3A/Program%20Files/LTC/LTspice/lib.lib'],
  ['file:///c%3A/projects/deck.cir', 'D:/lib/a.lib', 'file:///d%3A/lib/a.lib'],
  ['file:///home/u/deck.cir', 'C:\\lib\\a.lib', 'file:///c%3A/lib/a.lib'],
  ['file:///c%3A/projects/deck.cir', '\\\\server\\share\\a.lib', 'file://server/share/a.lib'],
  ['file://server/share/deck.cir', 'a.lib', 'file://server/share/a.lib'],
  ['file:///home/u/deck.cir', 'file:///opt/a%20b.lib', 'file:///opt/a%20b.lib'],
  ['vscode-vfs://github/owner/repo/deck.cir', 'lib/a.lib', 'vscode-vfs://github/owner/repo/lib/a.lib'],
  ['vscode-vfs://github/owner/repo/deck.cir', '/a.lib', 'vscode-vfs://github/a.lib'],
  ['untitled:Untitled-1', 'a.lib', undefined],
  ['untitled:Untitled-1', '/opt/a.lib', 'file:///opt/a.lib'],
  ['untitled:/home/u/new.cir', 'a.lib', 'file:///home/u/a.lib'],
];

test.each(TABLE)('from %s the file %s', (base, reference, expected) => {
  expect(resolveReference(base, reference)).toBe(expected);
});

test('one spelling for each file', () => {
  expect(canonicalUri('file:///C:/a b.cir')).toBe('file:///c%3A/a%20b.cir');
  expect(canonicalUri('file:///c%3A/a%20b.cir')).toBe('file:///c%3A/a%20b.cir');
  expect(canonicalUri('untitled:Untitled-1')).toBe('untitled:Untitled-1');
});

test('quotes around a name', () => {
  expect(unquoted('"a b"')).toBe('a b');
  expect(unquoted("'a b'")).toBe('a b');
  expect(unquoted('"cut off')).toBe('cut off');
  expect(unquoted('plain')).toBe('plain');
  expect(unquoted('"')).toBe('');
});
