import type { ParameterDeclaration } from '../design/design.js';
import { findVariable } from '../reference/functions.js';
import { parseNumber } from '../text/number.js';
import type { Rule } from './rule.js';

/** How far a value may be off from the constant, since nobody writes all digits. */
const ROUNDING = 1e-3;

/**
 * A parameter has another name than what simulators compute.
 *
 * In expressions `time`, `temper` and `hertz` are what the simulator computes,
 * and `pi` is a constant: one simulator takes the parameter, another does not.
 */
export const reservedName: Rule = {
  group: 'names',
  code: 'reserved-name',
  severity: 'warning',
  summary: 'A parameter has another name than what simulators compute.',
  why: 'In expressions `time`, `temper` and `hertz` are what the simulator computes, and `pi` is a constant: one simulator takes the parameter, another does not.',
  example: '.param time=1m\nv1 a 0 1\nr1 a 0 {time}',
  counterExample: '.param duration=1m\nv1 a 0 1\nr1 a 0 {duration}',
  check(design, report) {
    for (const scope of design.scopes) {
      for (const [key, declared] of scope.parameters) {
        const facts = key.length > 7 ? undefined : findVariable(key, declared.placed.file.parsed.dialect.name);
        // Other spellings, such as `temp`, and `vt` or `gmin` of some dialects, are names of parameters in many netlists.
        if (facts === undefined || facts.name !== key || facts.dialects !== undefined || isSameConstant(declared, facts.value)) continue;
        report({ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd }, `${declared.name} means something to the simulator: ${facts.meaning} Give the parameter another name.`, {
          severity: design.role === 'part' || declared.placed.file.index > 0 ? 'information' : 'warning',
        });
      }
    }
  },
};

/** Whether a parameter only writes down the constant. A formula may compute it. */
function isSameConstant({ value }: ParameterDeclaration, constant: number | undefined): boolean {
  if (constant === undefined || value === undefined) return false;
  const number = parseNumber(value.text.replace(/^[{']|[}']$/g, '').trim());
  return number === undefined || Math.abs(number - constant) <= ROUNDING * Math.abs(constant);
}
