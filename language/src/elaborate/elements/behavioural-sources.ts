import type { ElementElaborator } from '../element.js';
import type { Assignment } from '../../generated/ast.js';
import { trailingWords } from '../../expressions/card-expressions.js';
import { giveExpression, giveTransfer } from './source-expressions.js';
import { isPieceOf, transferText } from './transfer-text.js';

/** What a behavioural source of LTspice may give besides a voltage and a current. */
const OTHER_QUANTITIES: ReadonlySet<string> = new Set(['r', 'c', 'q', 'p', 'g', 'l', 'flux']);
/** Parameters that make another function of the expression. */
const OTHER_FUNCTIONS: ReadonlySet<string> = new Set(['freq', 'delay', 'td']);

/** `b1 p n v=expression`, `b1 p n i=expression`. */
export const behaviouralSource: ElementElaborator = {
  letter: 'b',
  elaborate(element) {
    const { card } = element.placed;
    const given = element.arguments.filter((argument): argument is Assignment => argument.$type === 'Assignment');
    const nameOf = ({ target }: Assignment): string => (target.$type === 'Word' ? target.text.toLowerCase() : '');
    const quantity = given.find((assignment) => nameOf(assignment) === 'v' || nameOf(assignment) === 'i');
    if (quantity?.value === undefined) {
      const other = given.find((assignment) => OTHER_QUANTITIES.has(nameOf(assignment)));
      if (other !== undefined) element.error('unsupported-form', other, `A behavioural source with ${nameOf(other)}= is not simulated yet. Write: ${element.form}`);
      else if (quantity === undefined && (given.some((assignment) => nameOf(assignment) === 'file') || (element.arguments.length > 2 && given.length === 0))) element.error('unsupported-form', undefined, `${card.name} is no behavioural source with v= or i=, and Nodal does not simulate what else the letter stands for. Write: ${element.form}`);
      else element.error('missing-value', quantity, `${card.name} needs an expression. Write: ${element.form}`);
      return;
    }
    if (!element.nodes(2)) return;
    element.becomes(nameOf(quantity) === 'v' ? 'behavioural-voltage' : 'behavioural-current');
    const source = element.context.values.textOf(element.placed, quantity.value);
    const { own, trailing } = trailingWords(source.text);
    if (/^laplace\b/i.test(trailing)) {
      element.error('unsupported-form', quantity, `${card.name} has a transfer function (laplace), which is not simulated yet. Write: ${element.form}`);
      return;
    }
    if (trailing !== '') element.warning('unsupported-parameter', quantity, `'${trailing}' has no effect: the derivatives of an expression are always known.`);
    const expression = { ...source, text: own, end: source.end - (source.text.length - own.length) };
    const laplace = given.find((assignment) => nameOf(assignment) === 'laplace');
    const transfer = laplace && transferText(element, laplace);
    if (laplace === undefined) giveExpression(element, expression, quantity.value);
    else if (transfer === undefined) element.error('missing-value', laplace, `${card.name} has no transfer function behind laplace=. Write: ${element.form} laplace={1/(1+s*1m)}`);
    else giveTransfer(element, laplace.value!, expression, transfer);
    while (element.at < element.arguments.length) {
      const argument = element.arguments[element.at++]!;
      if (argument === quantity || argument === laplace) continue;
      if (transfer !== undefined && argument.$type !== 'Assignment' && isPieceOf(element, argument, transfer)) continue;
      if (argument.$type === 'Assignment') {
        if (OTHER_FUNCTIONS.has(nameOf(argument))) element.error('unsupported-form', argument, `A behavioural source with ${nameOf(argument)}= is not simulated yet. Write: ${element.form}`);
        else if (nameOf(argument) === 'v' || nameOf(argument) === 'i') element.error('surplus-operand', argument, `${card.name} gives a voltage or a current, not both.`);
        else element.assignment(argument);
      } else if (argument.$type === 'Word' && argument.text.toLowerCase() === 'nojacob') {
        element.warning('unsupported-parameter', argument, `'${argument.text}' has no effect: the derivatives of an expression are always known.`);
      } else element.surplus(argument);
    }
    element.finish();
  },
};
