import { removal, unusedOf } from './unused.js';
import type { Rule } from './rule.js';

/**
 * A parameter of a deck is used.
 *
 * Changing it changes nothing; often the expression that should read it names another one, or holds a number.
 */
export const unusedParameter: Rule = {
  group: 'names',
  code: 'unused-parameter',
  severity: 'hint',
  summary: 'A parameter of a deck is used.',
  why: 'Changing it changes nothing; often the expression that should read it names another one, or holds a number.',
  example: 'v1 a 0 1\n.param rload=2k\nr1 a 0 1k',
  counterExample: 'v1 a 0 1\n.param rload=2k\nr1 a 0 {rload}',
  checkCircuit(design, report) {
    for (const declared of unusedOf(design).parameters) {
      const fix = removal(design, declared);
      report({ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd }, `Nothing reads the parameter ${declared.name}.`, { tags: ['unused'], ...(fix === undefined ? {} : { fix }) });
    }
  },
};
