import { cardExpressions } from '../expressions/card-expressions.js';
import type { Rule } from './rule.js';

const CARET = '^';

/**
 * A power is written with two stars.
 *
 * In LTspice, PSpice and Xyce the caret is the exclusive or of two truths.
 */
export const caretAsPower: Rule = {
  group: 'portability',
  code: 'caret-as-power',
  severity: 'warning',
  whereReached: true,
  summary: 'A power is written with two stars.',
  why: 'The caret is the power in ngspice and HSPICE, and the exclusive or in LTspice, PSpice and Xyce, where v(in)^2 is 0 or 1. Two stars are the power everywhere.',
  example: '* nodal: dialect=ltspice\nb1 a 0 v=v(in)^2\nv1 in 0 1',
  counterExample: '* nodal: dialect=ltspice\nb1 a 0 v=v(in)**2\nv1 in 0 1',
  checkElement({ placed }, report) {
    if (placed.file.parsed.dialect.caret !== 'exclusive-or') return;
    for (const { parsed, start, end, variable } of cardExpressions(placed)) {
      // Between the transfer functions of s the caret is the power everywhere.
      if (variable !== undefined || parsed.text.length !== end - start) continue;
      for (let at = parsed.text.indexOf(CARET); at >= 0; at = parsed.text.indexOf(CARET, at + 1)) {
        // What an exclusive or joins are comparisons, or truths; behind a power stands a number.
        if (!/^\^\s*[-+(]?\s*[\d.]/.test(parsed.text.slice(at, at + 12))) continue;
        report({ uri: placed.file.uri, start: start + at, end: start + at + 1 }, 'The caret is the exclusive or here, so that the value is 0 or 1. Write ** for the power.', { fix: { title: 'Write **', edits: [{ start: start + at, end: start + at + 1, newText: '**' }] } });
      }
    }
  },
};
