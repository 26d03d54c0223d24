import type { Operand } from '../../generated/ast.js';
import { operandText, wordOf } from '../../design/operands.js';
import type { Element, ElementElaborator } from '../element.js';

/** Words of forms that are behavioural: they wait for the behavioural source. */
const FORMS = /^(poly|value|vol|cur|table|laplace|freq|chebyshev|and|or|nand|nor|delay|pwl|opamp|transformer|vcr|vccap|q)$/i;

/** Tells a form of E, F, G or H that Nodal does not simulate; true when there was one. */
function unsupportedForm(element: Element): boolean {
  for (const argument of element.arguments.slice(2)) {
    const word = argument.$type === 'Call' ? argument.callee
      : argument.$type === 'Assignment' ? (argument.target.$type === 'Word' ? argument.target.text : argument.target.callee)
        : wordOf(argument);
    if (word === undefined || !FORMS.test(word)) continue;
    const { card } = element.placed;
    element.error('unsupported-form', argument, `The form ${word.toUpperCase()} of a ${element.facts.name} is not simulated yet; only the linear one is: ${card.name} ${[...element.facts.pins, element.facts.operands].join(' ')}`);
    return true;
  }
  return false;
}

/** Reads the gain, which is the last operand, and the parameters. */
function gain(element: Element): boolean {
  element.rest((operand) => {
    if (element.parameters.has(element.principal)) return false;
    if (!element.isValue(operand)) {
      const { text } = operandText(element.placed, operand);
      element.error('missing-value', operand, `The gain of ${element.placed.card.name} is no number: '${text}'. For a parameter or a formula write {…}.`);
      return true;
    }
    element.parameter(element.principal, operand);
    return true;
  });
  if (element.failed) return false;
  if (element.parameters.has(element.principal)) return true;
  const { card } = element.placed;
  element.error('missing-value', undefined, `${card.name} has no gain. Write: ${card.name} ${[...element.facts.pins, element.facts.operands].join(' ')}`);
  return false;
}

/** `e1 p n cp cn gain`, also `e1 p n (cp,cn) gain`. */
function voltageControlled(letter: string): ElementElaborator {
  return {
    letter,
    elaborate(element) {
      if (unsupportedForm(element) || !element.nodes(4) || !gain(element)) return;
      element.finish();
    },
  };
}

/** `f1 p n vsense gain`: the controlling current is that of a voltage source. */
function currentControlled(letter: string): ElementElaborator {
  return {
    letter,
    elaborate(element) {
      if (unsupportedForm(element) || !element.nodes(2)) return;
      const control: Operand | undefined = element.peek();
      const name = wordOf(control);
      const { card } = element.placed;
      if (!control || name === undefined) {
        element.error('missing-control', control, `${card.name} needs the voltage source whose current controls it. Write: ${card.name} ${[...element.facts.pins, element.facts.operands].join(' ')}`);
        return;
      }
      element.at++;
      if (!gain(element)) return;
      element.finish([{ name, at: control, accepts: 'voltage-source', wanted: 'a voltage source' }]);
    },
  };
}

export const vcvs = voltageControlled('e');
export const vccs = voltageControlled('g');
export const cccs = currentControlled('f');
export const ccvs = currentControlled('h');
