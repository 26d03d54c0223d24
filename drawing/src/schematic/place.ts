import { BoxIndex } from './box-index.js';
import { type Box, GRID, overlaps, type Point, union } from './geometry.js';
import type { Part } from './parts.js';
import { placePart, type PlacedPart, shiftPart, type Turn } from './placed-part.js';
import type { Rails } from './rails.js';
import { type SignalForest, type TreeNet } from './signal-tree.js';

/** Between neighbours in a row, and between rows. */
const GAP = 20;
/** A row of trees is folded where it would be wider than this. */
const FOLD = 1500;

interface Context {
  rails: Rails;
  railName: (net: number) => string;
  /** 1, or more where the checker asked for more room. */
  spread: number;
}

/**
 * Places all parts: the signal runs from left to right along each tree, shunts
 * hang below their net (or stand under their supply), branches go below each
 * other, and what closes loops goes where its wires are shortest.
 */
export function placeAll(forest: SignalForest, context: Context): PlacedPart[] {
  const placed: PlacedPart[] = [];
  let x = 0;
  let y = 0;
  let bottom = 0;
  if (forest.supplies.length) {
    for (const part of forest.supplies) {
      const item = upright(part, { x, y: 0 }, context);
      const shift = { x: snap(x - item.box.left), y: 0 };
      const moved = put(item, shift);
      placed.push(moved);
      x = snap(moved.box.right + 2 * GAP);
    }
    bottom = union(placed.map((p) => p.box)).bottom;
  }
  for (const tree of forest.trees) {
    const group = layoutNet(tree, context, true);
    if (group.length === 0) continue;
    const box = union(group.map((p) => p.box));
    if (x > 0 && x + box.right - box.left > FOLD) {
      x = 0;
      y = snap(bottom + 3 * GAP - Math.min(0, box.top));
    }
    const shift = { x: snap(x - box.left), y };
    const shifted = group.map((p) => put(p, shift));
    placed.push(...shifted);
    const now = union(shifted.map((p) => p.box));
    x = snap(now.right + 3 * GAP * context.spread);
    bottom = Math.max(bottom, now.bottom);
  }
  placeLate([...forest.late, ...takeOverlapping(placed)], placed, context);
  return placed;
}

function snap(value: number): number {
  return Math.ceil(value / GRID) * GRID;
}

function put(item: PlacedPart, by: Point): PlacedPart {
  shiftPart(item, by.x, by.y);
  return item;
}

/** A part between a net and a rail, or between rails: ground below, positive supplies above. */
function upright(part: Part, at: Point, { rails, railName }: Context): PlacedPart {
  const [first, second] = part.nets as [number, number];
  const weight = (net: number) => (rails.isGround(net) ? 0 : !rails.isRail(net) ? 1 : rails.isPositive(net) ? 2 : -1);
  return placePart(part, at, weight(first) >= weight(second) ? 0 : 2, rails, railName);
}

/** The net's tree with the net's left end at (0, 0). */
function layoutNet(tree: TreeNet, context: Context, root: boolean): PlacedPart[] {
  const items: PlacedPart[] = [];
  const step = (value: number) => snap(value * context.spread);
  let below = root ? 0 : step(GAP);
  let above = below;
  for (const part of tree.shunts) {
    const up = part.nets.some((net) => context.rails.isRail(net) && context.rails.isPositive(net));
    // The pin on the net is at the lower end of a part that stands under a supply.
    const trial = upright(part, { x: 0, y: up ? -60 : 0 }, context);
    const from = up ? above : below;
    const x = snap(Math.max(from, from - trial.box.left - 10));
    const item = put(trial, { x, y: 0 });
    items.push(item);
    if (up) above = snap(item.box.right + step(GAP) - 10);
    else below = snap(item.box.right + step(GAP) - 10);
  }
  let right = Math.max(below, above);
  if (tree.branches.length === 0) return items;
  right = tree.shunts.length ? right : step(GAP);
  let first = true;
  for (const { part, entry, exits } of tree.branches) {
    if (root && part.source && exits.length === 1 && items.length === 0) {
      const group = layoutFloatingSource(part, entry, exits[0]!, context);
      items.push(...group);
      right = snap(union(items.map((p) => p.box)).right + step(GAP));
      continue;
    }
    const group = layoutBranch(part, entry, exits, context);
    let y = 0;
    if (!first) {
      const box = union(group.map((p) => p.box));
      const hindering = items.filter((item) => item.box.right > right - 20 || item.box.bottom > 0);
      y = snap((hindering.length ? union(hindering.map((p) => p.box)).bottom : 0) + step(GAP) - box.top);
    } else {
      // The first branch goes straight on, as near as texts and what stands under
      // supplies leave room; with others below, behind all, where a line goes down.
      const nearest = tree.shunts.length && tree.branches.length === 1 ? step(GAP) : right;
      right = nearest + clearance(items, group, nearest, (GAP / 2) * context.spread);
    }
    items.push(...group.map((p) => put(p, { x: right, y })));
    first = false;
  }
  return items;
}

