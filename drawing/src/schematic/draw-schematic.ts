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
import { drawSvg, messageSvg } from './svg.js';

/** How much room the parts get, from try to try. */
const SPREADS = [1, 1.5, 2, 3];
/** With this many tries for each room, ever more nets are named in place of wired. */
const TRIES = 3;
/** From this many devices on, only the first spread is tried: a look at each takes seconds. */
const LARGE = 300;
/** A drawing of more devices than this would keep the reader waiting, and be no help. */
const MOST_DEVICES = 1500;
/** Faults with which a drawing would say another circuit. */
const WRONG = ['open', 'short', 'touch'];

export interface Layout { placed: PlacedPart[]; routing: Routing; faults: DrawingFault[] }

/** Places and routes a netlist. The checker always runs: a fault gets more room, or names in place of wires. */
export function layoutSchematic(netlist: SchematicNetlist): Layout {
  const rails = findRails(netlist);
  const netName = (net: number) => netlist.nets[net]?.name ?? String(net);
  const forest = signalForest(makeParts(netlist, rails), rails);
  let best: Layout | undefined;
  for (const spread of netlist.devices.length < LARGE ? SPREADS : SPREADS.slice(0, 1)) {
    const placed = placeAll(forest, { rails, railName: netName, spread });
    const labelled = new Set<number>();
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const routing = routeAll(placed, netName, labelled);
      const faults = checkDrawing(placed, routing);
      if (!best || faults.length < best.faults.length) best = { placed, routing, faults };
      if (faults.length === 0) return best;
      const nets = faults.flatMap((f) => f.nets).filter((net) => !labelled.has(net));
      if (nets.length === 0) break;
      for (const net of nets) labelled.add(net);
    }
  }
  return best!;
}

/**
 * The picture of an encoded circuit, or one in words where there can be no
 * drawing. Throws when the bytes are no circuit of this version.
 */
export function drawSchematic(circuit: Uint8Array): SchematicDrawing {
  return drawCircuit(decodeCircuit(circuit));
}

export function drawCircuit(circuit: Circuit, options: { standalone?: boolean } = {}): SchematicDrawing {
  const netlist = fromCircuit(circuit);
  const count = netlist.devices.length;
  if (count > MOST_DEVICES) return withoutDrawing([`This circuit has ${count} devices; a schematic is drawn of up to ${MOST_DEVICES}.`, 'Open the deck of a smaller part to see its schematic.'], circuit.title, options);
  const { placed, routing, faults } = layoutSchematic(netlist);
  const wrong = faults.find((f) => WRONG.includes(f.kind));
  if (wrong) return withoutDrawing([`No drawing of this circuit says what its netlist says: ${wrong.message}.`, 'Please report it with the netlist.'], circuit.title, options);
  const { svg, width, height } = drawSvg(netlist, placed, routing, { title: circuit.title, ...options });
  const devices = placed.flatMap((p) => p.part.devices.map((index) => ({ name: netlist.devices[p.part.devices[0]!]!.name, uri: netlist.devices[index]!.origin.uri, start: netlist.devices[index]!.origin.start, end: netlist.devices[index]!.origin.end })));
  return { svg, width, height, devices };
}

/** A picture in words; no device can be chosen there. */
function withoutDrawing(lines: readonly string[], title: string, options: { standalone?: boolean }): SchematicDrawing {
  return { ...messageSvg(lines, { title, ...options }), devices: [] };
}
