import type { BranchOfInstance, ConditionalOfInstance } from '../design/design.js';
import type { Elaboration } from './elaboration.js';
import type { Frame } from './frame.js';
import { markProgram } from './structural.js';
import type { Values } from './values.js';

/** Which branch each instance has chosen: an index, or -1 for none. */
const chosen = new WeakMap<Frame, Map<ConditionalOfInstance, number>>();

/** Whether an instance has the cards of a branch. Conditions are evaluated in order with the instance's parameters, each conditional once. */
export function counts(branch: BranchOfInstance, frame: Frame, elaboration: Elaboration, values: Values): boolean {
  for (let at: BranchOfInstance | undefined = branch; at !== undefined; at = at.outer) {
    if (choice(at.conditional, frame, elaboration, values) !== at.index) return false;
  }
  return true;
}

function choice(conditional: ConditionalOfInstance, frame: Frame, elaboration: Elaboration, values: Values): number {
  let known = chosen.get(frame);
  if (known === undefined) chosen.set(frame, (known = new Map()));
  let index = known.get(conditional);
  if (index === undefined) {
    index = conditional.branches.findIndex((condition) => {
      if (condition === undefined) return true;
      const compiled = values.program({ ...condition, file: conditional.file }, frame);
      if (typeof compiled === 'object') markProgram(elaboration, compiled.program, frame);
      const value = compiled === undefined ? 0 : typeof compiled === 'number' ? compiled : elaboration.evaluate(compiled.program, frame);
      return value !== 0 && !Number.isNaN(value);
    });
    known.set(conditional, index);
  }
  return index;
}
