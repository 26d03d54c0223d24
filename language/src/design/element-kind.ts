import type { ElementCard } from '../generated/ast.js';
import { elementByLetter } from '../reference/elements.js';
import type { PlacedCard, Scope } from './design.js';
import { fittingModel, lookupModel } from './lookup.js';
import { type CardRoles, cardRoles } from './roles.js';

/**
 * What an element is, as in a sentence: the letter says it, where several
 * elements share a letter the form of the card does. Undefined for a letter
 * that no element has.
 */
export function elementKind(placed: PlacedCard<ElementCard>, scope: Scope): string | undefined {
  const facts = elementByLetter(placed.card.name);
  if (facts === undefined) return undefined;
  const roles = cardRoles(placed, scope);
  const other = otherKind(roles, scope);
  return other ?? facts.name;
}

/** The element that a card is if not the usual one of its letter. */
function otherKind(roles: CardRoles, scope: Scope): string | undefined {
  const { layout, letter } = roles;
  const begins = layout.roles[0];
  switch (letter) {
    case 'a': return layout.model < 0 ? 'special function' : undefined;
    case 'b': return layout.model >= 0 ? 'MESFET' : layout.nodeCount > 2 ? 'buffer' : undefined;
    case 'n': return hasParameter(roles, 'dgtlnet') ? 'digital input' : undefined;
    case 'o': return layout.nodeCount === 2 && layout.model >= 0 ? 'digital output' : undefined;
    case 'p': return layout.model < 0 && layout.nodeCount === 2 ? 'port' : undefined;
    case 's': return layout.model < 0 && layout.nodeCount > 0 ? 'network' : undefined;
    case 'u': return begins === 'keyword' ? 'digital part' : undefined;
    case 'w': return layout.model < 0 && layout.nodeCount > 2 ? 'set of coupled lines' : undefined;
    case 'y': return begins === 'keyword' ? 'device of Xyce' : undefined;
    case 'z': {
      const declared = roles.model === undefined ? undefined : lookupModel(scope, roles.model.text);
      return declared !== undefined && /^[np]igbt$/.test(fittingModel(declared, (type) => type.endsWith('igbt')).type) ? 'IGBT' : undefined;
    }
    default: return undefined;
  }
}

function hasParameter(roles: CardRoles, name: string): boolean {
  return roles.parameters.some(({ target }) => target.$type === 'Word' && target.text.toLowerCase() === name);
}
