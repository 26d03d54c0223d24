import { flowOf } from './depth.js';
import { movedRect, union, type Rect } from './geometry.js';
import { findLanes, endsOf, isStanding, type LayoutPart, type LaneResult } from './lanes.js';
import { Skyline } from './pack.js';
import { boxesOf, posed, type NetStyle, type Part, type PlacedPart, type Pose } from './part.js';
import { findStacks } from './stacks.js';
import { TWO_PIN_LENGTH } from './symbols/two-pin.js';

export interface PlaceInput {
  /** The parts of one connected piece, in the text's order. */
  parts: readonly Part[];
  poses: ReadonlyMap<Part, Pose>;
  styleOf(net: number): NetStyle;
  nameOf(net: number): string;
  netCount: number;
  depths: readonly number[];
  /** Places among the columns of the former drawing, by part. */
  formerOrder: ReadonlyMap<string, number>;
  /** Added to the room between parts, in cells; grows when a drawing had faults. */
  widening: number;
}

export interface Placement {
  parts: PlacedPart[];
  /** Parts from left to right, for the next drawing. */
  order: string[];
}

/** Distance between the lanes of a stack's nets: a part and the wire below it. */
const STOREY = TWO_PIN_LENGTH + 2;

/** Parts that share one column: a stack of standing parts, or any single other one. */
interface Column {
  items: LayoutPart[];
  key: number;
  rank: number;
}

/** Steps 5 to 8 for one connected piece; coordinates begin near (0, 0). */
export function place(input: PlaceInput): Placement {
  return new Placer(input).run();
}

class Placer {
  private items: LayoutPart[] = [];
  private result!: LaneResult;
  /** By lane: its height in the drawing. */
  private readonly laneY = new Map<number, number>();
  /** Parts below a rail that have another part under them, which leaves room for the wire between. */
  private readonly raised = new Set<LayoutPart>();
  private readonly isWire = (net: number): boolean => this.input.styleOf(net) === 'wire';
  private readonly gap: { x: number; y: number };

  constructor(private readonly input: PlaceInput) {
    this.gap = { x: 1 + input.widening, y: 0.8 + input.widening };
  }

  run(): Placement {
    const { input } = this;
    this.items = input.parts.map((part, index) => ({ index, placed: this.pose(part, input.poses.get(part)!) }));
    this.result = findLanes(this.items, input.netCount, this.isWire, input.depths);
    const levels = this.orderLanes();
    const stacks = findStacks(this.items, this.isWire);
    for (const stack of stacks) {
      stack.slice(0, -1).forEach((item) => { if (!this.isWire(endsOf(item.placed).first)) this.raised.add(item); });
    }
    const columns = this.columns(stacks);
    this.packColumns(columns);
    this.placeBypasses();
    this.placeLanes(levels);
    return this.finish(columns);
  }

  private pose(part: Part, pose: Pose): PlacedPart {
    return posed(part, pose, this.input.styleOf, this.input.nameOf);
  }

  private laneOf(net: number): { lane: number; offset: number } {
    return this.result.lanes.find(net);
  }

  /** The lane that a part hangs on, and the part's height in it. */
  private laneOfItem(item: LayoutPart): { lane: number; offset: number } {
    const { lanes } = this.result;
    const { placed } = item;
    if (!isStanding(placed)) return lanes.find(lanes.partNode(item.index));
    const { first, last } = endsOf(placed);
    if (this.isWire(first)) return lanes.find(first);
    if (this.isWire(last)) {
      const { lane, offset } = lanes.find(last);
      return { lane, offset: offset - (this.raised.has(item) ? STOREY : TWO_PIN_LENGTH) };
    }
    return lanes.find(lanes.partNode(item.index));
  }

