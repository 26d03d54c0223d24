import type { Argument, Operand } from '../../generated/ast.js';
import { operandText, wordOf } from '../../design/operands.js';
import { cardRoles } from '../../design/roles.js';
import type { Element, ElementElaborator } from '../element.js';

/** Parameters of forms that are behavioural. */
const FORMS: ReadonlySet<string> = new Set(['value', 'vol', 'cur', 'table', 'tbl', 'laplace', 'freq', 'v', 'i', 'q', 'r', 'max', 'min', 'abs', 'dir', 'vto', 'delta', 'td', 'npdelay']);
/** HSPICE's words for the linear form, which may be left out. */
const LINEAR: ReadonlySet<string> = new Set(['vcvs', 'vccs', 'cccs', 'ccvs']);

/** Devices whose current may control others, as in ngspice. */
export const WITH_CURRENT: readonly string[] = ['voltage-source', 'vcvs', 'ccvs'];

/** The word of a form other than the linear one, with its operand. */
function otherForm(element: Element): { word: string; at: Argument } | undefined {
  const { list, layout } = cardRoles(element.placed, element.frame.scope);
  if (!layout.special) return undefined;
  for (let i = 0; i < list.length; i++) {
    const argument = list[i]!;
    const role = layout.roles[i]!;
    if (role === 'waveform' && argument.$type === 'Call') return { word: argument.callee, at: argument };
    if (argument.$type === 'Assignment') {
      const word = argument.target.$type === 'Word' ? argument.target.text : argument.target.callee;
      if (argument.target.$type === 'Call' || FORMS.has(word.toLowerCase())) return { word, at: argument };
    } else if (role === 'keyword' && argument.$type === 'Word' && !LINEAR.has(argument.text.toLowerCase())) {
      return { word: argument.text, at: argument };
    }
  }
  return undefined;
}

/** Tells a form of E, F, G or H that Nodal does not simulate; true when there was one. */
function unsupportedForm(element: Element): boolean {
  const form = otherForm(element);
  if (form === undefined) return false;
  element.error('unsupported-form', form.at, `The form ${form.word.toUpperCase()} of a ${element.facts.name} is not simulated yet; only the linear one is: ${element.form}`);
  return true;
}

/** Goes past the word that HSPICE writes for the linear form. */
function pastLinear(element: Element): void {
  const word = wordOf(element.peek());
  if (word !== undefined && LINEAR.has(word.toLowerCase()) && cardRoles(element.placed, element.frame.scope).layout.roles[element.at] === 'keyword') element.at++;
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
  element.error('missing-value', undefined, `${card.name} has no gain. Write: ${element.form}`);
  return false;
}

/** `e1 p n cp cn gain`, also `e1 p n (cp,cn) gain`. */
function voltageControlled(letter: string): ElementElaborator {
  return {
    letter,
    elaborate(element) {
      if (unsupportedForm(element) || !element.nodes(2)) return;
      pastLinear(element);
      if (!element.nodes(2) || !gain(element)) return;
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
      pastLinear(element);
      const control: Operand | undefined = element.peek();
      const name = wordOf(control);
      const { card } = element.placed;
      if (!control || name === undefined) {
        element.error('missing-control', control, `${card.name} needs the voltage source whose current controls it. Write: ${element.form}`);
        return;
      }
      element.at++;
      if (!gain(element)) return;
      element.finish([{ name, at: control, accepts: WITH_CURRENT, wanted: 'a voltage source, or one of E and H' }]);
    },
  };
}

export const vcvs = voltageControlled('e');
export const vccs = voltageControlled('g');
export const cccs = currentControlled('f');
export const ccvs = currentControlled('h');
