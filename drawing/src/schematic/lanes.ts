import { flowOf } from './depth.js';
import type { Part, PlacedPart } from './part.js';

/** A part together with how it stands, before it has a place. */
export interface LayoutPart {
  placed: PlacedPart;
  /** Place in the text; decides ties. */
  index: number;
}

/**
 * Nets and parts whose heights are fixed to each other: nets that lying parts
 * join are one straight lane.
 */
export class Lanes {
  private readonly parent: number[];
  /** Height of a node above its parent's, in cells downwards. */
  private readonly offset: number[];
  private readonly size: number[];

  constructor(private readonly nets: number, parts: number) {
    this.parent = Array.from({ length: nets + parts }, (_, node) => node);
    this.offset = this.parent.map(() => 0);
    this.size = this.parent.map(() => 1);
  }

  netNode(net: number): number {
    return net;
  }

  partNode(part: number): number {
    return this.nets + part;
  }

  /** The lane of a node, and the node's height in it. */
  find(node: number): { lane: number; offset: number } {
    let lane = node;
    let offset = 0;
    while (this.parent[lane] !== lane) {
      offset += this.offset[lane]!;
      lane = this.parent[lane]!;
    }
    // The path is shortened for the next search.
    for (let at = node, left = offset; this.parent[at] !== at;) {
      const next = this.parent[at]!;
      const step = this.offset[at]!;
      this.parent[at] = lane;
      this.offset[at] = left;
      left -= step;
      at = next;
    }
    return { lane, offset };
  }

  isAlone(node: number): boolean {
    return this.size[this.find(node).lane] === 1;
  }

  /** Puts `b` so many cells below `a`; false when their heights are fixed already. */
  join(a: number, b: number, below: number): boolean {
    const first = this.find(a);
    const second = this.find(b);
    if (first.lane === second.lane) return false;
    this.parent[second.lane] = first.lane;
    this.offset[second.lane] = first.offset + below - second.offset;
    this.size[first.lane]! += this.size[second.lane]!;
    return true;
  }
}

export interface LaneResult {
  lanes: Lanes;
  /** Depths that grow from left to right along every lane. */
  depths: number[];
  /** Lying parts whose ends are on one lane already: they stand above or below it. */
  bypasses: Map<LayoutPart, 'above' | 'below'>;
  /** Lying parts between two lanes that end on both; they stand upright instead. */
  crossings: Set<LayoutPart>;
  /** Lanes that begin at a net of another lane: [from, to]. */
  branches: [number, number][];
  /** Nets whose wire comes from the left. */
  fedFromLeft: ReadonlySet<number>;
}

/**
 * Steps 4 to 7 for lying parts: chains of nets that become straight lines. At
 * every net at most one part goes on to the right and one to the left; the
 * longest way on has precedence, the others begin lanes of their own.
 */
