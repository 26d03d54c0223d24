import { BoxIndex } from './box-index.js';
import { type Box, overlaps, type Point } from './geometry.js';
import type { PlacedPart, PlacedPin } from './placed-part.js';
import type { Routing, Wire } from './route.js';

/** A fault of a drawing: what is wrong, and the nets to name in place of wiring. */
export interface DrawingFault { kind: 'overlap' | 'touch' | 'through' | 'open' | 'short' | 'label'; message: string; nets: number[] }

/**
 * Reads the drawing as a person would, from its lines alone, and compares it
 * with the netlist. It always runs: no drawing that says another circuit is shown.
 */
export function checkDrawing(placed: readonly PlacedPart[], routing: Routing): DrawingFault[] {
  const pins = placed.flatMap((p) => p.pins);
  return [...overlapping(placed), ...through(placed, routing), ...connections(pins, routing), ...labels(placed, routing)];
}

function nameOf(part: PlacedPart): string {
  return part.part.texts[0] ?? '?';
}

function overlapping(placed: readonly PlacedPart[]): DrawingFault[] {
  const faults: DrawingFault[] = [];
  const before = new BoxIndex<PlacedPart>();
  for (const a of placed) {
    // One pixel more, for pins that meet at the edges of both.
    for (const b of before.over(grown(a.box, 1))) {
      const hit = a.obstacles.some((x) => b.obstacles.some((y) => overlaps(x, y))) || a.pins.some((p) => b.obstacles.some((o) => inside(p, o))) || b.pins.some((p) => a.obstacles.some((o) => inside(p, o)));
      const pinsMeet = a.pins.some((p) => b.pins.some((q) => p.x === q.x && p.y === q.y && p.net !== q.net));
      if (hit || pinsMeet) faults.push({ kind: 'overlap', message: `${nameOf(b)} lies over ${nameOf(a)}`, nets: [] });
    }
    before.add(a.box, a);
  }
  return faults;
}

function inside(p: Point, box: Box): boolean {
  return p.x > box.left && p.x < box.right && p.y > box.top && p.y < box.bottom;
}

function grown({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

function indexOf<T>(items: readonly T[], boxOf: (item: T) => Box): BoxIndex<T> {
  const index = new BoxIndex<T>();
  for (const item of items) index.add(boxOf(item), item);
  return index;
}

function boxOf({ from, to }: Wire): Box {
  return { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), right: Math.max(from.x, to.x), bottom: Math.max(from.y, to.y) };
}

/** Wires that run through a symbol or a text. */
function through(placed: readonly PlacedPart[], { wires }: Routing): DrawingFault[] {
  const faults: DrawingFault[] = [];
  const index = indexOf(placed, (part) => part.box);
  for (const wire of wires) {
    const line = grown(boxOf(wire), 0.5);
    for (const part of index.over(line)) {
      if (part.obstacles.some((o) => overlaps(o, line))) faults.push({ kind: 'through', message: `a wire of net ${wire.net} runs through ${nameOf(part)}`, nets: [wire.net] });
    }
  }
  return faults;
}

/**
 * Connectivity from the lines: pieces that share an end are joined, and an end
 * on the middle of a piece is a junction; lines that cross are not joined.
 */
function connections(pins: readonly PlacedPin[], { wires, labels: names }: Routing): DrawingFault[] {
  const faults: DrawingFault[] = [];
  const group = new Groups();
  // A wire's box has no width, so both it and what is looked for get some.
  const index = indexOf(wires, (wire) => grown(boxOf(wire), 1));
  const key = (p: Point) => `${p.x},${p.y}`;
  for (const wire of wires) group.join(key(wire.from), key(wire.to));
  const ends: { at: Point; net: number }[] = [...wires.flatMap((w) => [{ at: w.from, net: w.net }, { at: w.to, net: w.net }]), ...pins.map((p) => ({ at: p, net: p.net }))];
  for (const { at, net } of ends) {
    for (const wire of index.over({ left: at.x - 1, top: at.y - 1, right: at.x + 1, bottom: at.y + 1 })) {
      if (!on(at, wire)) continue;
      group.join(key(at), key(wire.from));
      if (wire.net !== net) faults.push({ kind: 'touch', message: `net ${net} touches net ${wire.net} at ${key(at)}`, nets: [net, wire.net] });
    }
  }
  for (const label of names) group.join(key(label.pin), `label ${label.net}`);
  const home = new Map<number, string>();
  const netOf = new Map<string, number>();
  for (const pin of pins) {
    if (pin.rail) continue;
    const root = group.find(key(pin));
    const expected = home.get(pin.net);
    if (expected === undefined) home.set(pin.net, root);
    else if (expected !== root) faults.push({ kind: 'open', message: `net ${pin.net} is not joined at ${key(pin)}`, nets: [pin.net] });
    const other = netOf.get(root);
    if (other !== undefined && other !== pin.net) faults.push({ kind: 'short', message: `nets ${other} and ${pin.net} are joined`, nets: [other, pin.net] });
    netOf.set(root, pin.net);
  }
  // Collinear pieces of two nets must not lie on each other.
  const order = new Map(wires.map((wire, i) => [wire, i]));
  for (const a of wires) {
    for (const b of index.over(boxOf(a))) {
      if (a.net === b.net || order.get(b)! < order.get(a)!) continue;
      const x = boxOf(a);
      const y = boxOf(b);
      const horizontal = x.top === x.bottom && y.top === y.bottom && x.top === y.top && Math.min(x.right, y.right) > Math.max(x.left, y.left);
      const vertical = x.left === x.right && y.left === y.right && x.left === y.left && Math.min(x.bottom, y.bottom) > Math.max(x.top, y.top);
      if (horizontal || vertical) faults.push({ kind: 'short', message: `nets ${a.net} and ${b.net} share a line`, nets: [a.net, b.net] });
    }
  }
  return faults;
}

function on(p: Point, wire: Wire): boolean {
  const box = boxOf(wire);
  return p.x >= box.left && p.x <= box.right && p.y >= box.top && p.y <= box.bottom;
}

/** Names that lie over something. Without the wires around it a name will find a place. */
function labels(placed: readonly PlacedPart[], { wires, labels: names }: Routing): DrawingFault[] {
  const faults: DrawingFault[] = [];
  if (names.length === 0) return faults;
  const parts = indexOf(placed, (part) => part.box);
  const lines = indexOf(wires, (wire) => grown(boxOf(wire), 0.1));
  const before = new BoxIndex<Routing['labels'][number]>();
  for (const label of names) {
    const hit = parts.over(label.box).some((p) => p.obstacles.some((o) => overlaps(o, label.box))) || lines.over(label.box).some((w) => w.net !== label.net) || before.hits(label.box);
    if (hit) faults.push({ kind: 'label', message: `the name ${label.name} lies over something`, nets: [...new Set(lines.over(grown(label.box, CLEARING)).map((w) => w.net))] });
    before.add(label.box, label);
  }
  return faults;
}

/** Around a name that found no place, wires within so many pixels give way. */
const CLEARING = 20;

class Groups {
  private readonly parent = new Map<string, string>();

  find(key: string): string {
    const parent = this.parent.get(key);
    if (parent === undefined || parent === key) return key;
    const root = this.find(parent);
    this.parent.set(key, root);
    return root;
  }

  join(a: string, b: string): void {
    this.parent.set(this.find(a), this.find(b));
  }
}
