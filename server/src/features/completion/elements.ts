import type { ElementFacts } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { expressionOffers, parameterOffers } from './expressions.js';
import { formalOffers, modelOffers, namedSubcircuit, subcircuitOffers } from './declared.js';
import type { LibraryOffers } from './libraries.js';
import { nodeOffers } from './nodes.js';
import type { Offer } from './offer.js';
import { instanceParameterOffers } from './parameters.js';
import { elementOffers, vectorArguments } from './vectors.js';
import { waveformOffers } from './waveforms.js';

/** Elements whose second part is the name of another element: how many nodes stand before it. */
const CONTROLLING: Readonly<Record<string, number>> = { f: 2, h: 2, w: 2 };
/** Pins that may be left out, or more of which may follow. */
const FEWEST: Readonly<Record<string, number>> = { m: 3, q: 3, j: 3, z: 3 };
const MOST: Readonly<Record<string, number>> = { m: 7, q: 5, d: 3 };

/** What may stand at a place of an element's card. */
export function elementCardOffers(place: TypedPlace, libraries: LibraryOffers): Offer[] {
  const { element: facts, items, list, target } = place;
  if (facts === undefined) return [];
  if (list !== undefined) {
    const inside = vectorArguments(place, list.callee);
    if (inside !== undefined && !/^(?:pulse|sin|exp|pwl|sffm|am)/.test(list.callee)) return inside;
    // Behind `(` of a source stand numbers.
    return valueOffers(place);
  }
  if (target !== undefined) return target === 'ic' || target === '' ? valueOffers(place) : [...valueOffers(place), ...(facts.letter === 'b' ? expressionOffers(place) : [])];
  if (facts.letter === 'x') return instanceOffers(place, libraries);
  const words = items.filter((item) => item.target === undefined).length;
  const assigned = items.some((item) => item.target !== undefined);
  if (facts.letter === 'k') return [...elementOffers(place, place.scope, 'l', 0), ...(words >= 2 ? valueOffers(place) : [])];
  if (assigned) return instanceParameterOffers(place, facts, 5);
  if (CONTROLLING[facts.letter] === words) return elementOffers(place, place.scope, 'v', 0);
  const pins = facts.pins.length;
  const fewest = FEWEST[facts.letter] ?? pins;
  if (words < fewest) return nodeOffers(place, place.scope, 0);
  return [
    ...(words < (MOST[facts.letter] ?? pins) ? nodeOffers(place, place.scope, words < pins ? 1 : 4) : []),
    ...behindPins(place, facts, libraries, words),
  ];
}

function behindPins(place: TypedPlace, facts: ElementFacts, libraries: LibraryOffers, words: number): Offer[] {
  const named = place.items.some(({ text }) => facts.modelKinds.length > 0 && isModel(place, text));
  const valued = 'rclefghvik'.includes(facts.letter);
  const further = words - facts.pins.length;
  // Without its model the card is nothing yet.
  const wantsModel = !named && !valued && facts.modelKinds.length > 0;
  return [
    ...(named || facts.modelKinds.length === 0 ? [] : [...modelOffers(place, facts.modelKinds, valued ? 3 : 2), ...libraries.models(place, facts.modelKinds, 30)]),
    ...(facts.letter === 'v' || facts.letter === 'i' ? sourceOffers(place, further) : []),
    ...(valued && further === 0 && facts.letter !== 'v' && facts.letter !== 'i' ? valueOffers(place) : []),
    ...(wantsModel ? [] : facts.letter === 's' || facts.letter === 'w' ? ['on', 'off'] : facts.parameters.length > 0 && facts.modelKinds.length > 0 && !valued ? ['off'] : []).filter(() => further > 0).map((label): Offer => ({ label, kind: CompletionItemKind.Keyword, rank: 6, detail: 'state to begin the operating point with' })),
    ...(wantsModel ? [] : further > 0 || !valued || facts.letter === 'v' || facts.letter === 'i' || facts.letter === 'b' ? instanceParameterOffers(place, facts, 8) : instanceParameterOffers(place, facts, 12)),
  ];
}

function isModel({ scope }: TypedPlace, text: string): boolean {
  const key = text.toLowerCase();
  for (let at: typeof scope | undefined = scope; at !== undefined; at = at.parent) if (at.models.has(key)) return true;
  return false;
}

/** Behind the nodes of a source: its parts and its waveforms. */
function sourceOffers(place: TypedPlace, further: number): Offer[] {
  const said = new Set(place.items.map(({ text }) => text.toLowerCase()));
  const word = (label: string, snippet: string, documentation: string): Offer => ({ label, kind: CompletionItemKind.Keyword, rank: 1, snippet, documentation });
  return [
    ...(said.has('dc') ? [] : [word('dc', 'dc ${1:0}', 'Value at rest.')]),
    ...(said.has('ac') ? [] : [word('ac', 'ac ${1:1}', 'Magnitude and phase for AC analyses.')]),
    ...waveformOffers(place, 2),
    ...(further === 0 ? valueOffers(place) : []),
  ];
}

/** Parameters of the scope as the value of something: in braces, which every dialect reads. */
export function valueOffers(place: TypedPlace): Offer[] {
  return parameterOffers(place, 0, (name) => `{${name}}`).map((offer) => ({ ...offer, filter: offer.label }));
}

/** Nodes, then subcircuits with as many ports; behind the name its parameters. */
function instanceOffers(place: TypedPlace, libraries: LibraryOffers): Offer[] {
  const named = namedSubcircuit(place);
  if (named !== undefined) return formalOffers(place, named, 0);
  const nodes = place.items.filter(({ target }) => target === undefined).length;
  return [
    ...(nodes === 0 ? [] : [...subcircuitOffers(place, nodes, { right: 0, other: 20 }), ...libraries.subcircuits(place, nodes, { right: 10, other: 30 })]),
    ...nodeOffers(place, place.scope, 5),
    ...(nodes === 0 ? subcircuitOffers(place, nodes, { right: 20, other: 20 }) : []),
  ];
}
