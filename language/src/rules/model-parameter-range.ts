import { assignedName, literalOf, modelParameters } from '../design/literals.js';
import { type ModelRemark, remarksOnModels, within } from '../design/models-of-files.js';
import { findParameter, parametersOfModelType } from '../reference/devices.js';
import { isWithin, rangeOfParameter, shownRange } from '../reference/parameter-ranges.js';
import type { Rule } from './rule.js';

const REMARKS = Symbol('model-parameter-range');

/**
 * A parameter of a model has a value that the equations allow.
 *
 * Simulators take another one without a word, or find no solution.
 */
export const modelParameterRange: Rule = {
  group: 'values',
  code: 'model-parameter-range',
  severity: 'warning',
  summary: 'A parameter of a model has a value that the equations allow.',
  why: 'With n=0 ngspice finds no solution; instead of is=0 or mj=1.2 it takes a value of its own. No device is like that.',
  example: 'd1 a 0 dm\n.model dm d(is=1e-14 n=0)',
  counterExample: 'd1 a 0 dm\n.model dm d(is=1e-14 n=1)',
  check(design, report) {
    for (const { placed, remark } of remarksOnModels(design, REMARKS, look)) {
      const base = placed.file.cardStart[placed.index]!;
      // What a vendor measured and fitted stays as it is.
      report({ uri: placed.file.uri, start: base + remark.start, end: base + remark.end }, remark.message, design.role === 'part' ? { severity: 'information' } : {});
    }
  },
};

function look(placed: Parameters<typeof modelParameters>[0], type: string): ModelRemark[] {
  const remarks: ModelRemark[] = [];
  const parameters = modelParameters(placed);
  // Models of higher levels are fitted by parameters that have no meaning by themselves.
  const level = parameters.find((argument) => assignedName(argument) === 'level');
  if (level !== undefined && !((literalOf(placed, level.value) ?? Infinity) <= 3)) return remarks;
  for (const argument of parameters) {
    const name = assignedName(argument);
    const range = rangeOfParameter(type, name);
    if (range === undefined) continue;
    const number = literalOf(placed, argument.value);
    if (number === undefined || isWithin(number, range)) continue;
    const meaning = findParameter(parametersOfModelType(type) ?? [], name)?.meaning;
    remarks.push({ ...within(argument), message: `${argument.target.text} is ${number}${meaning === undefined ? '' : ` (${meaning.charAt(0).toLowerCase()}${meaning.slice(1)})`}; it is ${shownRange(range)}. Correct the number.` });
  }
  return remarks;
}
