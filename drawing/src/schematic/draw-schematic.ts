import type { Circuit, SchematicDrawing } from '@nodal/protocol';
import { checkDrawing, type DrawingFault } from './check.js';
import { decodeCircuit } from './decode-circuit.js';
import { fromCircuit, type SchematicNetlist } from './netlist.js';
import { makeParts } from './parts.js';
import { placeAll } from './place.js';
import type { PlacedPart } from './placed-part.js';
import { findRails } from './rails.js';
import { routeAll, type Routing } from './route.js';
import { signalForest } from './signal-tree.js';
import { drawSvg } from './svg.js';

/** How much room the parts get, from try to try. */
const SPREADS = [1, 1.5, 2, 3];
/** With this many tries for each room, ever more nets are named in place of wired. */
const TRIES = 3;

export interface Layout { placed: PlacedPart[]; routing: Routing; faults: DrawingFault[] }

/** Places and routes a netlist. The checker always runs: a fault gets more room, or names in place of wires. */
export function layoutSchematic(netlist: SchematicNetlist): Layout {
  const rails = findRails(netlist);
  const netName = (net: number) => netlist.nets[net]?.name ?? String(net);
  const forest = signalForest(makeParts(netlist, rails), rails);
  let best: Layout | undefined;
  for (const spread of SPREADS) {
    const placed = placeAll(forest, { rails, railName: netName, spread });
    const labelled = new Set<number>();
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const routing = routeAll(placed, netName, labelled);
      const faults = checkDrawing(placed, routing);
      if (!best || faults.length < best.faults.length) best = { placed, routing, faults };
      if (faults.length === 0) return best;
      const nets = faults.flatMap((f) => f.nets);
      if (nets.length === 0) break;
      for (const net of nets) labelled.add(net);
    }
  }
  return best!;
}

/**
 * The picture of an encoded circuit. Throws when the bytes are no circuit of
 * this version.
 */
export function drawSchematic(circuit: Uint8Array): SchematicDrawing {
  return drawCircuit(decodeCircuit(circuit));
}

export function drawCircuit(circuit: Circuit, options: { standalone?: boolean } = {}): SchematicDrawing {
  const netlist = fromCircuit(circuit);
  const { placed, routing } = layoutSchematic(netlist);
  const { svg, width, height } = drawSvg(netlist, placed, routing, { title: circuit.title, ...options });
  const devices = placed.flatMap((p) => p.part.devices.map((index) => ({ name: netlist.devices[p.part.devices[0]!]!.name, uri: netlist.devices[index]!.origin.uri, start: netlist.devices[index]!.origin.start, end: netlist.devices[index]!.origin.end })));
  return { svg, width, height, devices };
}
