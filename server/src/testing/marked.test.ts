import { expect, it } from 'vitest';
import { applyEdits, readMarked, writeMarked } from './marked.js';

it('reads marks and writes them again', () => {
  const text = '--- a.cir\nr1 [|a|] 0 1\n--- b.lib\nr2 [|a|] <|>b 1\n';
  const { files, cursor, ranges } = readMarked(text);
  expect([...files.values()]).toEqual(['r1 a 0 1\n', 'r2 a b 1\n']);
  expect(cursor).toEqual({ uri: 'file:///w/b.lib', position: { line: 0, character: 5 } });
  expect(writeMarked(files, ranges)).toBe(text.replace('<|>', ''));
});

it('applies edits from the last to the first, and refuses those that overlap', () => {
  const at = (start: number, end: number, newText: string) => ({ range: { start: { line: 0, character: start }, end: { line: 0, character: end } }, newText });
  expect(applyEdits('abc', [at(0, 1, 'x'), at(2, 3, 'z')])).toBe('xbz');
  expect(() => applyEdits('abc', [at(0, 2, ''), at(1, 3, '')])).toThrow('overlap');
});
