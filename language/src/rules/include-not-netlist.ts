import type { Rule } from './rule.js';

/**
 * A file that is included is a netlist that can be read.
 *
 * What it declares is not known to Nodal. Names that it may hold are not reported.
 */
export const includeNotNetlist: Rule = {
  group: 'files',
  code: 'include-not-netlist',
  severity: 'warning',
  summary: 'A file that is included is a netlist that can be read.',
  why: 'What it declares is not known to Nodal. Names that it may hold are not reported.',
  example: '.include "page.html"',
  counterExample: '.include "process.lib"',
};
