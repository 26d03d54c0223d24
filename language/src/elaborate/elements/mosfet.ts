import type { Argument } from '../../generated/ast.js';
import { wordOf } from '../../design/operands.js';
import type { Element, ElementElaborator } from '../element.js';
import { nodeAt } from '../nodes.js';
import { flag, terminalsAndModel } from './terminals-and-model.js';

/** Sizes that cannot be 0 or negative. */
const SIZES = ['l', 'w'] as const;

/** How many nodes a power MOSFET has without its temperatures. */
const CHANNEL = 3;
/** ngspice's names of the temperatures that the card has no nodes for. */
const TEMPERATURES = ['Tj', 'Tc'] as const;

/**
 * Makes a power MOSFET with the word `thermal` and RTHJC in its model one that heats
 * itself: its junction and its case have temperatures, with nodes of their own
 * where the card names none.
 */
function heat(element: Element, thermal: Argument | undefined): void {
  const { terminals, placed: { card } } = element;
  if (thermal === undefined || !element.modelGives('rthjc')) {
    if (terminals.length === 4 && terminals[3] === terminals[2]) return;
    if (thermal !== undefined) element.warning('inert-thermal', thermal, `'thermal' has no effect on ${card.name}: it needs rthjc in the model.`);
    else if (terminals.length > CHANNEL) element.warning('inert-thermal', element.arguments[CHANNEL], `The nodes of ${card.name} behind the source have no effect: a power MOSFET has temperatures with the word thermal on its card and rthjc in its model.`);
    terminals.splice(CHANNEL);
    return;
  }
  element.becomes('heated-vdmos');
  for (let pin = terminals.length; pin < CHANNEL + TEMPERATURES.length; pin++) {
    terminals.push(nodeAt(element.elaboration, element.frame, `${card.name}#${TEMPERATURES[pin - CHANNEL]!}`, element.placed, thermal));
  }
}

/**
 * `m1 d g s [tj [tcase]] model [off] [ic=1,2] [m=2] [temp=50]` with a model `vdmos`, and
 * `m1 d g s b model [l=1u] [w=10u] [ad= as= pd= ps= nrd= nrs=] [off] [ic=1,2,0] [m=2] [temp=50]` with any other.
 */
export const mosfet: ElementElaborator = {
  letter: 'm',
  elaborate(element: Element): void {
    if (!terminalsAndModel(element)) return;
    const thermal = element.arguments.find((argument) => wordOf(argument)?.toLowerCase() === 'thermal');
    if (element.device.kind === 'vdmos') heat(element, thermal);
    const { pins } = element.device;
    // LTspice's symbol of three pins is written with its source twice: d g s s.
    if (pins.length === 3 && element.terminals.length === 4 && element.terminals[3] === element.terminals[2]) element.terminals.pop();
    if (element.terminals.length > pins.length) {
      element.error('unsupported-form', element.arguments[pins.length], `A MOSFET with more than four nodes is not simulated yet. Write: ${element.form}`);
      return;
    }
    if (element.terminals.length < pins.length) {
      element.tooFewNodes(pins.length);
      return;
    }
    const conditions = pins.length === 4 ? 3 : 2;
    element.rest((operand) => (operand === thermal && pins.length !== 4) || flag(element, operand) || element.furtherValue(operand, 'ic', conditions));
    for (const name of SIZES) {
      const size = element.parameters.get(name);
      if (size === undefined || element.number(size.start) > 0) continue;
      element.error('value-out-of-range', undefined, `${name.toUpperCase()} of ${element.placed.card.name} is ${element.number(size.start)} m; it must be greater than 0.`);
    }
    element.finish();
  },
};
