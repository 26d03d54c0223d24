import { NONE } from '@nodal/protocol';
import { cardExpressions } from '../expressions/card-expressions.js';
import { placeOf } from '../design/places.js';
import type { Assignment, ElementCard, Operand, Word } from '../generated/ast.js';
import type { ParameterDeclaration, PlacedCard, Scope, SubcircuitDeclaration } from '../design/design.js';
import { lookupSubcircuit } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { cardRoles } from '../design/roles.js';
import { similarNames } from './definitions.js';
import type { Elaboration } from './elaboration.js';
import { Shape, type Frame, type OuterNode } from './frame.js';
import { fillSlots, type Actual } from './parameters.js';
import type { Values } from './values.js';

/** Instances may nest this deep; a deeper tree is a generator's mistake. */
const DEEPEST = 200;

/** The frame of the top circuit. */
export function topFrame(elaboration: Elaboration, values: Values): Frame {
  const { builder, design } = elaboration;
  const definition = elaboration.definitionOf(design.top);
  const index = builder.instance(NONE, '', definition.index, NONE, NONE);
  const frame: Frame = {
    index, parent: undefined, scope: design.top, shape: new Shape(definition, undefined), path: '',
    slotsStart: builder.circuit.instances.slotsStart[index]!,
    outer: [], portNodes: [], nodes: undefined, devices: undefined, children: undefined, models: undefined,
  };
  fillSlots(elaboration, values, frame, new Map());
  return frame;
}

/** `x1 a b sub w=2 m=3`: an X card taken apart. */
export interface InstanceCard {
  nodes: OuterNode[];
  /** The last operand, which names the subcircuit. */
  name: OuterNode & { operand: Operand };
  assignments: Assignment[];
}

/** Undefined when the card names no subcircuit. */
export function readInstanceCard(placed: PlacedCard<ElementCard>, scope: Scope): InstanceCard | undefined {
  const roles = cardRoles(placed, scope);
  const operand = roles.subcircuit;
  if (!operand) return undefined;
  return { nodes: roles.nodes.map((node) => operandText(placed, node)), name: { ...operandText(placed, operand), operand }, assignments: roles.parameters };
}

/** The subcircuit of a name: in the scope, the scopes around, then those of the callers. */
function findSubcircuit(frame: Frame, name: string): SubcircuitDeclaration | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const found = lookupSubcircuit(at.scope, name);
    if (found) return found;
  }
  return undefined;
}

/**
 * Makes the instance of an X card: its ports, its parameters, its multiplier.
 * The inside is elaborated by the caller. Undefined after an error.
 */
