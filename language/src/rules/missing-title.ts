import { HEAD_INCLUDE, HEAD_LIB, HEAD_PARAM } from '../text/card-head.js';
import { lookupModel, lookupSubcircuit } from '../design/lookup.js';
import type { Rule } from './rule.js';

/**
 * The first line of a deck is its title.
 *
 * Simulators take the first line for the title whatever it says, so that a card there is lost without a word.
 */
export const missingTitle: Rule = {
  group: 'syntax',
  code: 'missing-title',
  severity: 'error',
  summary: 'The first line of a deck is its title.',
  why: 'Simulators take the first line for the title whatever it says, so that a card there is lost without a word.',
  example: 'r1 in 0 1k\n.end',
  counterExample: 'A divider\nr1 in 0 1k\n.end',
  check(design, report) {
    const file = design.files[0];
    if (design.role === 'part' || file === undefined) return;
    const fix = { title: 'Insert a title', edits: [{ start: 0, end: 0, newText: 'Untitled\n' }] };
    if (file.parsed.table.cardInPlaceOfTitle) {
      const start = file.cardStart[0]!;
      const place = { uri: file.uri, start, end: file.parsed.table.end[0]! };
      const head = file.parsed.table.head[0];
      // Each was tried with ngspice 39.
      if (head === HEAD_INCLUDE || head === HEAD_LIB) report(place, 'The first line of a netlist is its title: ngspice reads the file all the same, others skip this card without a word. Insert a title line above it.', { severity: 'warning', fix });
      else if (head === HEAD_PARAM) report(place, 'The first line of a netlist is its title, and ngspice stops where it finds a parameter there. Insert a title line above it.', { fix });
      else report(place, 'The first line of a netlist is its title: simulators skip this card without a word, but Nodal reads it. Insert a title line above it.', { severity: 'warning', fix });
      return;
    }
    const title = file.parsed.table.title;
    if (title === undefined) return;
    // `D1 a b dmod` as a title is a lost card when that model exists; as words it is a title.
    const words = file.text.slice(title.start, title.end).split(/[\s,]+/);
    const letter = words[0]!.charAt(0).toLowerCase();
    const last = words.findIndex((word) => word.includes('='));
    const name = words[(last < 0 ? words.length : last) - 1] ?? '';
    const lost = letter === 'x' ? words.length > 2 && lookupSubcircuit(design.top, name) !== undefined : 'dqmjz'.includes(letter) && words.length > 3 && lookupModel(design.top, words[3]!) !== undefined;
    if (lost) report({ uri: file.uri, ...title }, 'The first line of a netlist is its title, and this one is a card: simulators skip it without a word. Insert a title line above it.', { fix });
  },
};
