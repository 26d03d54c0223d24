import type { ElementCard } from '../generated/ast.js';
import type { Design, PlacedCard, Scope } from './design.js';
import { groundsOf, isGround, lookupSubcircuit } from './lookup.js';
import { cardRoles } from './roles.js';
import { subcircuitOf } from './subcircuit-of.js';
import { operandText } from './operands.js';

interface NamesOfScope {
  /** Element cards by their names in lower case. */
  elements: Map<string, PlacedCard<ElementCard>>;
  /** Nodes in lower case, ports included; found when somebody asks. */
  nodes: Set<string> | undefined;
}

const known = new WeakMap<Scope, NamesOfScope>();

function namesOf(scope: Scope): NamesOfScope {
  let names = known.get(scope);
  if (names === undefined) known.set(scope, (names = { elements: new Map(scope.elements.map((placed) => [placed.card.name.toLowerCase(), placed])), nodes: undefined }));
  return names;
}

function nodesOf(scope: Scope): Set<string> {
  const names = namesOf(scope);
  if (names.nodes !== undefined) return names.nodes;
  names.nodes = new Set(scope.subcircuit?.ports.map((port) => port.name.toLowerCase()));
  for (const placed of scope.elements) for (const node of cardRoles(placed, scope).nodes) names.nodes.add(operandText(placed, node).text.toLowerCase());
  return names.nodes;
}

/**
 * The scope that a path such as `x1.x2.n3` leads into, and what is left of it.
 * Names may hold dots themselves, so that the longest element name counts.
 */
function follow(design: Design, path: string): { scope: Scope; rest: string } {
  let scope = design.top;
  let rest = path.toLowerCase().replaceAll(':', '.');
  // ngspice writes the letter of a device before its path: `v.x1.v2`.
  if (/^[a-wyz]\.x/.test(rest)) rest = rest.slice(2);
  for (;;) {
    const next = stepInto(scope, rest);
    if (next === undefined) return { scope, rest };
    ({ scope, rest } = next);
  }
}

function stepInto(scope: Scope, path: string): { scope: Scope; rest: string } | undefined {
  if (path.charAt(0) !== 'x') return undefined;
  const { elements } = namesOf(scope);
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const placed = elements.get(path.slice(0, dot));
    const name = placed === undefined ? undefined : subcircuitOf(placed, scope);
    const inner = name === undefined ? undefined : lookupSubcircuit(scope, name);
    if (inner !== undefined) return { scope: inner.scope, rest: path.slice(dot + 1) };
  }
  return undefined;
}

/** Whether the cards of a design have a node of this path, whatever of it can be simulated. */
export function designHasNode(design: Design, path: string): boolean {
  const { scope, rest } = follow(design, path);
  return isGround(rest, groundsOf(design)) || design.globals.has(rest) || nodesOf(scope).has(rest) || nodesOf(design.top).has(path.toLowerCase());
}

/** The element card that a path leads to, instances of subcircuits included. */
export function elementAt(design: Design, path: string): PlacedCard<ElementCard> | undefined {
  const { scope, rest } = follow(design, path);
  return namesOf(scope).elements.get(rest) ?? namesOf(design.top).elements.get(path.toLowerCase());
}

/** The element of a scope by its name in any case. */
export function elementNamed(scope: Scope, name: string): PlacedCard<ElementCard> | undefined {
  return namesOf(scope).elements.get(name.toLowerCase());
}

/** Whether a path names an element or one of its pins: `r1`, `r1:2`, `x1.q1.c`, a port of an instance. */
export function namesElementOrPin(design: Design, path: string): boolean {
  if (elementAt(design, path) !== undefined) return true;
  const owner = path.replace(/[.:][^.:]*$/, '');
  const element = owner === path ? undefined : elementAt(design, owner);
  return element !== undefined && (!/^x/i.test(element.card.name) || designHasNode(design, path));
}