export function instantiate(elaboration: Elaboration, values: Values, frame: Frame, placed: PlacedCard<ElementCard>): Frame | undefined {
  const { builder } = elaboration;
  const { card } = placed;
  const parts = elaboration.instanceCard(placed, frame.scope);
  if (!parts) {
    elaboration.tellAt('error', 'missing-subcircuit', placed, undefined, `${card.name} names no subcircuit. Write: ${card.name} node … NAME`, frame);
    return undefined;
  }
  const name = parts.name.text;
  const declaration = findSubcircuit(frame, name);
  if (!declaration) {
    const near = similarNames(name, subcircuitNames(frame));
    elaboration.tellAt('error', 'unknown-subcircuit', placed, parts.name.operand, `There is no subcircuit '${name}' here.${near.length > 0 ? ` Did you mean ${near.map((word) => `'${word}'`).join(' or ')}?` : ' Define it with .subckt, or include the file that does.'}`, frame);
    return undefined;
  }
  const outer = connected(parts, declaration);
  if (outer.length !== declaration.ports.length) {
    const ports = declaration.ports.map((port) => port.name).join(' ');
    elaboration.tellAt('error', 'port-count', placed, undefined, `${card.name} connects ${parts.nodes.length} node${parts.nodes.length === 1 ? '' : 's'}, but the subcircuit ${declaration.name} has ${declaration.ports.length}: ${ports}`, frame);
    return undefined;
  }
  if (!nestsFinitely(elaboration, frame, placed, declaration, parts.name.operand)) return undefined;
  if (hasEncryptedText(declaration)) {
    elaboration.tellAt('error', 'unsupported-encrypted', placed, parts.name.operand, `The inside of ${declaration.name} is encrypted, and only the simulator that it was made for can read it. Look for an open model of the part.`, frame);
    return undefined;
  }

  const path = frame.path === '' ? card.name : `${frame.path}.${card.name}`;
  const actuals = new Map<string, Actual>();
  const given: ParameterDeclaration[] = [];
  let multiplier = NONE;
  for (const assignment of parts.assignments) {
    if (assignment.target.$type !== 'Word' || !assignment.value) continue;
    const key = assignment.target.text.toLowerCase();
    const source = values.textOf(placed, assignment.value);
    if (key === 'm' && !declaration.scope.parameters.has('m') && !(placed.file.parsed.dialect.name === 'ltspice' && readsMultiplier(declaration.scope))) {
      multiplier = values.value(source, frame);
      if (multiplier !== NONE && builder.circuit.values.constant[multiplier] === 0) {
        elaboration.tellAt('warning', 'value-out-of-range', placed, assignment, `The multiplier of ${card.name} is 0, so it is left out of the circuit.`, frame);
        return undefined;
      }
      if (multiplier !== NONE && !(builder.circuit.values.constant[multiplier]! > 0)) {
        elaboration.tellAt('error', 'value-out-of-range', placed, assignment, `The multiplier of ${card.name} is ${builder.circuit.values.constant[multiplier]}; it must be greater than 0.`, frame);
      }
      continue;
    }
    // An actual wins over a `.param` inside of the subcircuit too.
    if (!declaration.scope.parameters.has(key) && !actuals.has(key)) {
      given.push(declaredBy(placed, assignment.target));
      if (placed.file.parsed.dialect.name !== 'ltspice') {
        elaboration.tellAt('warning', 'unknown-instance-parameter', placed, assignment.target, `The subcircuit ${declaration.name} does not declare the parameter '${assignment.target.text}', which only LTspice allows. Add it to the .subckt line, or correct its name.`, frame);
      }
    }
    actuals.set(key, { name: assignment.target.text, source, used: false });
  }
  const definition = elaboration.definitionOf(declaration.scope, given.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)));
  const index = builder.instance(frame.index, path, definition.index, elaboration.cardOrigin(placed), multiplier);
  for (let i = 0; i < declaration.ports.length; i++) builder.circuit.instances.ports.push(NONE);
  const child: Frame = {
    index, parent: frame, scope: declaration.scope, shape: frame.shape.child(definition), path,
    slotsStart: builder.circuit.instances.slotsStart[index]!,
    outer, portNodes: new Array<number>(outer.length).fill(-1), nodes: undefined, devices: undefined, children: undefined, models: undefined,
  };
  fillSlots(elaboration, values, child, actuals);
  (frame.children ??= new Map()).set(card.name.toLowerCase(), child);
  return child;
}

/** Whether a part of the text between a `.subckt` and its `.ends` is encrypted. */
function hasEncryptedText({ placed, scope }: SubcircuitDeclaration): boolean {
  const { blocks, start, end } = placed.file.parsed.table;
  if (blocks.length === 0) return false;
  const from = start[placed.index]!;
  const to = scope.endIndex === undefined ? Infinity : end[scope.endIndex]!;
  return blocks.some((block) => block.kind === 'encrypted' && block.start > from && block.start < to);
}

/** Whether the inside reads `m` as a parameter: LTspice hands over what the card gives, declared or not, whatever its name. */
function readsMultiplier({ elements }: Scope): boolean {
  return elements.some((placed) => cardExpressions(placed).some(({ parsed }) => parsed.steps.some((step) => step.kind === 'name' && step.name.toLowerCase() === 'm')));
}

/** The declaration of a parameter that only the X card has. */
function declaredBy(placed: PlacedCard<ElementCard>, target: Word): ParameterDeclaration {
  const { start, end } = placeOf(placed, target);
  return { kind: 'parameter', name: target.text, placed, nameStart: start, nameEnd: end, value: undefined, formal: true };
}

/** The nodes of the ports: those of the card, then those that optional ports are on by themselves. */
function connected({ nodes, name }: InstanceCard, { ports }: SubcircuitDeclaration): readonly OuterNode[] {
  let outer = nodes;
  for (let i = nodes.length; i < ports.length && ports[i]!.default !== undefined; i++) outer = [...outer, { text: ports[i]!.default!, start: name.start, end: name.end }];
  return outer;
}

function nestsFinitely(elaboration: Elaboration, frame: Frame, placed: PlacedCard, declaration: SubcircuitDeclaration, at: Operand): boolean {
  let depth = 0;
  for (let outer: Frame | undefined = frame; outer; outer = outer.parent, depth++) {
    if (outer.scope === declaration.scope) {
      elaboration.tellAt('error', 'recursive-subcircuit', placed, at, `The subcircuit ${declaration.name} contains itself; break the circle.`, frame);
      return false;
    }
  }
  if (depth <= DEEPEST) return true;
  elaboration.tellAt('error', 'recursive-subcircuit', placed, at, `Subcircuits are nested more than ${DEEPEST} deep.`, frame);
  return false;
}

function* subcircuitNames(frame: Frame): Iterable<string> {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    for (let scope: Scope | undefined = at.scope; scope; scope = scope.parent) {
      for (const declaration of scope.subcircuits.values()) yield declaration.name;
    }
  }
}