/** How much farther than `from` to the right a group must go so that it keeps a distance from what stands. */
function clearance(standing: readonly PlacedPart[], group: readonly PlacedPart[], from: number, distance: number): number {
  let least = 0;
  if (standing.length === 0) return least;
  const edge = Math.max(...standing.map((item) => item.box.right)) + distance;
  // Only where they begin can they meet: a group that starts behind all is clear.
  const near = group.filter((item) => item.box.left + from < edge).flatMap((item) => [...item.obstacles, ...item.pins.map((p) => ({ left: p.x, right: p.x, top: p.y - 1, bottom: p.y + 1 }))]);
  for (let again = true; again; ) {
    again = false;
    for (const item of standing) {
      for (const a of item.obstacles) {
        for (const b of near) {
          const shifted = { left: b.left + from + least - distance, right: b.right + from + least, top: b.top - 2, bottom: b.bottom + 2 };
          if (!overlaps(a, shifted)) continue;
          least = snap(least + a.right - shifted.left);
          again = true;
        }
      }
    }
  }
  return least;
}

function shiftBox(box: Box, dx: number, dy: number): Box {
  return { left: box.left + dx, top: box.top + dy, right: box.right + dx, bottom: box.bottom + dy };
}

/** A source between two inner nets stands upright, what hangs on its lower net beside it. */
function layoutFloatingSource(part: Part, entry: number, exit: TreeNet, context: Context): PlacedPart[] {
  const source = placePart(part, { x: 0, y: 0 }, part.nets[0] === entry ? 0 : 2, context.rails, context.railName);
  const x = snap(source.box.right + GAP);
  return [source, ...layoutNet(exit, context, false).map((p) => put(p, { x, y: 60 }))];
}

/** The members of an idiom in place of its block. */
function expanded(item: PlacedPart, { rails, railName }: Context): PlacedPart[] {
  return item.part.members?.map(({ part, at, turn }) => placePart(part, { x: item.at.x + at.x, y: item.at.y + at.y }, turn, rails, railName)) ?? [item];
}

/** A part that carries the signal on, its entry pin at the height of the net, and what follows it. */
function layoutBranch(part: Part, entry: number, exits: readonly TreeNet[], context: Context): PlacedPart[] {
  const { rails, railName } = context;
  const turn: Turn = part.block ? 0 : part.nets[0] === entry ? 1 : 3;
  const trial = placePart(part, { x: 0, y: 0 }, turn, rails, railName);
  const entryPin = trial.pins.find((p) => p.net === entry && (!part.block || p.side === 'left')) ?? trial.pins.find((p) => p.net === entry)!;
  const item = placePart(part, { x: snap(-Math.min(0, trial.box.left)), y: -entryPin.y }, turn, rails, railName);
  const items = expanded(item, context);
  let last: Box | undefined;
  for (const exit of exits) {
    const pin = item.pins.find((p) => p.net === exit.net && p.side === 'right') ?? item.pins.find((p) => p.net === exit.net)!;
    const group = layoutNet(exit, context, false);
    const x = snap(Math.max(pin.x, item.box.right - (part.block ? 10 : 0)));
    let y = pin.y;
    if (last && group.length) {
      const box = union(group.map((p) => p.box));
      y = Math.max(y, snap(last.bottom + GAP - box.top));
    }
    const shifted = group.map((p) => put(p, { x, y }));
    if (shifted.length) last = union([...(last ? [last] : []), ...shifted.map((p) => p.box)]);
    items.push(...shifted);
  }
  return items;
}

/** Takes out of a placement what lies over something else: the smaller of the two, which a later step places anew. */
function takeOverlapping(placed: PlacedPart[]): Part[] {
  const index = new BoxIndex<PlacedPart>();
  const out = new Set<PlacedPart>();
  const area = ({ box }: PlacedPart) => (box.right - box.left) * (box.bottom - box.top);
  for (const item of placed.slice().sort((a, b) => area(b) - area(a))) {
    if (index.over(item.box).some((other) => item.obstacles.some((a) => other.obstacles.some((b) => overlaps(a, b)) || other.pins.some((p) => isInside(p, a))) || other.obstacles.some((b) => item.pins.some((p) => isInside(p, b))))) out.add(item);
    else index.add(item.box, item);
  }
  const taken = placed.filter((item) => out.has(item)).map((item) => item.part);
  placed.splice(0, Infinity, ...placed.filter((item) => !out.has(item)));
  return taken;
}

function isInside(p: Point, box: Box): boolean {
  return p.x > box.left && p.x < box.right && p.y > box.top && p.y < box.bottom;
}

/** So many places are tried for a part; in a larger area every second or third one. */
const MOST_PLACES = 20_000;

