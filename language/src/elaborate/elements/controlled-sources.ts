import type { Argument, Assignment, Operand } from '../../generated/ast.js';
import { operandText, wordOf } from '../../design/operands.js';
import { cardRoles } from '../../design/roles.js';
import { dimensionOf, integerOf } from '../../design/roles/words.js';
import type { Element, ElementElaborator } from '../element.js';
import { controlCurrent, controlVoltage, giveExpression, giveFrequencies, givePolynomial, giveRatio, giveTable, giveTransfer } from './source-expressions.js';
import { isPieceOf, transferText } from './transfer-text.js';

/** Parameters of forms that are behavioural. */
const FORMS: ReadonlySet<string> = new Set(['value', 'vol', 'cur', 'table', 'tbl', 'laplace', 'freq', 'v', 'i', 'q', 'r', 'max', 'min', 'abs', 'dir', 'vto', 'delta', 'td', 'npdelay']);
/** How the sizes and phases of PSpice's tables over frequency are given. */
const UNITS: ReadonlySet<string> = new Set(['mag', 'db', 'rad', 'deg', 'r_i']);
/** HSPICE's words for the linear form, which may be left out. */
const LINEAR: ReadonlySet<string> = new Set(['vcvs', 'vccs', 'cccs', 'ccvs']);

/** Devices whose current may control others, as in ngspice. */
export const WITH_CURRENT: readonly string[] = ['voltage-source', 'vcvs', 'ccvs', 'behavioural-voltage'];

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

/** The forms that give an expression, by the letter of the source. */
const EXPRESSIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  e: new Set(['value', 'vol']), g: new Set(['value', 'cur']), f: new Set(), h: new Set(),
};