export function findLanes(parts: readonly LayoutPart[], netCount: number, isWire: (net: number) => boolean, depths: readonly number[]): LaneResult {
  const lanes = new Lanes(netCount, parts.length);
  const bypasses: LaneResult['bypasses'] = new Map();
  const crossings: LaneResult['crossings'] = new Set();
  const branches: [number, number][] = [];
  const rightTaken = new Set<number>();
  const leftTaken = new Set<number>();
  const next = new Map<number, number[]>();
  const reach = reaches(parts, isWire, depths);
  /** Whether a two-pin part bridges others; those come last. */
  const skips = ({ placed: { part } }: LayoutPart): boolean => part.form === 'two-pin' && part.nets.every(isWire) && Math.abs(depths[part.nets[0]!]! - depths[part.nets[1]!]!) > 1;
  const order = parts.map((_, index) => index).filter((index) => isLink(parts[index]!)).sort((a, b) => {
    const [one, two] = [parts[a]!, parts[b]!];
    return Number(skips(one)) - Number(skips(two)) || reach(two) - reach(one) || rank(one) - rank(two) || leastDepth(one, isWire, depths) - leastDepth(two, isWire, depths) || one.index - two.index;
  });

  const follow = (left: number, right: number): void => void next.set(left, [...(next.get(left) ?? []), right]);
  /** Joins a net with a pin on the left side of a part. */
  const enter = (index: number, pin: number): boolean => {
    const net = parts[index]!.placed.part.nets[pin]!;
    if (!isWire(net) || rightTaken.has(net) || !lanes.join(net, lanes.partNode(index), -parts[index]!.placed.shape.pins[pin]!.y)) return false;
    rightTaken.add(net);
    follow(net, lanes.partNode(index));
    return true;
  };
  const leave = (index: number, pin: number): boolean => {
    const net = parts[index]!.placed.part.nets[pin]!;
    if (!isWire(net) || leftTaken.has(net) || !lanes.join(lanes.partNode(index), net, parts[index]!.placed.shape.pins[pin]!.y)) return false;
    leftTaken.add(net);
    follow(lanes.partNode(index), net);
    return true;
  };

  /** Nets within stacks of standing parts. */
  const stacked = new Set(parts.filter(({ placed }) => isStanding(placed)).flatMap(({ placed }) => placed.part.nets));
  const later: (() => void)[] = [];
  for (const index of order) {
    const item = parts[index]!;
    const { part, pose } = item.placed;
    if (part.form === 'two-pin') {
      const [left, right] = pose.reversed ? [1, 0] : [0, 1];
      const [from, to] = [part.nets[left]!, part.nets[right]!];
      if (isWire(from) && isWire(to)) {
        const [a, b] = [lanes.find(from), lanes.find(to)];
        if (a.lane === b.lane) {
          // Ends of one lane that are far apart in height are joined by a step down at one end.
          if (Math.abs(a.offset - b.offset) < STEP || !(enter(index, left) || leave(index, right))) bypasses.set(item, 'above');
          continue;
        }
        if (depths[from] === depths[to] && !(stacked.has(from) && stacked.has(to))) {
          crossings.add(item);
          continue;
        }
      }
      const entered = enter(index, left);
      const left2 = leave(index, right);
      if (!entered && !left2 && isWire(from) && isWire(to)) crossings.add(item);
      else if (!entered && isWire(from) && isWire(to)) branches.push([from, lanes.partNode(index)]);
      continue;
    }
    if (part.form === 'terminal') {
      if (part.side === 'left') leave(index, 0);
      else enter(index, 0);
      continue;
    }
    const inputs = flowOf(part).inputs.filter((pin) => isWire(part.nets[pin]!));
    const outputs = flowOf(part).outputs.filter((pin) => isWire(part.nets[pin]!));
    const rigid = part.form === 'bridge' || part.form === 'transformer';
    const [first, ...others] = part.form === 'amplifier' ? [...inputs].sort((a, b) => item.placed.shape.pins[a]!.y - item.placed.shape.pins[b]!.y) : inputs;
    if (first !== undefined) enter(index, first);
    for (const pin of outputs) if (part.form === 'transformer' || pin === outputs[0]) leave(index, pin);
    for (const pin of others) {
      if (rigid || (part.form === 'amplifier' && isFeedback(part, pin, parts))) enter(index, pin);
      // Another input joins only when nothing else fixes its net, which keeps lanes apart.
      else later.push(() => void (lanes.isAlone(part.nets[pin]!) && enter(index, pin)));
    }
    for (const pin of outputs.slice(1)) if (part.form !== 'transformer' && part.form !== 'bridge') later.push(() => void (lanes.isAlone(part.nets[pin]!) && leave(index, pin)));
  }
  for (const join of later) join();
  for (const item of [...crossings]) {
    const [a, b] = item.placed.part.nets as [number, number];
    if (lanes.find(a).lane !== lanes.find(b).lane) continue;
    crossings.delete(item);
    bypasses.set(item, 'above');
  }
  for (const [item] of bypasses) if (feedsLowerInput(item, parts)) bypasses.set(item, 'below');
  return { lanes, depths: orderedDepths(next, lanes, depths, netCount), bypasses, crossings, branches, fedFromLeft: leftTaken };
}

/** A difference of height in a lane, in cells, that a lying part does not arch over. */
const STEP = 5;

/** Lying two-pin parts and all others but notes; standing parts tie no lanes. */
function isLink({ placed: { part, pose } }: LayoutPart): boolean {
  return part.form === 'two-pin' ? !pose.vertical : part.form !== 'note';
}

