import type { Design } from '../design/design.js';
import { assignedName } from '../design/literals.js';
import { cardPlace, headOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import { sourceHead } from '../design/waveforms-on-cards.js';
import { cardsOf, directivesOf } from '../elaborate/analyses-of-deck.js';
import { reachedScopes } from './reached.js';
import type { Finding } from '../findings.js';
import type { Rule } from './rule.js';

const HEAD_P = 16, HEAD_V = 22;

/**
 * An analysis of small signals has a source that gives one.
 *
 * Without an AC value on any source every result is 0.
 */
export const acWithoutSource: Rule = {
  group: 'analyses',
  code: 'ac-without-source',
  severity: 'warning',
  summary: 'An analysis of small signals has a source that gives one.',
  why: 'Sources give no small signal unless they say ac and how large it is. Without one every result of .ac is 0.',
  example: 'v1 in 0 1\nr1 in out 1k\nc1 out 0 1u\n.ac dec 10 1 1meg',
  counterExample: 'v1 in 0 1 ac 1\nr1 in out 1k\nc1 out 0 1u\n.ac dec 10 1 1meg',
  check(design, report) {
    if (design.role === 'part' || design.incomplete || design.encrypted !== undefined || design.absentLibrary !== undefined) return;
    const [analysis] = cardsOf(design, '.ac');
    // A script may set the value that the card leaves out.
    if (analysis === undefined || cardsOf(design, '.net').length > 0 || directivesOf(design).commands.has('alter')) return;
    const sources = sourcesOf(design);
    if (sources === undefined) return;
    const fix = sources.single === undefined ? undefined : { title: `Write ac 1 on ${sources.single.name}`, edits: [{ start: sources.single.end, end: sources.single.end, newText: ' ac 1' }] };
    report(headOf(analysis), `No source has an AC value, so that every result of ${analysis.card.keyword} is 0. Write ac 1 on the source of the signal.`, {
      ...(fix === undefined || sources.single!.uri !== analysis.file.uri ? {} : { fix } satisfies Partial<Finding>),
    });
  },
};

/** The only source of the top circuit, if there is one alone; undefined where a source has an AC value. */
function sourcesOf(design: Design): { single: { name: string; uri: string; end: number } | undefined } | undefined {
  let single: { name: string; uri: string; end: number } | undefined;
  let count = 0;
  for (const scope of reachedScopes(design)) {
    for (const placed of scope.elements) {
      if (placed.head === HEAD_P) return undefined;
      if (!sourceHead(placed.head)) continue;
      const { list } = cardRoles(placed, scope);
      const given = list.some((operand, place) => (operand.$type === 'Assignment' ? assignedName(operand) === 'ac' : operand.$type === 'Call' ? operand.callee.toLowerCase() === 'ac'
        : operand.$type === 'Word' && place > 1 && operand.text.length === 2 && operand.text.toLowerCase() === 'ac'));
      if (given) return undefined;
      if (placed.head !== HEAD_V || scope !== design.top) continue;
      count++;
      const { uri, end } = cardPlace(placed);
      single = { name: placed.card.name, uri, end };
    }
  }
  return { single: count === 1 ? single : undefined };
}
