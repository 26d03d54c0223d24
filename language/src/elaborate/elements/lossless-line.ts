import type { Assignment } from '../../generated/ast.js';
import { cardRoles } from '../../design/roles.js';
import type { Element, ElementElaborator } from '../element.js';

/** How many nodes a line has, and how many values `ic=` takes: voltage and current of each end. */
const ENDS = 4;
/** Parameters of lines with losses, by length. */
const LOSSY: ReadonlySet<string> = new Set(['r', 'l', 'g', 'c', 'len']);

/** `t1 p1 n1 p2 n2 z0=50 td=1n [ic=0,0,0,0]`, `t2 p1 n1 p2 n2 z0=50 f=1g nl=0.25`. */
export const losslessLine: ElementElaborator = {
  letter: 't',
  elaborate(element: Element): void {
    const { list, layout } = cardRoles(element.placed, element.frame.scope);
    const nameOf = ({ target }: Assignment): string => (target.$type === 'Word' ? target.text : target.callee).toLowerCase();
    const lossy = layout.model >= 0 ? list[layout.model] : list.find((argument) => argument.$type === 'Assignment' && LOSSY.has(nameOf(argument)));
    if (lossy !== undefined) {
      element.error('unsupported-form', lossy, `A line with ${lossy.$type === 'Assignment' ? 'losses' : 'a model'} is not simulated yet. Write: ${element.form}`);
      return;
    }
    if (!element.nodes(ENDS)) return;
    element.rest((operand) => element.furtherValue(operand, 'ic', ENDS));
    if (element.failed) return;
    if (!element.parameters.has('z0')) {
      element.error('missing-value', undefined, `${element.placed.card.name} has no impedance. Write: ${element.form}`);
      return;
    }
    element.finish();
  },
};
