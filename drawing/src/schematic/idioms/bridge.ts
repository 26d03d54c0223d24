import { GRID, textWidth } from '../geometry.js';
import type { SchematicNetlist } from '../netlist.js';
import type { Part } from '../parts.js';
import type { Rails } from '../rails.js';

/**
 * The bridge rectifier: two legs of two diodes each between the same two nets,
 * each leg fed in its middle. It is placed as one block with the feeds on the
 * left and the outputs on the right, and drawn as its four diodes.
 */
export function gatherBridges(parts: readonly Part[], rails: Rails, netlist: SchematicNetlist): Part[] {
  const diodes = parts.filter((p) => !p.block && netlist.devices[p.devices[0]!]!.kind === 'diode');
  const used = new Set<Part>();
  const bridges: Part[] = [];
  for (const upperA of diodes) {
    const [a, positive] = upperA.nets as [number, number];
    for (const upperB of diodes) {
      const b = upperB.nets[0]!;
      if (upperB === upperA || b === a || upperB.nets[1] !== positive || rails.isRail(a) || rails.isRail(b)) continue;
      const free = (d: Part) => !used.has(d) && d !== upperA && d !== upperB;
      const lowerA = diodes.find((d) => free(d) && d.nets[1] === a && d.nets[0] !== b && d.nets[0] !== positive && diodes.some((e) => free(e) && e !== d && e.nets[1] === b && e.nets[0] === d.nets[0]));
      const lowerB = lowerA && diodes.find((d) => free(d) && d !== lowerA && d.nets[1] === b && d.nets[0] === lowerA.nets[0]);
      if (used.has(upperA) || used.has(upperB) || !lowerA || !lowerB) continue;
      const bridge = [upperA, lowerA, upperB, lowerB];
      for (const d of bridge) used.add(d);
      bridges.push(bridgePart(bridge as [Part, Part, Part, Part], [a, b, positive, lowerA.nets[0]!]));
    }
  }
  return [...parts.filter((p) => !used.has(p)), ...bridges].sort((x, y) => x.devices[0]! - y.devices[0]!);
}

/** Distance of the feeds, which is that of the pins of a source or a winding. */
const FEEDS = 60;
const FIRST_LEG = 30;

function bridgePart([upperA, lowerA, upperB, lowerB]: [Part, Part, Part, Part], nets: [number, number, number, number]): Part {
  const texts = Math.max(...[upperA, lowerA].flatMap((p) => p.texts.map(textWidth)));
  const outer = Math.max(...[upperB, lowerB].flatMap((p) => p.texts.map(textWidth)));
  const snap = (value: number) => Math.ceil(value / GRID) * GRID;
  const secondLeg = FIRST_LEG + Math.max(60, snap(texts + 16 + 25));
  const right = secondLeg + Math.max(40, snap(outer + 16 + 20));
  const upper = -60;
  const lower = FEEDS + 10;
  return {
    devices: [upperA, lowerA, upperB, lowerB].flatMap((p) => p.devices),
    symbol: {
      pins: [{ x: 0, y: 0, side: 'left' }, { x: 0, y: FEEDS, side: 'left' }, { x: right, y: upper, side: 'right' }, { x: right, y: lower + 60, side: 'right' }],
      body: { left: 10, top: upper, right: right - 10, bottom: lower + 60 },
      lines: '', filled: '', circles: [],
    },
    nets,
    texts: [],
    block: true,
    controlled: false,
    cost: 1,
    source: false,
    members: [
      { part: upperA, at: { x: FIRST_LEG, y: upper }, turn: 2 },
      { part: lowerA, at: { x: FIRST_LEG, y: lower }, turn: 2 },
      { part: upperB, at: { x: secondLeg, y: upper }, turn: 2 },
      { part: lowerB, at: { x: secondLeg, y: lower }, turn: 2 },
    ],
  };
}
