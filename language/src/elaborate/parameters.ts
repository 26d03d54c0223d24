import { NONE } from '@nodal/protocol';
import type { ParameterDeclaration } from '../design/design.js';
import type { Elaboration } from './elaboration.js';
import { PUSH_SLOT } from '../expressions/programs.js';
import type { Frame } from './frame.js';
import { outermostSlot } from './parameter-hierarchy.js';
import type { ValueText, Values } from './values.js';

/** An actual parameter of an X card: its text, which is evaluated in the parent's frame. */
export interface Actual { name: string; source: ValueText; used: boolean }

/**
 * Gives every parameter slot of a new instance its value: an override, in
 * HSPICE's dialect a `.param` around it, the actual of the X card, or the
 * declared value, in that order. The slots stand
 * in the order of their dependencies, so each is evaluated once.
 */
export function fillSlots(elaboration: Elaboration, values: Values, frame: Frame, actuals: Map<string, Actual>): void {
  const { builder } = elaboration;
  const { cycles, declarations } = frame.shape.definition;
  const inCycle = cycles.length > 0 ? new Set(cycles.flat()) : undefined;
  const overridden = elaboration.overrides.changesCircuit;
  for (const declaration of declarations) {
    const key = declaration.name.toLowerCase();
    const override = overridden ? elaboration.overrides.take(frame.path === '' ? key : `${frame.path.toLowerCase()}.${key}`) : undefined;
    if (override !== undefined) {
      builder.pushSlot(builder.value(override), false);
      continue;
    }
    const outer = elaboration.outerParametersWin && frame.parent ? outermostSlot(frame, key) : undefined;
    if (outer) {
      builder.pushSlot(slotOf(elaboration, frame, declaration, outer), false);
      continue;
    }
    const actual = actuals.get(key);
    if (actual && frame.parent) {
      actual.used = true;
      builder.pushSlot(slotValue(elaboration, values, actual.source, frame.parent), true);
      continue;
    }
    if (!declaration.value || inCycle?.has(declaration)) {
      // A missing value is told where the design is built, a cycle when its definition is prepared.
      builder.pushSlot(withoutNumber(elaboration), false);
      continue;
    }
    builder.pushSlot(slotValue(elaboration, values, declaredText(declaration, declaration.value), frame, key), false);
  }
}

function declaredText(declaration: ParameterDeclaration, value: NonNullable<ParameterDeclaration['value']>): ValueText {
  return { text: value.text, placed: declaration.placed, file: declaration.placed.file, start: value.start, end: value.end };
}

/** A parameter may be unused and have no number, so only what reads it tells that it has none. */
function slotValue(elaboration: Elaboration, values: Values, source: ValueText, frame: Frame, own?: string): number {
  const { builder } = elaboration;
  const before = elaboration.errors;
  const compiled = values.program(source, frame, undefined, own !== undefined && frame.parent ? own : undefined, 'expression-input');
  if (compiled === undefined) return elaboration.errors > before ? withoutNumber(elaboration) : builder.value(NaN);
  if (typeof compiled === 'number') return builder.value(compiled, NONE);
  const value = builder.value(elaboration.evaluate(compiled.program, frame), compiled.program);
  if (elaboration.readsPoisoned(compiled.program, frame)) elaboration.poisoned.add(value);
  return value;
}

/** A value that is another slot. */
function slotOf(elaboration: Elaboration, frame: Frame, { placed, nameStart, nameEnd }: ParameterDeclaration, { depth, slot }: { depth: number; slot: number }): number {
  const { builder } = elaboration;
  const program = builder.table.add([PUSH_SLOT, depth, slot], builder.origin(placed.file.index, nameStart, nameEnd));
  const value = builder.value(elaboration.evaluate(program, frame), program);
  if (elaboration.readsPoisoned(program, frame)) elaboration.poisoned.add(value);
  return value;
}

function withoutNumber(elaboration: Elaboration): number {
  const value = elaboration.builder.value(NaN);
  elaboration.poisoned.add(value);
  return value;
}
