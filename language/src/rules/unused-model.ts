import { removal, unusedOf } from './unused.js';
import type { Rule } from './rule.js';

/**
 * A model of a deck is used.
 *
 * Often the element that should use it names another one. What stands in a library is for others too, and is not looked at.
 */
export const unusedModel: Rule = {
  group: 'names',
  code: 'unused-model',
  severity: 'hint',
  summary: 'A model of a deck is used.',
  why: 'Often the element that should use it names another one. What stands in a library is for others too, and is not looked at.',
  example: 'v1 a 0 1\nd1 a 0 dx\n.model dx d\n.model dy d(is=1f)',
  counterExample: 'v1 a 0 1\nd1 a 0 dx\nd2 a 0 dy\n.model dx d\n.model dy d(is=1f)',
  checkCircuit(design, report) {
    for (const declared of unusedOf(design).models) {
      const fix = removal(design, declared);
      report({ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd }, `No element uses the model ${declared.name}.`, { tags: ['unused'], ...(fix === undefined ? {} : { fix }) });
    }
  },
};
