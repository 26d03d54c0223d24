import type { Dialect } from '../dialect/dialect.js';
import type { ElementCard } from '../generated/ast.js';
import { elementByLetter } from '../reference/elements.js';
import type { PlacedCard, Scope } from './design.js';
import { type CardRoles, cardRoles } from './roles.js';

const COUNTS = ['none', 'one', 'two', 'three', 'four', 'five'];

/** What ngspice takes for R, C, L and K without a value, which it says of R only; each was tried with ngspice 39. */
export const MISSING_VALUES: Readonly<Record<string, { value: number; shown: string }>> = {
  r: { value: 1e-3, shown: '1 mΩ' }, c: { value: 0, shown: '0 F' }, l: { value: 0, shown: '0 H' }, k: { value: 0, shown: '0' },
};

/** What the dialect does with an element that lacks operands, as a sentence; undefined where it stops at it. */
export function readAllTheSame({ layout, letter }: CardRoles, dialect: Dialect): string | undefined {
  if (!dialect.missingValues || MISSING_VALUES[letter] === undefined) return undefined;
  if (letter === 'k') return layout.places.elements.length >= 2 ? `ngspice takes ${MISSING_VALUES.k!.shown}.` : undefined;
  if (layout.nodeCount >= 2) return `ngspice takes ${MISSING_VALUES[letter]!.shown}.`;
  // A single word is a remark more often than an element.
  return layout.length === 0 ? 'ngspice passes over it.' : undefined;
}

/** What an element card lacks, as a sentence with what to do; undefined when it is complete. */
export function missingOf(placed: PlacedCard<ElementCard>, scope: Scope): string | undefined {
  const roles = cardRoles(placed, scope);
  const { layout, letter } = roles;
  const { name } = placed.card;
  switch (letter) {
    case 'x':
      return layout.subcircuit < 0 ? `${name} names no subcircuit. Write ${name} node … subcircuit.` : undefined;
    case 'k':
      if (layout.places.elements.length < 2) return `${name} couples at least two inductors. Write ${name} inductor inductor coefficient.`;
      return layout.places.values.length === 0 && !layout.special ? `${name} has no coefficient. Write a number between -1 and 1 behind the inductors.` : undefined;
    case 'r': case 'c': case 'l':
      return missingNodes(roles, name, 2) ?? (layout.places.values.length === 0 && layout.model < 0 && !layout.special
        ? `${name} has no value. Write it behind the nodes, such as ${name} a b 1${letter === 'r' ? 'k' : 'u'}.` : undefined);
    case 'e': case 'g':
      return missingNodes(roles, name, layout.special ? 2 : 4)
        ?? (layout.places.values.length === 0 && !layout.special ? `${name} has no gain. Write it behind the controlling nodes.` : undefined);
    case 'f': case 'h':
      return missingNodes(roles, name, 2) ?? (layout.special ? undefined : missingControl(roles, name));
    case 'v': case 'i': case 'b':
      return missingNodes(roles, name, 2) ?? (letter === 'b' && !layout.special && layout.model < 0 && layout.places.values.length === 0 ? `${name} has no expression. Write ${name} node node v=expression.` : undefined);
    case 't':
      return missingNodes(roles, name, 4) ?? (layout.special || layout.model >= 0 || layout.places.values.length > 0 ? undefined : `${name} has neither an impedance nor a model. Write ${name} node node node node z0=50 td=1n.`);
    case 'a':
      return layout.model < 0 && !layout.special ? `${name} names no model. Write it behind the nodes.` : undefined;
    case 's': case 'w':
      // Networks and lines of HSPICE have their model among their parameters.
      return layout.model < 0 && layout.special && layout.nodeCount > 2 ? undefined : missingDevice(roles, name, 2);
    case 'y':
      // A device of Xyce has its own form.
      return layout.roles[0] === 'keyword' ? undefined : missingDevice(roles, name, 2);
    case 'o': case 'd': case 'p': case 'n': case 'u':
      return letter === 'p' && layout.model < 0 && layout.special ? missingNodes(roles, name, 2) : missingDevice(roles, name, letter === 'u' ? 1 : 2);
    case 'j': case 'q': case 'm': case 'z':
      return missingDevice(roles, name, 3);
    default:
      return undefined;
  }
}

function missingNodes(roles: CardRoles, name: string, wanted: number): string | undefined {
  const { layout, letter } = roles;
  if (layout.nodeCount >= wanted) return undefined;
  const facts = elementByLetter(letter)!;
  const signature = `${name} ${Array.from({ length: Math.max(facts.pins.length, wanted) }, () => 'node').join(' ')} ${facts.operands}`.trim();
  return `${name} needs ${COUNTS[wanted] ?? wanted} nodes and has ${COUNTS[layout.nodeCount] ?? layout.nodeCount}. Write ${signature}.`;
}

function missingControl(roles: CardRoles, name: string): string | undefined {
  const { places } = roles.layout;
  if (places.elements.length === 0) return `${name} names no controlling source. Write ${name} node node source gain.`;
  return places.values.length === 0 ? `${name} has no gain. Write it behind the controlling source.` : undefined;
}

/** Devices that have nodes and a model. */
function missingDevice(roles: CardRoles, name: string, nodes: number): string | undefined {
  const { layout } = roles;
  const few = layout.model < 0 && layout.nodeCount < (elementByLetter(roles.letter)?.pins.length ?? nodes);
  return missingNodes(roles, name, few ? Math.max(nodes, elementByLetter(roles.letter)!.pins.length) : nodes)
    ?? (layout.model < 0 ? `${name} names no model. Write it behind the nodes.` : undefined);
}
