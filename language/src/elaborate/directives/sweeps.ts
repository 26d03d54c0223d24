import type { Argument } from '../../generated/ast.js';
import { namesElementOrPin } from '../../design/find-path.js';
import { similarNames } from '../definitions.js';
import { suggest } from '../signals.js';
import type { DirectiveCheck, OperandReader } from './operand-reader.js';

const SCALES = ['dec', 'oct', 'lin'];

/**
 * `.step` of LTspice, PSpice and Xyce: what is swept (a parameter, a source, a
 * device or its parameter, `temp`, a parameter of a model), and its values: a
 * list, a table, a file, or start, stop and step.
 */
export const step: DirectiveCheck = (operands) => {
  let scale = operands.takeWord(...SCALES);
  if (operands.takeAssignment('data') !== undefined) return;
  if (operands.takeWord('data') !== undefined) return;
  swept(operands);
  scale ??= operands.takeWord(...SCALES);
  if (operands.takeAssignment('file') !== undefined) return;
  if (operands.takeWord('list') !== undefined) {
    if (operands.done) operands.wrong(undefined, 'The list has no values.');
    operands.numbers('a value');
    return;
  }
  const at = operands.peek();
  const start = operands.number('the first value');
  const stop = operands.number('the last value');
  const by = operands.number(scale === undefined || scale === 'lin' ? 'the step' : 'the number of points');
  if (start === undefined || stop === undefined || by === undefined) return;
  if (scale === 'dec' || scale === 'oct') {
    if (!(start * stop > 0)) operands.wrong(at, `A sweep by ${scale === 'dec' ? 'decades' : 'octaves'} cannot reach or pass 0.`);
    else if (!(by > 0)) operands.wrong(at, 'There must be at least one point.');
  } else if (by === 0 && start !== stop) {
    operands.wrong(at, 'The step of a sweep cannot be 0.');
  }
  // LTspice has up to three `.step` cards, each with one sweep; Xyce may put several on one.
};

/** What is swept, in all dialects. */
function swept(operands: OperandReader): void {
  const { lookup, top, elaboration } = operands.context;
  if (operands.takeWord('param') !== undefined) {
    const name = operands.take();
    if (name?.$type !== 'Word') return operands.wrong(name, 'The name of the parameter is missing.');
    if (top.shape.slot(name.text.toLowerCase()) === undefined) operands.wrong(name, `The parameter '${name.text}' is not defined here.`, 'unknown-parameter');
    return;
  }
  if (operands.takeWord('temp', 'temper') !== undefined) return;
  const first = operands.take();
  const next = operands.peek();
  // `npn 2n2222(vaf)`: the kind of the model, its name and its parameter.
  if (first?.$type === 'Word' && next?.$type === 'Call') {
    operands.take();
    model(operands, next, next.callee);
    return;
  }
  if (first?.$type === 'Call') return model(operands, first, first.callee);
  if (first?.$type !== 'Word') return operands.wrong(first, 'What is to be swept is missing.');
  const name = first.text;
  const owner = name.replace(/:[^:]*$/, '');
  const { design } = elaboration;
  if (top.shape.slot(name.toLowerCase()) !== undefined
    || namesElementOrPin(design, name) || design.top.models.has(owner.toLowerCase()) || /^(?:temp|vt|gmin)$/i.test(name)) return;
  operands.wrong(first, `There is no source, device or parameter '${name}' to sweep.${suggest(similarNames(name, [...lookup.deviceNames(), ...top.shape.names()]))}`, 'unknown-device');
}

function model(operands: OperandReader, at: Argument, name: string): void {
  const { models } = operands.context.elaboration.design.top;
  if (!models.has(name.toLowerCase())) operands.wrong(at, `There is no model '${name}' to sweep.${suggest(similarNames(name, [...models.values()].map((declared) => declared.name)))}`, 'unknown-model');
}