function rank({ placed: { part } }: LayoutPart): number {
  return part.form === 'terminal' ? 2 : part.form === 'two-pin' ? 1 : 0;
}

function leastDepth({ placed: { part } }: LayoutPart, isWire: (net: number) => boolean, depths: readonly number[]): number {
  return Math.min(...part.nets.filter(isWire).map((net) => depths[net]!), Number.MAX_SAFE_INTEGER);
}

/** How many parts follow each other at most after a part, from lesser to greater depth. */
function reaches(parts: readonly LayoutPart[], isWire: (net: number) => boolean, depths: readonly number[]): (item: LayoutPart) => number {
  const onward = new Map<number, number[]>();
  const ends = (item: LayoutPart): { from: number; to: number[] } => {
    const { part } = item.placed;
    const { inputs, outputs } = flowOf(part);
    const from = Math.min(...inputs.map((pin) => part.nets[pin]!).filter(isWire).map((net) => depths[net]!), Number.MAX_SAFE_INTEGER);
    return { from, to: outputs.map((pin) => part.nets[pin]!).filter((net) => isWire(net) && depths[net]! > from) };
  };
  for (const item of parts) {
    if (!isLink(item)) continue;
    const { part } = item.placed;
    const { to } = ends(item);
    for (const pin of flowOf(part).inputs) if (isWire(part.nets[pin]!)) onward.set(part.nets[pin]!, [...(onward.get(part.nets[pin]!) ?? []), ...to]);
  }
  const memo = new Map<number, number>();
  const ofNet = (net: number): number => memo.get(net) ?? 0;
  for (const net of [...onward.keys()].sort((a, b) => depths[b]! - depths[a]!)) {
    memo.set(net, Math.max(0, ...onward.get(net)!.filter((to) => depths[to]! > depths[net]!).map((to) => 1 + ofNet(to))));
  }
  return (item) => Math.max(0, ...ends(item).to.map((net) => 1 + ofNet(net)));
}

/** Depths raised so that they grow along the lanes' links from left to right. */
function orderedDepths(next: ReadonlyMap<number, number[]>, lanes: Lanes, depths: readonly number[], netCount: number): number[] {
  const raised = [...depths];
  const ofNode = (node: number): number => raised[node] ?? 0;
  const waiting = new Map<number, number>();
  for (const list of next.values()) for (const node of list) waiting.set(node, (waiting.get(node) ?? 0) + 1);
  const nodes = [...next.keys()].filter((node) => !waiting.has(node));
  // Links join different lanes only, so they form a forest and every node's turn comes.
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    for (const to of next.get(node) ?? []) {
      const step = to < netCount ? 1 : 0;
      raised[to] = Math.max(raised[to] ?? 0, ofNode(node) + step);
      const left = waiting.get(to)! - 1;
      waiting.set(to, left);
      if (left === 0) nodes.push(to);
    }
  }
  return raised.slice(0, netCount);
}

/** Whether a lying part ends at the lower input of an amplifier whose upper one is the signal's. */
function feedsLowerInput({ placed: { part } }: LayoutPart, parts: readonly LayoutPart[]): boolean {
  return parts.some(({ placed }) => {
    if (placed.part.form !== 'amplifier' || !placed.pose.plusOnTop) return false;
    const { minus, output } = placed.part.pins;
    return part.nets.includes(placed.part.nets[minus]!) && part.nets.includes(placed.part.nets[output]!);
  });
}

/** Whether a two-pin part leads from an amplifier's output to this input. */
function isFeedback(amplifier: Part & { form: 'amplifier' }, pin: number, parts: readonly LayoutPart[]): boolean {
  const [input, output] = [amplifier.nets[pin]!, amplifier.nets[amplifier.pins.output]!];
  return parts.some(({ placed: { part } }) => part.form === 'two-pin' && part.nets.includes(input) && part.nets.includes(output));
}

export function isStanding({ part, pose }: PlacedPart): boolean {
  return part.form === 'two-pin' && pose.vertical;
}

/** The upper and the lower pin of a standing part, or the left and right one of a lying part. */
export function endsOf({ part, pose }: PlacedPart): { first: number; last: number } {
  const [first, last] = pose.reversed ? [1, 0] : [0, 1];
  return { first: part.nets[first]!, last: part.nets[last]! };
}
