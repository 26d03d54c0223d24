import { describe, expect, test } from 'vitest';
import { languageCheck } from '../src/index.js';
import { benchmarkDeck } from '../../bench/support/netlist.js';

/**
 * A megabyte of each. Nothing is timed: where the work grew with the square of
 * the size, each of these would take minutes and run into the suite's limit.
 */
const MEGABYTE = 1_000_000;
const fill = (piece: string) => piece.repeat(Math.ceil(MEGABYTE / piece.length));
const check = (text: string) => languageCheck('file:///a.cir', (uri) => ({ uri, version: 1, text })).findings.map((finding) => finding.code);

const LINES: Record<string, string> = {
  'letters': fill('a'),
  'numbers on a source': `v1 a 0 pwl(${fill('1 2 ')})`,
  'numbers without the closing parenthesis': `v1 a 0 pwl(${fill('1 2 ')}`,
  'nodes of an instance': `x1 ${fill('n ')} s`,
  'opening parentheses': `r1 a 0 ${fill('(')}`,
  'closing parentheses': `r1 a 0 ${fill(')')}`,
  'calls that are not closed': `r1 a 0 ${fill('f(1 ')}`,
  'runs of operators and calls that are not closed': `r1 a 0 a${fill('+(x)b')}(`,
  'braces that are not closed': `r1 a 0 ${fill('{ ')}`,
  'braces that are not closed, line by line': `r1 a 0 1k${fill('\n+ {')}`,
  'quotes': `r1 a 0 ${fill("'")}'`,
  'equals signs': `r1 a 0 ${fill('=')}`,
  'assignments': `.param ${fill('a = 1 ')}`,
  'different assignments on an element': `r1 a 0 1k ${Array.from({ length: 125_000 }, (_, i) => `a${i}=1`).join(' ')}`,
  'names in a bare expression': `.param a = ${fill('a ')}`,
  'lists in a bare expression': `.param a = ${fill('b (c) ')}`,
  'continuations': `r1 a 0 1k${fill('\n+ ')}`,
  'comments between continuations': `r1 a 0 1k${fill('\n* c\n+ ')}`,
  'comment lines': fill('* c\n'),
  'dollar signs': `r1 ${fill('$ ')}`,
  'blanks': `r1${fill(' ')}a 0 1k`,
  'subcircuits in subcircuits': fill('.subckt s a b\n'),
  'sections in sections': fill('.lib s\n'),
  'malformed cards': fill('r1 a ) b\n'),
  'the same name again and again': fill('r1 a 0 1k\n'),
  'unknown models': fill('d1 a 0 m\n'),
  'parameters of one name': fill('.param a=1\n'),
  'stray bytes': `r1 a 0 1k ${fill('abcdefghijklmn\u0001')}`,
};

describe('a megabyte on a line, or of one thing', () => {
  test.each(Object.entries(LINES))('%s', (_name, line) => {
    const codes = check(`title\n${line}\nr9 a\n.end\n`);
    expect(codes.length).toBeGreaterThan(0);
  });

  test('an error after it is still found', () => {
    expect(check(`title\nv1 a 0 pwl(${fill('1 2 ')}\nr1 a 0 1k\nr2 a\n.op\n.end\n`)).toContain('missing-operand');
    expect(check(`title\nv1 a 0 5\nr1 a 0 1k ${fill('x ')}\nr2 a\n.op\n.end\n`)).toContain('missing-operand');
  });
});

test('the benchmark netlists have no findings', () => {
  expect(check(benchmarkDeck(3000))).toEqual([]);
});