/** Elaborates a form other than the linear one, or tells that Nodal does not simulate it; true when there was one. */
function otherwise(element: Element): boolean {
  const form = otherForm(element);
  if (form === undefined) return false;
  const { facts, placed } = element;
  const { list, layout } = cardRoles(placed, element.frame.scope);
  const word = form.word.toLowerCase();
  const isTable = (word === 'table' || word === 'tbl') && (facts.letter === 'e' || facts.letter === 'g');
  const isVoltage = facts.letter === 'e' || facts.letter === 'h';
  const values: Operand[] = [];
  const controls: Operand[] = [];
  const further: Assignment[] = [];
  list.forEach((argument, i) => {
    const role = layout.roles[i]!;
    if (argument === form.at) return;
    if (argument.$type === 'Assignment') further.push(argument);
    else if (role === 'control-node' || role === 'element') controls.push(argument);
    else if (role !== 'node' && !(role === 'keyword' && argument.$type === 'Word' && LINEAR.has(argument.text.toLowerCase()))) values.push(argument);
  });
  const unsupported = (at: Argument, name: string): true => {
    element.error('unsupported-form', at, `The form ${name.toUpperCase()} of a ${facts.name} is not simulated yet. Write: ${element.form}`);
    return true;
  };
  const nameOf = ({ target }: Assignment): string => (target.$type === 'Word' ? target.text : target.callee).toLowerCase();
  const second = further.find((assignment) => FORMS.has(nameOf(assignment)));
  if (second !== undefined) return unsupported(second, nameOf(second));

  const make = (give: () => void): true => {
    if (!element.nodes(2)) return true;
    element.becomes(isVoltage ? 'behavioural-voltage' : 'behavioural-current');
    give();
    for (const assignment of further) element.assignment(assignment);
    element.finish();
    return true;
  };
  const { at } = form;
  if (word === 'poly') {
    if (at.$type !== 'Call' && at.$type !== 'Word') return unsupported(at, word);
    const each = facts.letter === 'e' || facts.letter === 'g' ? 2 : 1;
    // `poly 2 a b c d`: the dimension is the first of the values.
    const dimension = at.$type === 'Call' ? dimensionOf(at) : integerOf(values.shift());
    if (dimension === undefined || controls.length !== each * dimension || values.length === 0) {
      element.error('missing-operand', at, `${placed.card.name} needs ${each === 2 ? 'two nodes' : 'a source'} for each dimension and a coefficient: poly(n) controls … p0 p1 …`);
      return true;
    }
    const names = controls.map((control) => operandText(placed, control).text);
    const inputs = Array.from({ length: dimension }, (_, i) => (each === 2 ? controlVoltage(element, names[2 * i]!, names[2 * i + 1]!) : controlCurrent(element, names[i]!)));
    return make(() => givePolynomial(element, at, inputs, values));
  }
  if (isTable) {
    const expression = at.$type === 'Assignment' ? at.value : at.$type === 'Word' ? values.shift() : undefined;
    if (at.$type === 'Call' && values.length === 0) {
      // `table(v(a),0,0,1,1)` is a function of itself.
      return make(() => giveExpression(element, element.context.values.textOf(placed, at), at));
    }
    if (expression?.$type !== 'Expression' || controls.length > 0) return unsupported(at, word);
    return make(() => giveTable(element, expression, values));
  }
  if (word === 'laplace' && (facts.letter === 'e' || facts.letter === 'g')) {
    const { values: texts } = element.context;
    const whole = at.$type === 'Assignment' ? transferText(element, at) : undefined;
    if (whole !== undefined && controls.length === 2 && values.every((operand) => isPieceOf(element, operand, whole))) {
      const [positive, negative] = controls.map((control) => operandText(placed, control).text) as [string, string];
      return make(() => giveTransfer(element, (at as Assignment).value!, controlVoltage(element, positive, negative), whole));
    }
    const slash = values.findIndex((operand) => operand.$type === 'Word' && operand.text === '/');
    if (at.$type === 'Word' && controls.length === 2 && slash >= 0) {
      const [numerator, denominator] = [values.slice(0, slash), values.slice(slash + 1)];
      if (numerator.length === 0 || denominator.length === 0) {
        element.error('missing-value', values[slash], `${placed.card.name} needs coefficients on both sides of the /, by rising power of s: laplace a b k0 k1 … / d0 d1 …`);
        return true;
      }
      const [positive, negative] = controls.map((control) => operandText(placed, control).text) as [string, string];
      return make(() => giveRatio(element, at, controlVoltage(element, positive, negative), numerator, denominator));
    }
    const [input, transfer, more] = values;
    if (at.$type === 'Word' && controls.length === 0 && input?.$type === 'Expression' && transfer?.$type === 'Expression' && more === undefined) {
      return make(() => giveTransfer(element, input, texts.textOf(placed, input), texts.textOf(placed, transfer)));
    }
    if (at.$type === 'Word' && controls.length === 0 && values.length < 2) {
      element.error('missing-operand', at, `${placed.card.name} needs an expression and a function of s. Write: ${placed.card.name} p n laplace {v(a)} = {1/(1+s*1m)}`);
      return true;
    }
    return unsupported(at, word);
  }
  if (word === 'freq' && (facts.letter === 'e' || facts.letter === 'g') && at.$type === 'Word' && controls.length === 0) {
    const options = new Set(values.flatMap((operand) => (operand.$type === 'Word' && UNITS.has(operand.text.toLowerCase()) ? [operand.text.toLowerCase()] : [])));
    const [expression, ...points] = values.filter((operand) => !(operand.$type === 'Word' && UNITS.has(operand.text.toLowerCase())));
    // `rad = (f,m,p) …` reads like an assignment of the first point.
    const unit = further.findIndex((assignment) => UNITS.has(nameOf(assignment)));
    if (unit >= 0) {
      const [assignment] = further.splice(unit, 1) as [Assignment];
      options.add(nameOf(assignment));
      const first = assignment.value;
      points.unshift(...(first?.$type === 'Group' ? first.arguments.filter((inner) => inner.$type !== 'Assignment') : first === undefined ? [] : [first]));
    }
    if (expression?.$type !== 'Expression') return unsupported(at, word);
    if ((options.has('r_i') && options.size > 1) || (options.has('mag') && options.has('db')) || (options.has('rad') && options.has('deg'))) {
      element.error('surplus-operand', at, `The table of ${placed.card.name} cannot be in ${[...options].map((unit) => unit.toUpperCase()).join(' and ')}: give DB or MAG, DEG or RAD, or R_I alone.`);
      return true;
    }
    if (points.length === 0 || points.length % 3 !== 0) {
      const three = options.has('r_i') ? 'a frequency, a real and an imaginary part at each point: (f,re,im) …' : 'a frequency, a size and a phase at each point: (f,dB,degrees) …';
      element.error('missing-value', points[points.length - 1] ?? at, `The table of ${placed.card.name} needs ${three}`);
      return true;
    }
    const place = further.findIndex((assignment) => nameOf(assignment) === 'delay');
    const [delay] = place < 0 ? [] : further.splice(place, 1);
    return make(() => giveFrequencies(element, { expression, points, parts: options.has('r_i'), magnitudes: options.has('mag'), radians: options.has('rad'), delay: delay?.value }));
  }
  if (!(EXPRESSIONS[facts.letter]?.has(word) ?? false) || controls.length > 0) return unsupported(at, form.word);
  const expression = at.$type === 'Assignment' ? at.value : at.$type === 'Word' ? values.shift() : at.$type === 'Call' && at.arguments.length === 1 ? at.arguments[0] : undefined;
  const [surplus] = values;
  if (expression === undefined || (expression.$type !== 'Expression' && expression.$type !== 'Word' && expression.$type !== 'Call')) return unsupported(at, form.word);
  if (surplus !== undefined) {
    element.surplus(surplus);
    return true;
  }
  return make(() => giveExpression(element, element.context.values.textOf(placed, expression), expression));
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
      if (otherwise(element) || !element.nodes(2)) return;
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
      if (otherwise(element) || !element.nodes(2)) return;
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
