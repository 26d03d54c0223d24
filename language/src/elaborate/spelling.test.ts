import { expect, test } from 'vitest';
import { languageCheck } from '../check.js';

/** The text after the repairs of all findings with this code. */
function repaired(code: string, text: string): string {
  const { findings } = languageCheck('file:///a.cir', (uri) => ({ uri, version: 1, text }));
  const edits = findings.filter((finding) => finding.code === code).flatMap(({ fix }) => fix?.edits ?? []);
  return edits.sort((a, b) => b.start - a.start).reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

const DECK = 'title\nvin input 0 1\nrload input output 1k\nr2 output 0 1k\n';

test.each([
  ['unknown-node', '.tran 1u 1m\n.print tran v(outptu)\n', '.tran 1u 1m\n.print tran v(output)\n'],
  ['unknown-node', '.tran 1u 1m\n.meas tran x max v(ouput)\n', '.tran 1u 1m\n.meas tran x max v(output)\n'],
  ['unknown-node', '.tran 1u 1m\n.ic v(inpt)=1\n', '.tran 1u 1m\n.ic v(input)=1\n'],
  ['unknown-device', '.op\n.save i(rlod)\n', '.op\n.save i(rload)\n'],
  ['unknown-device', '.dc vn 0 1 0.1\n', '.dc vin 0 1 0.1\n'],
  ['unknown-option', '.op\n.options reltl=1m\n', '.op\n.options reltol=1m\n'],
  // What resembles nothing is left to its author.
  ['unknown-node', '.op\n.save v(somewhere)\n', '.op\n.save v(somewhere)\n'],
])('%s: %s', (code, cards, expected) => expect(repaired(code, DECK + cards)).toBe(DECK + expected));
