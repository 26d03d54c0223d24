import { assignedName, modelParameters } from '../design/literals.js';
import { type ModelRemark, remarksOnModels, within } from '../design/models-of-files.js';
import { INFORMATIONAL_PARAMETERS } from '../reference/devices.js';
import { isModelParameter, modelParameterNames } from '../reference/models.js';
import { closestOf } from './closest.js';
import type { Rule } from './rule.js';

const REMARKS = Symbol('model-parameter-spelling');
/** Types of which the tables have all the parameters of all dialects. */
const COMPLETE = new Set(['d', 'npn', 'pnp', 'njf', 'pjf', 'sw', 'csw', 'vswitch', 'iswitch', 'vdmos']);

/**
 * A parameter of a model is spelt as simulators know it.
 *
 * What they do not know they pass over, and take their own value.
 */
export const modelParameterSpelling: Rule = {
  group: 'values',
  code: 'model-parameter-spelling',
  severity: 'warning',
  summary: 'A parameter of a model is spelt as simulators know it.',
  why: 'What a simulator does not know it passes over, so that the model has the value that it would have without.',
  example: 'q1 c b 0 qm\n.model qm npn(bff=200)',
  counterExample: 'q1 c b 0 qm\n.model qm npn(bf=200)',
  check(design, report) {
    for (const { placed, remark } of remarksOnModels(design, REMARKS, look)) {
      const base = placed.file.cardStart[placed.index]!;
      const { start, end } = remark;
      report({ uri: placed.file.uri, start: base + start, end: base + end }, remark.message, {
        fix: { title: remark.fix!.title, edits: [{ start: base + start, end: base + end, newText: remark.fix!.edits[0]!.newText }] },
      });
    }
  },
};

function look(placed: Parameters<typeof modelParameters>[0], type: string): ModelRemark[] {
  if (!COMPLETE.has(type)) return [];
  const parameters = modelParameters(placed);
  // Other levels are other models, with parameters of their own.
  if (parameters.some((argument) => assignedName(argument) === 'level')) return [];
  const names = modelParameterNames(type);
  const given = new Set(parameters.map(assignedName));
  const remarks: ModelRemark[] = [];
  for (const { target } of parameters) {
    const name = target.text.toLowerCase();
    if (names.has(name) || name.length < 2 || INFORMATIONAL_PARAMETERS.has(name) || isModelParameter(name) || TOLERANCE.test(name)) continue;
    if (!/^[a-z\d]/.test(name)) continue;
    const near = closestOf(name, names, 1);
    // A name that the model has besides is not what was meant.
    if (near === undefined || given.has(near)) continue;
    const { start, end } = within(target);
    remarks.push({ start, end, message: `A model of type ${type} has no parameter ${target.text}, so it has no effect. Did you mean ${near}?`, fix: { title: `Write ${near}`, edits: [{ start, end, newText: near }] } });
  }
  return remarks;
}

/** PSpice's tolerances, and the temperatures of any model. */
const TOLERANCE = /^(?:dev|lot|t_|trs|tc)/;
