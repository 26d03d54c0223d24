import type { Argument } from '../../generated/ast.js';
import type { Reading } from './reading.js';
import { beginsNumber } from './words.js';

/** `k1 l1 l2 0.99`, PSpice's `k1 l1 l2 0.99 core 5`: inductors, the coefficient, and the model of a core. */
export function readCoupling(reading: Reading): void {
  const { list, lead } = reading;
  let coefficient = -1;
  for (let place = 0; place < lead && coefficient < 0; place++) if (isCoefficient(list[place]!)) coefficient = place;
  // Without a number the last word is the name of a parameter, unless it may be an inductor.
  // PSpice couples lines, with parameters only: `k1 t1 t2 lm=1n cm=1p`.
  const names = coefficient >= 0 ? coefficient : lead > 0 && lead === list.length && !beginsInductor(list[lead - 1]!) ? lead - 1 : lead;
  let model = false;
  while (reading.at < list.length) {
    const operand = list[reading.at]!;
    if (reading.at < names) {
      reading.add(operand.$type === 'Word' ? 'element' : 'value');
    } else if (reading.at > coefficient && coefficient >= 0 && !model && operand.$type === 'Word' && !beginsNumber(operand.text)) {
      model = true;
      reading.add('model');
    } else {
      reading.add('value');
    }
  }
}

function isCoefficient(operand: Argument): boolean {
  return operand.$type === 'Expression' || (operand.$type === 'Word' && beginsNumber(operand.text));
}

/** An inductor, of this circuit or of an instance: `l1`, `x1.l1`. */
function beginsInductor(operand: Argument): boolean {
  if (operand.$type !== 'Word') return false;
  const { text } = operand;
  return (text.charCodeAt(0) | 0x20) === 108 || text.includes('.');
}
