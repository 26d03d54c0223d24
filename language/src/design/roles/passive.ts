import type { Word } from '../../generated/ast.js';
import { lookupFunction, lookupModel, lookupParameter } from '../lookup.js';
import type { Reading } from './reading.js';
import { beginsNumber, FLAGS, isPlainNumber, Keywords } from './words.js';

/** Words of R, C and L: `r1 a b 1k ac 10`, `c1 a b poly 1u 2u`. */
const WORDS = new Keywords(['ac', 'poly', 'tc', 'nonlin', 'noise', 'noisy', 'laplace']);
/** Parameters that take several values: `tc=1m,2u`. */
const LISTS = new Keywords(['tc', 'tc1', 'ic']);

/** `r1 a b value`, `c1 a b model 1u`, `l1 a b 1m model`, `r1 a b r={…}`: nodes, then value and model in either order. */
export function readPassive(reading: Reading): void {
  const { list } = reading;
  reading.nodes(2);
  let value = false;
  let model = false;
  while (reading.at < list.length) {
    const operand = list[reading.at]!;
    if (operand.$type !== 'Word') {
      if (operand.$type !== 'Assignment') value = true;
      reading.add('value');
    } else if (isPlainNumber(operand.text)) {
      const more = reading.continues(LISTS);
      value ||= !more;
      reading.add(more ? 'parameter' : 'value');
    } else if (reading.continues(LISTS)) {
      reading.add('parameter');
    } else if (WORDS.has(operand.text) || FLAGS.has(operand.text)) {
      reading.add('keyword');
    } else if (!model && isModel(operand, reading, value)) {
      model = true;
      reading.add('model');
    } else {
      value = true;
      reading.add('value');
    }
  }
}

/** A word is a model when it is no number, no parameter and no expression, or when a model of its name is declared. */
function isModel(operand: Word, reading: Reading, value: boolean): boolean {
  const { text } = operand;
  const { scope } = reading;
  if (lookupModel(scope, text) !== undefined) return true;
  if (beginsNumber(text) || isExpression(text) || lookupParameter(scope, text) !== undefined) return false;
  return value || lookupFunction(scope, text) === undefined;
}

/** `2*rload`, `-x`: an expression without delimiters. */
export function isExpression(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 42: case 43: case 45: case 47: case 94: return true;
      default: break;
    }
  }
  return false;
}
