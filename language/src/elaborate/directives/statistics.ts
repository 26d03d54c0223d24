import type { DirectiveCheck, OperandReader } from './operand-reader.js';

const FUNCTIONS = new Set(['ymax', 'max', 'min', 'rise_edge', 'fall_edge']);

/** `runs analysis output function [options]` */
export const mc: DirectiveCheck = (operands) => {
  const first = operands.peek();
  const runs = operands.number('the number of runs');
  if (runs !== undefined && !(Number.isInteger(runs) && runs >= 1)) operands.wrong(first, `The number of runs is ${runs}; it must be a whole number from 1 on.`);
  analysed(operands);
};

/** `analysis output function [options]` */
export const wcase: DirectiveCheck = (operands) => analysed(operands);

/** The rest of both; the options are many, and none of them names what the circuit has. */
function analysed(operands: OperandReader): void {
  if (operands.takeWord('dc', 'ac', 'tran') === undefined) return operands.wrong(operands.peek(), 'The analysis is dc, ac or tran.');
  operands.signal('the output');
  const next = operands.take();
  const name = next?.$type === 'Call' ? next.callee.toLowerCase() : next?.$type === 'Word' ? next.text.toLowerCase() : undefined;
  if (name === undefined || !FUNCTIONS.has(name)) operands.wrong(next, 'What is compared between the runs is ymax, max, min, rise_edge(value) or fall_edge(value).');
}
