import type { ElementCard } from '../generated/ast.js';
import { elementByLetter } from '../reference/elements.js';
import type { PlacedCard, Scope } from './design.js';
import { cardRoles } from './roles.js';

const COUNTS = ['none', 'one', 'two', 'three', 'four', 'five'];

/** What an element card lacks, as a sentence with what to do; undefined when it is complete. */
export function missingOf(placed: PlacedCard<ElementCard>, scope: Scope): string | undefined {
  const roles = cardRoles(placed, scope);
  const { name } = placed.card;
  const facts = elementByLetter(roles.letter);
  if (facts === undefined) return undefined;
  if (roles.letter === 'x') {
    return roles.subcircuit === undefined ? `${name} names no subcircuit. Write ${name} node … subcircuit.` : undefined;
  }
  if (roles.letter === 'k') {
    if (roles.elements.length < 2) return `${name} couples at least two inductors. Write ${name} inductor inductor coefficient.`;
    return roles.values.length === 0 && roles.parameters.length === 0 ? `${name} has no coefficient. Write a number between -1 and 1 behind the inductors.` : undefined;
  }
  const special = roles.waveforms.length > 0 || roles.parameters.length > 0 || roles.operands.some(({ role }) => role === 'keyword');
  const controlled = roles.letter === 'e' || roles.letter === 'g';
  const wanted = controlled && special ? 2 : roles.letter === 'm' && roles.model !== undefined ? 3 : facts.pins.length;
  if (roles.nodes.length < wanted) {
    const signature = `${name} ${Array.from({ length: facts.pins.length }, () => 'node').join(' ')} ${facts.operands}`.trim();
    return `${name} needs ${COUNTS[wanted] ?? wanted} nodes and has ${COUNTS[roles.nodes.length] ?? roles.nodes.length}. Write ${signature}.`;
  }
  if (special) return undefined;
  switch (roles.letter) {
    case 'r': case 'c': case 'l':
      return roles.values.length === 0 && roles.model === undefined ? `${name} has no value. Write it behind the nodes, such as ${name} a b 1${roles.letter === 'r' ? 'k' : 'u'}.` : undefined;
    case 'e': case 'g':
      return roles.values.length === 0 ? `${name} has no gain. Write it behind the controlling nodes.` : undefined;
    case 'f': case 'h':
      if (roles.elements.length === 0) return `${name} names no controlling source. Write ${name} node node source gain.`;
      return roles.values.length === 0 ? `${name} has no gain. Write it behind the controlling source.` : undefined;
    default:
      return facts.modelKinds.length > 0 && roles.model === undefined ? `${name} names no model. Write it behind the nodes.` : undefined;
  }
}
