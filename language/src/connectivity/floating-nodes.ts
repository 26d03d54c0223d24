import type { Design } from '../design/design.js';
import { HEAD_LAST_ELEMENT } from '../text/card-head.js';
import { connectivityOf } from './connectivity.js';
import { CAPACITOR, CONTROLLED, CURRENT, type Group, ONLY_READ, type ScopeConnections } from './scope-connections.js';

/** Nodes whose voltage nothing determines. */
export interface FloatingNodes {
  /** What they are: cut off from ground altogether; gates that nothing drives; cut off but for current sources, or but for capacitors. */
  kind: 'island' | 'gates' | 'currents' | 'capacitors';
  connections: ScopeConnections;
  group: Group;
}

/** Elements whose pins may be outputs that nobody needs: voltages, instances, code models, digital parts, lines. */
const OUTPUTS: readonly boolean[] = Array.from({ length: HEAD_LAST_ELEMENT + 1 }, (_, head) => 'abehnopuvxy'.includes(String.fromCharCode(96 + head)));

/** Whether a pin of an element may be left open, by what its card is. */
export function mayBeLeftOpen(head: number): boolean {
  return OUTPUTS[head]!;
}

const known = new WeakMap<Design, FloatingNodes[]>();

/** The floating nodes of all scopes: each set of nodes once, by the worst that can be said of it. */
export function floatingNodesOf(design: Design): FloatingNodes[] {
  let nodes = known.get(design);
  if (nodes === undefined) known.set(design, (nodes = findFloatingNodes(design)));
  return nodes;
}

function findFloatingNodes(design: Design): FloatingNodes[] {
  // What is missing may be what connects them.
  if (design.incomplete || !isReadAsNetlist(design) || design.findings.some(({ code }) => code === 'no-ground')) return [];
  const { scopes, circumstances } = connectivityOf(design);
  const found: FloatingNodes[] = [];
  for (const connections of scopes) {
    if (design.role === 'part' && connections.scope.subcircuit === undefined) continue;
    const cutOff = new Set<number>();
    for (const group of connections.islands) {
      for (const node of group.nodes) cutOff.add(node);
      // Of ports that nothing inside is connected to their subcircuits have findings.
      if (group.kinds === 0 || connections.elementsAt(group.nodes).length < 2) continue;
      found.push({ kind: (group.kinds & ~ONLY_READ) === 0 ? 'gates' : 'island', connections, group });
    }
    for (const group of connections.floating) {
      if (cutOff.has(group.nodes[0]!) || followsFromOpenPin(connections, group)) continue;
      const kind = kindOf(group);
      // Without an operating point capacitors hold the voltage.
      if (!circumstances.operatingPoint && (group.kinds & CAPACITOR) !== 0) continue;
      found.push({ kind, connections, group });
    }
  }
  return found;
}

/** Whether most of a text was understood: what connects nodes may be among what was not. */
export function isReadAsNetlist(design: Design): boolean {
  let understood = readAsNetlist.get(design);
  if (understood === undefined) readAsNetlist.set(design, (understood = isMostlyUnderstood(design)));
  return understood;
}

const readAsNetlist = new WeakMap<Design, boolean>();

function isMostlyUnderstood(design: Design): boolean {
  const elements = design.scopes.reduce((sum, scope) => sum + scope.elements.length, 0);
  let problems = 0;
  for (const { code, severity } of [...design.findings, ...design.files.flatMap((file) => file.findings)]) {
    if (LOST.has(code) || (severity === 'error' && code.startsWith('missing-'))) problems++;
  }
  return problems <= MOST_LOST + elements / 20;
}

/** Codes of cards whose content is lost. */
const LOST = new Set(['syntax-error', 'unknown-card', 'unknown-directive', 'stray-character', 'stray-parenthesis', 'unclosed-parenthesis', 'unclosed-brace', 'unclosed-quote']);
/** A few slips do not hide the circuit. */
const MOST_LOST = 3;

function kindOf({ kinds }: Group): FloatingNodes['kind'] {
  if ((kinds & ~ONLY_READ) === 0) return 'gates';
  return (kinds & CURRENT) !== 0 && (kinds & CONTROLLED) === 0 ? 'currents' : 'capacitors';
}

/** Whether a pin that was left open explains it, which is a finding of its own; so it is when one element alone is there. */
function followsFromOpenPin(connections: ScopeConnections, { nodes }: Group): boolean {
  if (connections.elementsAt(nodes).length < 2) return true;
  return nodes.some((node) => connections.pinsOn(node) === 1 && !mayBeLeftOpen(connections.elementsAt([node])[0]!.head));
}