/** Parts between nets that are placed already go where they fit and their wires are shortest. */
function placeLate(late: readonly Part[], placed: PlacedPart[], context: Context): void {
  const index = new BoxIndex<PlacedPart>();
  const pinsByNet = new Map<number, Point[]>();
  // Where pins of a net stand side by side, a straight wire will run.
  const rows = new Map<string, Box>();
  const wires = new BoxIndex<string>();
  let all: Box | undefined;
  const take = (item: PlacedPart) => {
    index.add(item.box, item);
    all = all ? union([all, item.box]) : item.box;
    for (const pin of item.pins) {
      if (pin.rail) continue;
      const key = `${pin.net} ${pin.y}`;
      const row = rows.get(key);
      const now = { left: Math.min(pin.x, row?.left ?? pin.x), right: Math.max(pin.x, row?.right ?? pin.x), top: pin.y - 1, bottom: pin.y + 1 };
      rows.set(key, now);
      if (now.right > now.left) wires.add(now, key);
      const list = pinsByNet.get(pin.net);
      if (list) list.push(pin);
      else pinsByNet.set(pin.net, [pin]);
    }
  };
  for (const item of placed) take(item);
  for (const part of late) {
    const targets = new Map([...new Set(part.nets)].filter((net) => net >= 0 && !context.rails.isRail(net)).map((net) => [net, pinsByNet.get(net) ?? []] as const));
    const points = [...targets.values()].flat();
    const everything = all ?? { left: 0, top: 0, right: 0, bottom: 0 };
    const area = points.length ? union(points.map((p) => ({ left: p.x, top: p.y, right: p.x, bottom: p.y }))) : everything;
    const gap = (GAP / 2) * context.spread;
    const margin = 160 * context.spread;
    const places = ((area.right - area.left + margin) * (area.bottom - area.top + 2 * margin)) / GRID ** 2;
    const step = GRID * Math.ceil(Math.sqrt(places / MOST_PLACES));
    let best: { item: PlacedPart; cost: number } | undefined;
    for (const turn of part.block ? [0 as Turn] : ([1, 3, 0, 2] as Turn[])) {
      const trial = placePart(part, { x: 0, y: 0 }, turn, context.rails, context.railName);
      for (let y = snap(area.top - margin); y <= area.bottom + margin; y += step) {
        for (let x = snap(area.left - margin / 2); x <= area.right + margin / 2; x += step) {
          const cost = costAt(trial, x, y, targets, area) + (turn % 2 === 0 && !part.block ? 60 : 0);
          if (best && cost >= best.cost) continue;
          const box = shiftBox(trial.box, x, y);
          const room = { left: box.left - gap, top: box.top - gap, right: box.right + gap, bottom: box.bottom + gap };
          if (index.hits(room) || wires.hits(room)) continue;
          const whole = cost + detours(trial, x, y, targets, index);
          if (best && whole >= best.cost) continue;
          best = { item: placePart(part, { x, y }, turn, context.rails, context.railName), cost: whole };
        }
      }
    }
    const below = { x: snap(everything.left), y: snap(everything.bottom + 8 * GAP) };
    const items = expanded(best?.item ?? placePart(part, below, part.block ? 0 : 1, context.rails, context.railName), context);
    placed.push(...items);
    for (const item of items) take(item);
  }
}

/** A wire that leaves to a side and cannot go straight until it is above or below its goal has two bends more. */
function detours(trial: PlacedPart, x: number, y: number, targets: ReadonlyMap<number, readonly Point[]>, index: BoxIndex<PlacedPart>): number {
  let cost = 0;
  for (const pin of trial.pins) {
    if (pin.side !== 'left' && pin.side !== 'right') continue;
    const from = { x: pin.x + x, y: pin.y + y };
    let nearest: Point | undefined;
    for (const p of targets.get(pin.net) ?? []) if (!nearest || Math.abs(p.x - from.x) + Math.abs(p.y - from.y) < Math.abs(nearest.x - from.x) + Math.abs(nearest.y - from.y)) nearest = p;
    if (nearest && index.hits({ left: Math.min(from.x, nearest.x) + 1, right: Math.max(from.x, nearest.x) - 1, top: from.y - 1, bottom: from.y + 1 })) cost += DETOUR;
  }
  return cost;
}

const DETOUR = 40;

/** Length of the wires to the nearest pins; above the circuit is better than below, the middle better than the ends. */
function costAt(trial: PlacedPart, x: number, y: number, targets: ReadonlyMap<number, readonly Point[]>, area: Box): number {
  let cost = 0;
  for (const pin of trial.pins) {
    const points = targets.get(pin.net);
    if (!points || points.length === 0) continue;
    let nearest = Infinity;
    for (const p of points) {
      const dx = p.x - (pin.x + x);
      const dy = p.y - (pin.y + y);
      // A wire that leaves its pin backwards needs a detour.
      const back = (pin.side === 'left' && dx > 0) || (pin.side === 'right' && dx < 0) || (pin.side === 'top' && dy > 0) || (pin.side === 'bottom' && dy < 0) ? 60 : 0;
      nearest = Math.min(nearest, Math.abs(dx) + Math.abs(dy) + back);
    }
    cost += nearest;
  }
  const middle = (area.left + area.right) / 2;
  return cost + 0.1 * Math.abs(x + (trial.box.left + trial.box.right) / 2 - middle) + (y > area.bottom ? 20 : 0);
}