  /**
   * Lanes in an order from top to bottom with the least distances between
   * them: those that standing parts need, and branches below their origin.
   */
  private orderLanes(): { order: number[]; edges: Map<number, { to: number; distance: number }[]> } {
    const edges = new Map<number, { to: number; distance: number }[]>();
    const reaches = (from: number, to: number): boolean => {
      const seen = new Set([from]);
      const queue = [from];
      for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
        if (at === to) return true;
        for (const edge of edges.get(at) ?? []) if (!seen.has(edge.to)) {
          seen.add(edge.to);
          queue.push(edge.to);
        }
      }
      return false;
    };
    const add = (upper: { lane: number; offset: number }, lower: { lane: number; offset: number }, distance: number): boolean => {
      if (upper.lane === lower.lane || reaches(lower.lane, upper.lane)) return false;
      edges.set(upper.lane, [...(edges.get(upper.lane) ?? []), { to: lower.lane, distance: distance + upper.offset - lower.offset }]);
      return true;
    };
    // Standing parts between wires first, then those that cross between lanes, turned as the order wants.
    for (const item of this.items) {
      const { placed } = item;
      if (!isStanding(placed)) continue;
      const { first, last } = endsOf(placed);
      if (!this.isWire(first) || !this.isWire(last)) continue;
      const [upper, lower] = [this.laneOf(first), this.laneOf(last)];
      const rise = lower.offset - upper.offset;
      if (upper.lane === lower.lane && Math.abs(rise) >= TWO_PIN_LENGTH) {
        if (rise < 0) this.turn(item, { ...placed.pose, reversed: !placed.pose.reversed });
      } else if (upper.lane === lower.lane) this.layAcross(item);
      else if (!add(upper, lower, STOREY)) {
        this.turn(item, { ...placed.pose, reversed: !placed.pose.reversed });
        add(lower, upper, STOREY);
      }
    }
    for (const item of this.result.crossings) {
      const { first, last } = endsOf(item.placed);
      const [upper, lower] = [this.laneOf(first), this.laneOf(last)];
      const pose = { ...item.placed.pose, vertical: true };
      if (add(upper, lower, STOREY)) this.turn(item, pose);
      else {
        this.turn(item, { ...pose, reversed: !pose.reversed });
        add(lower, upper, STOREY);
      }
    }
    for (const [from, to] of this.result.branches) add(this.result.lanes.find(from), this.result.lanes.find(to), 4);
    return { order: this.sortLanes(edges), edges };
  }

  private turn(item: LayoutPart, pose: Pose): void {
    item.placed = this.pose(item.placed.part, pose);
  }

  /** A standing part whose nets turned out to share a lane lies above it. */
  private layAcross(item: LayoutPart): void {
    const { part, pose } = item.placed;
    const { depths } = this.result;
    const [a, b] = part.nets as [number, number];
    this.turn(item, { ...pose, vertical: false, reversed: depths[b]! < depths[a]! });
    this.result.bypasses.set(item, 'above');
  }

  private sortLanes(edges: ReadonlyMap<number, { to: number; distance: number }[]>): number[] {
    const first = new Map<number, number>();
    for (const item of this.items) {
      const { lane } = this.laneOfItem(item);
      if (!this.result.bypasses.has(item)) first.set(lane, Math.min(first.get(lane) ?? Infinity, item.index));
      for (const net of item.placed.part.nets) if (this.isWire(net)) {
        const { lane: own } = this.laneOf(net);
        if (!first.has(own)) first.set(own, item.index);
      }
    }
    const waiting = new Map([...first.keys()].map((lane) => [lane, 0]));
    for (const list of edges.values()) for (const { to } of list) waiting.set(to, (waiting.get(to) ?? 0) + 1);
    const ready = [...waiting].filter(([, count]) => count === 0).map(([lane]) => lane);
    const order: number[] = [];
    while (ready.length > 0) {
      ready.sort((a, b) => first.get(b)! - first.get(a)!);
      const lane = ready.pop()!;
      order.push(lane);
      for (const { to } of edges.get(lane) ?? []) {
        const left = waiting.get(to)! - 1;
        waiting.set(to, left);
        if (left === 0) ready.push(to);
      }
    }
    return order;
  }

  /** Step 6: columns from left to right. */
  private columns(stacks: LayoutPart[][]): Column[] {
    const columns: Column[] = [];
    for (const stack of stacks) {
      // A stack that a lane runs into from the left stands behind that lane's parts.
      const fed = stack.slice(1).map(({ placed }) => endsOf(placed).first).filter((net) => this.isWire(net) && this.result.fedFromLeft.has(net));
      columns.push({ items: stack, key: Math.max(Math.min(...stack.map((item) => this.key(item))), ...fed.map((net) => this.result.depths[net]! + 0.4)), rank: 0 });
    }
    for (const item of this.items) {
      if (!isStanding(item.placed) && !this.result.bypasses.has(item)) columns.push({ items: [item], key: this.key(item), rank: 0 });
    }
    const former = ({ items }: Column): number => Math.min(...items.map(({ placed }) => this.input.formerOrder.get(placed.part.id) ?? Infinity));
    const text = ({ items }: Column): number => Math.min(...items.map(({ index }) => index));
    columns.sort((a, b) => a.key - b.key || compare(former(a), former(b)) || text(a) - text(b));
    columns.forEach((column, rank) => { column.rank = rank; });
    return columns;
  }

  private key({ placed }: LayoutPart): number {
    const { part } = placed;
    const depth = (net: number): number => (this.isWire(net) ? this.result.depths[net]! : Infinity);
    const least = Math.min(...part.nets.map(depth));
    if (part.form === 'terminal') return part.side === 'left' ? depth(part.nets[0]!) - 0.6 : depth(part.nets[0]!) + 0.9;
    if (part.form === 'note') return Infinity;
    if (!Number.isFinite(least)) return -1;
    if (isStanding(placed)) {
      const source = part.devices[0]!.kind === 'voltage-source' || part.devices[0]!.kind === 'current-source';
      return least + (source && least === 0 ? -0.5 : 0.4);
    }
    if (part.form === 'two-pin') return depth(endsOf(placed).first) + 0.5;
    // Anything else stands behind the nets that its signal comes from.
    const { inputs, outputs } = flowOf(part);
    const finite = (pins: readonly number[]): number[] => pins.map((pin) => depth(part.nets[pin]!)).filter(Number.isFinite);
    const [before, after] = [finite(inputs), finite(outputs)];
    if (before.length === 0) return Math.max(-0.5, Math.min(...after) - 0.5);
    const earlier = after.length > 0 ? before.filter((value) => value < Math.max(...after)) : before;
    return (earlier.length > 0 ? Math.max(...earlier) : Math.min(...before)) + 0.55;
  }

  /** Step 8: x of every column, lane by lane, so that lanes are as short as they can be. */
  private packColumns(columns: readonly Column[]): void {
    const skylines = new Map<number, Skyline>();
    const skyline = (lane: number): Skyline => {
      const known = skylines.get(lane) ?? new Skyline();
      skylines.set(lane, known);
      return known;
    };
    /** Least x of the pins placed so far, by net. */
    const begun = new Map<number, number>();
    /** Place of the last column, by lane. */
    const frontier = new Map<number, number>();
    /** By net: where the texts of the standing parts on it end. */
    const hanging = new Map<number, number>();
    for (const column of columns) {
      const members = column.items.map((item) => ({ item, boxes: spaced(item.placed), ...this.laneOfItem(item) }));
      let from = 0;
      for (const { item } of members) from = Math.max(from, this.leastX(item, begun, hanging));
      // A net that begins here begins behind what its lane has so far.
      if (!column.items.some(({ placed: { part } }) => part.nets.some((net) => begun.has(net)))) from = Math.max(from, ...members.map(({ lane }) => frontier.get(lane) ?? 0));
      let x = from;
      for (let moved = true; moved;) {
        moved = false;
        for (const { boxes, lane, offset } of members) {
          const free = skyline(lane).firstX(boxes, offset, x, this.gap);
          if (free > x) {
            x = free;
            moved = true;
          }
        }
      }
      for (const { item: { placed }, boxes, lane, offset } of members) {
        placed.x = x;
        frontier.set(lane, Math.max(frontier.get(lane) ?? 0, x));
        skyline(lane).add(boxes, x, offset);
        placed.shape.pins.forEach((pin, index) => {
          const net = placed.part.nets[index]!;
          if (this.isWire(net)) begun.set(net, Math.min(begun.get(net) ?? Infinity, x + pin.x));
          if (isStanding(placed)) hanging.set(net, Math.max(hanging.get(net) ?? -Infinity, x + union(boxesOf(placed)).right));
        });
      }
    }
  }

  /** Where a part may stand at the earliest: behind the pins that its signal comes from, and a branch behind what hangs there. */
  private leastX({ placed, index }: LayoutPart, begun: ReadonlyMap<number, number>, hanging: ReadonlyMap<number, number>): number {
    const { part, shape } = placed;
    const { lanes } = this.result;
    const inputs = isStanding(placed) ? [0, 1] : part.form === 'two-pin' ? [placed.pose.reversed ? 1 : 0] : part.form === 'terminal' && part.side === 'left' ? [] : flowOf(part).inputs;
    let from = 0;
    for (const pin of inputs) {
      const net = part.nets[pin]!;
      const start = begun.get(net);
      if (start === undefined || !this.isWire(net)) continue;
      from = Math.max(from, start + 2 + this.input.widening - shape.pins[pin]!.x);
      const isBranch = !isStanding(placed) && lanes.find(net).lane !== lanes.find(lanes.partNode(index)).lane;
      if (isBranch) from = Math.max(from, (hanging.get(net) ?? -Infinity) + 2 - shape.pins[pin]!.x);
    }
    return from;
  }

  /** Lying parts above or below the lane that they bridge, shortest first. */
  private placeBypasses(): void {
    const { bypasses, lanes } = this.result;
    const reach = new Map<number, { least: number; most: number }>();
    for (const item of this.items) {
      if (bypasses.has(item)) continue;
      item.placed.shape.pins.forEach((pin, index) => {
        const net = item.placed.part.nets[index]!;
        const x = item.placed.x + pin.x;
        const known = reach.get(net);
        reach.set(net, known ? { least: Math.min(known.least, x), most: Math.max(known.most, x) } : { least: x, most: x });
      });
    }
    const spans = [...bypasses].map(([item, side]) => {
      const { first, last } = endsOf(item.placed);
      const [a, b] = [reach.get(first), reach.get(last)];
      const left = a && b ? (a.most <= b.least ? a.most : Math.min(a.least, b.least)) : a?.most ?? 0;
      const right = a && b ? (a.most <= b.least ? b.least : Math.max(a.most, b.most)) : b?.least ?? left + TWO_PIN_LENGTH;
      return { item, side, left, right };
    }).sort((a, b) => (a.right - a.left) - (b.right - b.left) || a.item.index - b.item.index);
    const sides = this.sidesOf(spans);
    for (const span of spans) {
      const { item, left, right } = span;
      const side = sides.get(span)!;
      const { first, last } = endsOf(item.placed);
      const lane = this.isWire(first) ? this.laneOf(first) : this.laneOf(last);
      const skyline = new Skyline();
      for (const other of this.items) {
        const own = this.laneOfItem(other);
        if (other !== item && own.lane === lane.lane && (!bypasses.has(other) || this.done.has(other))) skyline.add(spaced(other.placed), other.placed.x, own.offset);
      }
      // Lanes' own wires are kept clear of.
      for (const [net, { least, most }] of reach) {
        if (!this.isWire(net)) continue;
        const own = this.laneOf(net);
        if (own.lane === lane.lane) skyline.add([{ left: least, top: -0.4, right: most, bottom: 0.4 }], 0, own.offset);
      }
      const x = Math.round((left + right - TWO_PIN_LENGTH) / 2);
      const offsets = [first, last].filter(this.isWire).map((net) => this.laneOf(net).offset);
      const from = side === 'above' ? Math.min(...offsets) - 3 : Math.max(...offsets) + 3;
      item.placed.x = x;
      // Its ends need room for the wires that go down to the lane.
      const boxes = [...spaced(item.placed), { left: -1, top: -0.4, right: TWO_PIN_LENGTH + 1, bottom: 0.4 }];
      const y = skyline.firstY(boxes, x, from, side === 'above' ? -1 : 1, { x: 0.6, y: this.gap.y });
      lanes.join(lane.lane, lanes.partNode(item.index), y);
      this.done.add(item);
    }
  }

  private readonly done = new Set<LayoutPart>();

  /** Arches that would cross stand on both sides of their lane, unless something hangs where the lower one would be. */
  private sidesOf<T extends { item: LayoutPart; side: 'above' | 'below'; left: number; right: number }>(spans: readonly T[]): Map<T, 'above' | 'below'> {
    const lane = ({ item: { placed } }: T): number => this.laneOf(endsOf(placed).first).lane;
    const hangs = (span: T): boolean => this.items.some((other) => isStanding(other.placed) && this.laneOfItem(other).lane === lane(span) && other.placed.x > span.left + 1 && other.placed.x < span.right - 1);
    const sides = new Map<T, 'above' | 'below'>();
    const crosses = (span: T, side: 'above' | 'below'): boolean => [...sides].some(([other, its]) => its === side && lane(other) === lane(span)
      && ((other.left < span.left && span.left < other.right && other.right < span.right) || (span.left < other.left && other.left < span.right && span.right < other.right)));
    const blocked = new Map(spans.map((span) => [span, hangs(span)]));
    for (const span of [...spans].sort((a, b) => Number(blocked.get(b)) - Number(blocked.get(a)))) {
      const below = span.side === 'above' && !blocked.get(span) && crosses(span, 'above') && !crosses(span, 'below');
      sides.set(span, below ? 'below' : span.side);
    }
    return sides;
  }

  /** Step 7: heights of the lanes, top first, each at the first place that is free below those before it. */
  private placeLanes({ order, edges }: { order: number[]; edges: Map<number, { to: number; distance: number }[]> }): void {
    const { lanes } = this.result;
    const boxes = new Map<number, Rect[]>();
    const extent = new Map<number, { least: number; most: number }>();
    for (const item of this.items) {
      const { lane, offset } = this.laneOfItem(item);
      boxes.set(lane, [...(boxes.get(lane) ?? []), ...boxesOf(item.placed).map((box) => movedRect(box, item.placed.x, offset))]);
      item.placed.shape.pins.forEach((pin, index) => {
        const net = item.placed.part.nets[index]!;
        if (!this.isWire(net)) return;
        const x = item.placed.x + pin.x;
        const known = extent.get(net);
        extent.set(net, known ? { least: Math.min(known.least, x), most: Math.max(known.most, x) } : { least: x, most: x });
      });
    }
    for (const [net, { least, most }] of extent) {
      const { lane, offset } = lanes.find(net);
      boxes.set(lane, [...(boxes.get(lane) ?? []), { left: least - 0.4, top: offset - 0.4, right: most + 0.4, bottom: offset + 0.4 }]);
    }
    // Lanes of notes and of parts between rails are in no order; they come last.
    const all = [...order, ...[...boxes.keys()].filter((lane) => !order.includes(lane))];
    const least = new Map<number, number>();
    const skyline = new Skyline();
    for (const lane of all) {
      const own = boxes.get(lane) ?? [];
      const lowest = least.get(lane);
      const from = lowest ?? (own.length > 0 ? Math.ceil(-union(own).top) : 0);
      const y = skyline.firstY(own, 0, from, 1, { x: 0.8, y: this.gap.y });
      this.laneY.set(lane, y);
      skyline.add(own, 0, y);
      for (const { to, distance } of edges.get(lane) ?? []) least.set(to, Math.max(least.get(to) ?? -Infinity, y + distance));
    }
    for (const item of this.items) {
      const { lane, offset } = this.laneOfItem(item);
      item.placed.y = this.laneY.get(lane)! + offset;
    }
  }

  private finish(columns: readonly Column[]): Placement {
    return { parts: this.items.map(({ placed }) => placed), order: columns.flatMap(({ items }) => items.map(({ placed }) => placed.part.id)) };
  }
}

/** The boxes of a part, with room for a wire before and behind a lying one. */
function spaced(placed: PlacedPart): Rect[] {
  const boxes = boxesOf(placed);
  if (placed.part.form === 'two-pin' && !placed.pose.vertical) boxes.push({ left: -0.6, top: -0.4, right: TWO_PIN_LENGTH + 0.6, bottom: 0.4 });
  return boxes;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
