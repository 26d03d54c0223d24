import { parseText } from '@nodal/language';
import { describe, expect, it } from 'vitest';
import { foldingRangesOf } from './folding.js';

/** Each range as `first-last`, counted from 1 as editors show lines, with its kind. */
function folds(text: string): string[] {
  return foldingRangesOf(parseText(`title\n${text}`, true)).map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`).sort();
}

describe('folding', () => {
  it.each([
    ['subcircuits within each other', '.subckt a 1\n.subckt b 1\nr1 1 0 1\n.ends\n.ends', ['1-5', '2-4']],
    ['branches', '.if (a)\nr1 1 0 1\n.elseif (b)\nr1 1 0 2\n.else\nr1 1 0 3\n.endif', ['1-2', '3-4', '5-7']],
    ['scripts', '.control\nif 1\n  run\nelse\n  op\n  while 1\n    op\n  end\nend\n.endc', ['1-10', '2-3', '4-9', '6-8']],
    ['continued cards', 'r1 a b\n+ 1k\nr2 a b 1k', ['1-2']],
    ['sections', '.lib tt\nr1 a 0 1\n.endl', ['1-3']],
    ['tables', '.data d a\n1\n2\n.enddata', ['1-4']],
    ['comments', '* a\n* b\n* c\nr1 a 0 1\n* alone', ['1-3 comment']],
    ['regions', '* #region x\nr1 a 0 1\n* #endregion', ['1-3 region']],
    ['regions beside comments', '* a\n* b\n* #region x\n* c\n* d\n* #endregion\n* e\n* f', ['1-2 comment', '3-6 region', '4-5 comment', '7-8 comment']],
    ['what is not closed: nothing', '.subckt a 1\nr1 1 0 1', []],
    ['what an outer border closes', '.subckt a 1\n.if (x)\nr1 1 0 1\n.ends', ['1-4']],
  ])('%s', (_, text, expected) => expect(folds(text)).toEqual(expected));
});
