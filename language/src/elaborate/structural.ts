import { type ParameterDeclaration, PlacedCard, type Scope } from '../design/design.js';
import { conditionalsOf } from '../design/conditionals.js';
import { lookupParameter } from '../design/lookup.js';
import { operandText, positional } from '../design/operands.js';
import type { DirectiveCard } from '../generated/ast.js';
import { expressionAt } from '../expressions/card-expressions.js';
import { parseExpression } from '../expressions/parse.js';
import { NONE } from '@nodal/protocol';
import { dialectOfCard, freeNames } from './definitions.js';
import type { Elaboration } from './elaboration.js';
import { type Frame, slotsRead } from './frame.js';

/**
 * Marks the values of parameters that decide which parts the circuit has, so
 * that another number needs a new elaboration: those that a condition of `.if`
 * reads, through other parameters too. Conditions that depend on an instance
 * are marked where each instance decides them (`markProgram`).
 */
export function markStructural(elaboration: Elaboration, top: Frame): void {
  const { design } = elaboration;
  const seen = new Set<ParameterDeclaration>();
  const visit = (names: Iterable<string>, scope: Scope): void => {
    for (const name of names) {
      const declaration = lookupParameter(scope, name);
      if (declaration === undefined || seen.has(declaration)) continue;
      seen.add(declaration);
      const slot = top.shape.definition.slotOf.get(name);
      if (slot !== undefined && design.top.parameters.get(name) === declaration) mark(elaboration, top.slotsStart + slot);
      const { value, placed } = declaration;
      if (value !== undefined) visit(freeNames(expressionAt(placed, value.start, value.text), scope, elaboration.expressions), scope);
    }
  };
  for (const file of design.files) {
    for (const { branches } of conditionalsOf(file.parsed).byStart.values()) {
      for (const { card: index, otherwise } of branches) {
        const card = file.parsed.card(index);
        if (otherwise || card.$type !== 'DirectiveCard') continue;
        const placed = new PlacedCard<DirectiveCard>(file, index);
        const text = positional(card).map((operand) => operandText(placed, operand).text).join(' ');
        visit(freeNames(parseExpression(text, dialectOfCard(placed)), design.top, elaboration.expressions), design.top);
      }
    }
  }
}

/** Marks all that a program reads in a frame: it decided about the frame's parts. */
export function markProgram(elaboration: Elaboration, program: number, frame: Frame): void {
  const { programs, instances, values } = elaboration.builder.circuit;
  for (const { slot, owner } of slotsRead(programs, program, frame)) {
    const value = instances.slotValue[slot]!;
    if (values.structural[value] === 1) continue;
    mark(elaboration, slot);
    const further = values.program[value]!;
    if (further !== NONE) markProgram(elaboration, further, instances.slotInParent[slot] === 1 ? owner.parent! : owner);
  }
}

function mark(elaboration: Elaboration, slot: number): void {
  const { instances, values } = elaboration.builder.circuit;
  values.structural[instances.slotValue[slot]!] = 1;
}
