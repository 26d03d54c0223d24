import type { Argument } from '../../src/generated/ast.js';
import type { DialectName } from '../../src/dialect/dialect.js';
import { parseExpression } from '../../src/expressions/parse.js';
import type { Oracle } from './oracle.js';

/** So many expressions of a text are tried. */
const MOST = 60;

/** Every expression has errors within its text, or steps that leave exactly one value. */
export const expressionsAreWhole: Oracle = {
  name: 'expressions-are-whole',
  every: 1,
  check({ parsed, dialect }) {
    const texts: string[] = [];
    const collect = (list: readonly Argument[]): void => {
      for (const node of list) {
        if (texts.length >= MOST) return;
        if (node.$type === 'Expression') texts.push(node.text);
        else if (node.$type === 'Assignment') collect(node.value === undefined ? [] : [node.value]);
        else if (node.$type === 'Call' || node.$type === 'Group') collect(node.arguments);
        else if (node.$type === 'Word' && texts.length % 4 === 0) texts.push(node.text);
      }
    };
    for (const card of parsed.netlist.cards) collect(card.arguments);
    texts.push(parsed.text.slice(0, 300));
    for (const text of texts) {
      const wrong = expressionIsNotWhole(text, dialect.name);
      if (wrong !== undefined) return `${JSON.stringify(text.slice(0, 200))}: ${wrong}`;
    }
    return undefined;
  },
};

function expressionIsNotWhole(text: string, dialect: DialectName): string | undefined {
  const { steps, errors } = parseExpression(text, dialect);
  if (errors.length > 0) {
    const outside = errors.find(({ start, end }) => start < 0 || end < start || end > text.length);
    if (outside !== undefined) return `the error stands at ${outside.start}–${outside.end} of ${text.length} characters`;
    return steps.length === 0 ? undefined : 'it has errors and steps';
  }
  let depth = 0;
  for (const step of steps) {
    if ('start' in step && (step.start < 0 || step.end < step.start || step.end > text.length)) return `a step stands at ${step.start}–${step.end} of ${text.length} characters`;
    if (step.kind === 'number' && Number.isNaN(step.value)) return 'a number is none';
    depth += step.kind === 'call' ? 1 - step.count : 1;
    if (depth < 1) return 'a step takes more values than there are';
  }
  return depth === 1 ? undefined : `${depth} values are left`;
}
