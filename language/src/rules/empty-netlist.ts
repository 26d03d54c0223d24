import { isReadable } from '../syntax/parsed-text.js';
import type { Rule } from './rule.js';

/**
 * A netlist holds a circuit.
 *
 * There is nothing to simulate.
 */
export const emptyNetlist: Rule = {
  group: 'syntax',
  code: 'empty-netlist',
  severity: 'error',
  summary: 'A netlist holds a circuit.',
  why: 'There is nothing to simulate.',
  example: '* nothing but a comment',
  counterExample: '* a comment\nr1 a 0 1k',
  check(design, report) {
    const file = design.files[0];
    if (design.role === 'part' || file === undefined || design.top.elements.length > 0 || (!isReadable(file.parsed) && !file.parsed.encrypted)) return;
    const place = { uri: file.uri, start: 0, end: Math.min(file.text.length, design.title?.end ?? 0) };
    if (file.parsed.encrypted) {
      report(place, 'This netlist is encrypted, so there is nothing to simulate. A library is read by the deck that includes it.');
    } else if (file.parsed.table.controls.length > 0) {
      report(place, 'This netlist holds a script and no circuit, so there is nothing that Nodal could simulate. ngspice carries the script out.');
    } else if (file.parsed.count === 0) {
      report(place, 'This netlist holds no cards. Write a title on the first line, then elements such as: r1 in 0 1k.');
    } else if (!design.incomplete || design.encrypted !== undefined || !design.findings.some(({ severity }) => severity === 'error')) {
      report(place, 'This netlist has no elements outside of its subcircuits, so there is nothing to simulate. A library is read by the deck that includes it.');
    }
  },
};
