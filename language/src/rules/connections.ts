import type { Design, PlacedCard } from '../design/design.js';
import type { ElementCard } from '../generated/ast.js';
import { headOf } from '../design/places.js';
import type { Severity } from '../findings.js';
import { type FloatingNodes, floatingNodesOf, isReadAsNetlist } from '../connectivity/floating-nodes.js';
import type { Loop, ScopeConnections } from '../connectivity/scope-connections.js';
import { connectivityOf } from '../connectivity/connectivity.js';
import { type Fix, freeName, insertBehind } from './fixes.js';
import type { Report } from './rule.js';

/** More names than this are counted, not listed. */
const MOST_NAMES = 4;

/** Reports the floating nodes of one kind at the first of each set. `tell` gets the nodes and the elements on them, as in a sentence. */
export function reportFloating(design: Design, kind: FloatingNodes['kind'], report: Report, tell: (nodes: Listed, elements: Listed) => string, fixed = true): void {
  for (const found of floatingNodesOf(design)) {
    if (found.kind !== kind) continue;
    const { connections, group: { nodes } } = found;
    const first = nodes[0]!;
    const elements = connections.elementsAt(nodes);
    const message = tell(listed(nodes.map((node) => connections.nameOf(node))), listed(elements.map((placed) => placed.card.name)));
    const fix = fixed ? resistorToGround(connections, first) : undefined;
    report(connections.placeOf(first), message, {
      severity: severityAt(connections, first), ...(fix === undefined ? {} : { fix }),
      related: elements.slice(0, 10).map((placed) => ({ ...headOf(placed), message: `${placed.card.name} is connected there.` })),
    });
  }
}

/** What stands in a library is its vendor's doing. */
function severityAt(connections: ScopeConnections, node: number): Severity {
  return connections.standsInDeck(node) ? 'warning' : 'information';
}

/** Names as in a sentence, with their number. */
export interface Listed {
  text: string;
  count: number;
}

export function listed(names: readonly string[]): Listed {
  const shown = names.length > MOST_NAMES + 1 ? [...names.slice(0, MOST_NAMES), `${names.length - MOST_NAMES} more`] : names;
  return { text: shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`, count: names.length };
}

/** A card with a large resistor from a node to ground, behind the one where the node stands first. */
function resistorToGround(connections: ScopeConnections, node: number): Fix | undefined {
  const { placed, name } = connections.mentionOf(node);
  if (!/^\w+$/.test(name)) return undefined;
  const taken = new Set(connections.scope.elements.map(({ card }) => card.name.toLowerCase()));
  const resistor = `rdc_${name}`;
  return insertBehind(`Connect ${name} to ground with 1 GΩ`, placed.file, placed.index, `${taken.has(resistor.toLowerCase()) ? freeName(resistor, (other) => taken.has(other.toLowerCase())) : resistor} ${name} 0 1g`);
}

/** Reports the loops that `wanted` takes, each at the last of its elements. */
export function reportLoops(design: Design, report: Report, wanted: (loop: Loop) => boolean, tell: (members: Listed, loop: Loop) => string, severity: (loop: Loop, connections: ScopeConnections) => Severity): void {
  if (!isReadAsNetlist(design)) return;
  const { scopes, circumstances } = connectivityOf(design);
  for (const connections of scopes) {
    for (const loop of connections.voltageLoops) {
      if (!wanted(loop) || (loop.inductive && !circumstances.operatingPoint)) continue;
      const { members } = loop;
      // Of two elements of one name the second should not be there: that is said already.
      if (new Set(members.map(nameOf)).size < members.length) continue;
      const last = members[members.length - 1]!;
      report(headOf(last), tell(listed(members.map(({ card }) => card.name)), loop), {
        severity: severity(loop, connections), related: members.slice(0, -1).slice(0, 10).map((placed) => ({ ...headOf(placed), message: `${placed.card.name} is part of the loop.` })),
      });
    }
  }
}

function nameOf({ card }: PlacedCard<ElementCard>): string {
  return card.name.toLowerCase();
}
