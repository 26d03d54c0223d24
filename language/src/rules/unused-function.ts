import { removal, unusedOf } from './unused.js';
import type { Rule } from './rule.js';

/**
 * A function of a deck is used.
 *
 * Often the expression that should call it names another one.
 */
export const unusedFunction: Rule = {
  group: 'names',
  code: 'unused-function',
  severity: 'hint',
  summary: 'A function of a deck is used.',
  why: 'Often the expression that should call it names another one.',
  example: 'v1 a 0 1\n.func half(x) {x/2}\nr1 a 0 1k',
  counterExample: 'v1 a 0 1\n.func half(x) {x/2}\nr1 a 0 {half(2k)}',
  checkCircuit(design, report) {
    for (const declared of unusedOf(design).functions) {
      const fix = removal(design, declared);
      report({ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd }, `Nothing calls the function ${declared.name}.`, { tags: ['unused'], ...(fix === undefined ? {} : { fix }) });
    }
  },
};
