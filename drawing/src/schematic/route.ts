import type { Point, Rect } from './geometry.js';

export interface RoutePin extends Point {
  /** Index of the wired net. */
  net: number;
}

export interface RouteInput {
  /** Size of the grid; vertices are 0 … width, 0 … height. */
  width: number;
  height: number;
  /** Symbols, texts and rail symbols: no wire touches a vertex inside. */
  obstacles: readonly Rect[];
  pins: readonly RoutePin[];
  nets: number;
}

export interface Segment {
  net: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export interface RouteResult {
  segments: Segment[];
  /** Nets that could not be joined. */
  open: number[];
  counters: { expansions: number; ripUps: number };
}

/** Costs in steps of the grid. */
const BEND = 3;
const CROSSING = 5;
const NEAR_SYMBOL = 0.6;
/** A wire right beside another of a different net is hard to follow. */
const NEAR_WIRE = 0.7;
/** What it costs to take a vertex away from another net, while a net is forced through. */
const TAKING = 40;
/** How often nets may be taken away altogether, per net. */
const RIP_UPS_PER_NET = 4;

/** Directions: 0 right, 1 down, 2 left, 3 up. */
const DX = [1, 0, -1, 0] as const;
const DY = [0, 1, 0, -1] as const;
const FREE = -1;

/**
 * Step 10: a maze router. Each net grows as a tree: A* searches from all of the
 * tree to the nearest of its pins. Wires of other nets are only crossed at
 * right angles where they run straight. Shortest nets first, two passes; a net
 * that finds no way takes others out of it, which are routed again.
 */
export function route(input: RouteInput): RouteResult {
  return new Router(input).run();
}

class Router {
  private readonly stride: number;
  private readonly rows: number;
  private readonly blocked: Uint8Array;
  private readonly near: Uint8Array;
  /** By vertex: the net with a wire through it in the horizontal, and in the vertical direction. */
  private readonly across: Int32Array;
  private readonly along: Int32Array;
  /** By vertex: the net that bends, ends or branches there, so nothing else may pass. */
  private readonly knot: Int32Array;
  private readonly pinNet: Int32Array;
  private readonly pinsOf: number[][];
  /** By net: its edges as vertex * 2 + (0 to the right, 1 downwards). */
  private readonly edges: Set<number>[];
  private readonly cost: Float64Array;
  private readonly stamp: Uint32Array;
  private readonly from: Int32Array;
  private round = 0;
  private readonly counters = { expansions: 0, ripUps: 0 };
  private readonly heap = new Heap();

  constructor(private readonly input: RouteInput) {
    this.stride = input.width + 1;
    this.rows = input.height + 1;
    const size = this.stride * this.rows;
    this.blocked = new Uint8Array(size);
    this.near = new Uint8Array(size);
    this.across = new Int32Array(size).fill(FREE);
    this.along = new Int32Array(size).fill(FREE);
    this.knot = new Int32Array(size).fill(FREE);
    this.pinNet = new Int32Array(size).fill(FREE);
    this.cost = new Float64Array(size * 4);
    this.stamp = new Uint32Array(size * 4);
    this.from = new Int32Array(size * 4);
    this.pinsOf = Array.from({ length: input.nets }, () => []);
    this.edges = Array.from({ length: input.nets }, () => new Set());
    for (const box of input.obstacles) this.block(box);
    for (const { x, y, net } of input.pins) {
      const vertex = y * this.stride + x;
      this.pinNet[vertex] = net;
      this.blocked[vertex] = 0;
      if (!this.pinsOf[net]!.includes(vertex)) this.pinsOf[net]!.push(vertex);
    }
  }

  private block(box: Rect): void {
    const left = Math.max(0, Math.ceil(box.left));
    const right = Math.min(this.stride - 1, Math.floor(box.right));
    const top = Math.max(0, Math.ceil(box.top));
    const bottom = Math.min(this.rows - 1, Math.floor(box.bottom));
    for (let y = top; y <= bottom; y++) this.blocked.fill(1, y * this.stride + left, y * this.stride + right + 1);
    for (let y = Math.max(0, top - 1); y <= Math.min(this.rows - 1, bottom + 1); y++) {
      this.near.fill(1, y * this.stride + Math.max(0, left - 1), y * this.stride + Math.min(this.stride - 1, right + 1) + 1);
    }
  }

  run(): RouteResult {
    const order = this.pinsOf.map((_, net) => net).filter((net) => this.pinsOf[net]!.length > 1);
    const length = (net: number): number => {
      const xs = this.pinsOf[net]!.map((vertex) => vertex % this.stride);
      const ys = this.pinsOf[net]!.map((vertex) => Math.floor(vertex / this.stride));
      return Math.max(...xs) - Math.min(...xs) + Math.max(...ys) - Math.min(...ys);
    };
    const lengths = new Map(order.map((net) => [net, length(net)]));
    order.sort((a, b) => lengths.get(a)! - lengths.get(b)! || a - b);
    const failed = new Set<number>();
    const queue = [...order];
    let allowance = RIP_UPS_PER_NET * order.length + 8;
    for (let net = queue.shift(); net !== undefined; net = queue.shift()) {
      if (this.routeNet(net, false)) continue;
      this.remove(net);
      if (allowance <= 0) {
        failed.add(net);
        continue;
      }
      if (!this.routeNet(net, true)) {
        this.remove(net);
        failed.add(net);
        continue;
      }
      for (const other of this.conflicts(net)) {
        this.remove(other);
        this.counters.ripUps++;
        allowance--;
        queue.push(other);
      }
    }
    // The second pass: every net again, now that all others are there.
    for (const net of order) {
      if (failed.has(net)) continue;
      const before = new Set(this.edges[net]!);
      const price = this.priceOf(net);
      this.remove(net);
      if (!this.routeNet(net, false) || this.priceOf(net) > price) {
        this.remove(net);
        this.restore(net, before);
      }
    }
    return { segments: order.flatMap((net) => this.segmentsOf(net)), open: [...failed].sort((a, b) => a - b), counters: this.counters };
  }

  private routeNet(net: number, force: boolean): boolean {
    const pins = this.pinsOf[net]!;
    const targets = new Set(pins.slice(1));
    const tree = new Set<number>([pins[0]!]);
    while (targets.size > 0) {
      const path = this.search(net, tree, targets, force);
      if (!path) return false;
      for (let at = 0; at < path.length; at++) {
        tree.add(path[at]!);
        targets.delete(path[at]!);
        if (at > 0) this.lay(net, path[at - 1]!, path[at]!);
      }
    }
    return true;
  }

  /** The cheapest way from the tree to a target, as vertices, or undefined. */
  private search(net: number, tree: ReadonlySet<number>, targets: ReadonlySet<number>, force: boolean): number[] | undefined {
    const { stride, heap, cost, stamp, from } = this;
    const round = ++this.round;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const target of targets) {
      const [x, y] = [target % stride, Math.floor(target / stride)];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    const estimate = (vertex: number): number => {
      const x = vertex % stride;
      const y = (vertex - x) / stride;
      return Math.max(0, left - x, x - right) + Math.max(0, top - y, y - bottom);
    };
    heap.clear();
    for (const vertex of tree) {
      for (let direction = 0; direction < 4; direction++) {
        const state = vertex * 4 + direction;
        cost[state] = 0;
        stamp[state] = round;
        from[state] = -1;
        heap.push(state, estimate(vertex));
      }
    }
    while (heap.size > 0) {
      const state = heap.pop();
      const vertex = state >> 2;
      const direction = state & 3;
      const spent = cost[state]!;
      if (heap.poppedKey > spent + estimate(vertex) + 1e-9) continue;
      this.counters.expansions++;
      if (targets.has(vertex) && from[state] !== -1) return this.trace(state);
      const x = vertex % stride;
      const y = (vertex - x) / stride;
      for (let turn = 0; turn < 4; turn++) {
        if (((turn + 2) & 3) === direction && from[state] !== -1) continue;
        const bends = turn !== direction && from[state] !== -1;
        // A way that crosses another net goes on straight.
        if (bends && this.isForeign(vertex, net) && !force) continue;
        const [nx, ny] = [x + DX[turn]!, y + DY[turn]!];
        if (nx < 0 || ny < 0 || nx >= stride || ny >= this.rows) continue;
        const next = ny * stride + nx;
        if (tree.has(next)) continue;
        const step = this.stepCost(next, turn, net, force, targets.has(next));
        if (step === Infinity) continue;
        const total = spent + step + (bends ? BEND : 0);
        const reached = next * 4 + turn;
        if (stamp[reached] === round && cost[reached]! <= total + 1e-12) continue;
        stamp[reached] = round;
        cost[reached] = total;
        from[reached] = state;
        heap.push(reached, total + estimate(next));
      }
    }
    return undefined;
  }

  private trace(state: number): number[] {
    const path: number[] = [];
    for (let at = state; at !== -1; at = this.from[at]!) path.push(at >> 2);
    return path.reverse();
  }

  private isForeign(vertex: number, net: number): boolean {
    return (this.across[vertex] !== FREE && this.across[vertex] !== net) || (this.along[vertex] !== FREE && this.along[vertex] !== net);
  }

  private stepCost(vertex: number, direction: number, net: number, force: boolean, isTarget: boolean): number {
    const pin = this.pinNet[vertex]!;
    if (pin !== FREE && pin !== net) return Infinity;
    if (this.blocked[vertex] && !isTarget) return Infinity;
    const horizontal = (direction & 1) === 0;
    const same = horizontal ? this.across[vertex]! : this.along[vertex]!;
    const other = horizontal ? this.along[vertex]! : this.across[vertex]!;
    const knot = this.knot[vertex]!;
    let step = 1;
    if ((knot !== FREE && knot !== net) || (same !== FREE && same !== net)) {
      if (!force) return Infinity;
      step += TAKING;
    } else if (other !== FREE && other !== net) {
      step += CROSSING;
    }
    if (this.near[vertex]) step += NEAR_SYMBOL;
    const side = horizontal ? this.stride : 1;
    const beside = horizontal ? this.across : this.along;
    const before = beside[vertex - side] ?? FREE;
    const after = beside[vertex + side] ?? FREE;
    if ((before !== FREE && before !== net) || (after !== FREE && after !== net)) step += NEAR_WIRE;
    return step;
  }

  private lay(net: number, a: number, b: number): void {
    const [first, second] = a < b ? [a, b] : [b, a];
    const downwards = second - first !== 1;
    this.edges[net]!.add(first * 2 + (downwards ? 1 : 0));
    this.mark(net, first);
    this.mark(net, second);
  }

  /** Brings a vertex's owners in line with the net's edges there. */
  private mark(net: number, vertex: number): void {
    const edges = this.edges[net]!;
    const right = edges.has(vertex * 2);
    const left = vertex % this.stride > 0 && edges.has((vertex - 1) * 2);
    const down = edges.has(vertex * 2 + 1);
    const up = vertex >= this.stride && edges.has((vertex - this.stride) * 2 + 1);
    if (right || left) this.across[vertex] = net;
    else if (this.across[vertex] === net) this.across[vertex] = FREE;
    if (up || down) this.along[vertex] = net;
    else if (this.along[vertex] === net) this.along[vertex] = FREE;
    const straight = (right && left && !up && !down) || (up && down && !right && !left);
    const none = !right && !left && !up && !down;
    if (!straight && !none) this.knot[vertex] = net;
    else if (this.knot[vertex] === net) this.knot[vertex] = FREE;
  }

  private remove(net: number): void {
    const vertices = this.verticesOf(net);
    this.edges[net]!.clear();
    for (const vertex of vertices) this.mark(net, vertex);
  }

  private restore(net: number, edges: ReadonlySet<number>): void {
    for (const edge of edges) this.edges[net]!.add(edge);
    for (const vertex of this.verticesOf(net)) this.mark(net, vertex);
  }

  private verticesOf(net: number): Set<number> {
    const vertices = new Set<number>();
    for (const edge of this.edges[net]!) {
      vertices.add(edge >> 1);
      vertices.add((edge >> 1) + (edge & 1 ? this.stride : 1));
    }
    return vertices;
  }

  /** Nets that share more than a straight crossing with a net that was forced through. */
  private conflicts(net: number): number[] {
    const found = new Set<number>();
    const vertices = this.verticesOf(net);
    for (const [other, edges] of this.edges.entries()) {
      if (other === net || edges.size === 0) continue;
      const theirs = this.verticesOf(other);
      for (const vertex of vertices) {
        if (!theirs.has(vertex)) continue;
        const ours = this.armsAt(net, vertex);
        const others = this.armsAt(other, vertex);
        const crossing = (ours === 0b0101 && others === 0b1010) || (ours === 0b1010 && others === 0b0101);
        if (!crossing) {
          found.add(other);
          break;
        }
      }
    }
    for (const other of found) this.remove(other);
    // Marks of the forced net may have been overwritten by those of the others.
    for (const vertex of vertices) this.mark(net, vertex);
    return [...found].sort((a, b) => a - b);
  }

  /** Bits of the directions in which a net leaves a vertex. */
  private armsAt(net: number, vertex: number): number {
    const edges = this.edges[net]!;
    return (edges.has(vertex * 2) ? 1 : 0) | (edges.has(vertex * 2 + 1) ? 2 : 0)
      | (vertex % this.stride > 0 && edges.has((vertex - 1) * 2) ? 4 : 0) | (vertex >= this.stride && edges.has((vertex - this.stride) * 2 + 1) ? 8 : 0);
  }

  /** What a net's wires cost as they lie, to compare two ways of drawing it. */
  private priceOf(net: number): number {
    let price = 0;
    for (const edge of this.edges[net]!) price += 1 + (this.near[edge >> 1] ? NEAR_SYMBOL : 0);
    for (const vertex of this.verticesOf(net)) {
      const arms = this.armsAt(net, vertex);
      const straight = arms === 0b0101 || arms === 0b1010;
      if (!straight && this.pinNet[vertex] !== net) price += BEND;
      if (this.isForeign(vertex, net)) price += CROSSING;
    }
    return price;
  }

  /** A net's edges as the longest straight pieces. */
  private segmentsOf(net: number): Segment[] {
    const segments: Segment[] = [];
    const left = new Set(this.edges[net]!);
    const sorted = [...left].sort((a, b) => a - b);
    for (const edge of sorted) {
      if (!left.has(edge)) continue;
      const step = edge & 1 ? this.stride : 1;
      let end = edge >> 1;
      for (let at = edge; left.has(at); at += step * 2) {
        left.delete(at);
        end += step;
      }
      const start = edge >> 1;
      segments.push({ net, x1: start % this.stride, y1: Math.floor(start / this.stride), x2: end % this.stride, y2: Math.floor(end / this.stride) });
    }
    return segments;
  }
}

/** A binary heap of states by key; entries are not decreased but pushed again. */
class Heap {
  private states: number[] = [];
  private keys: number[] = [];
  poppedKey = 0;

  get size(): number {
    return this.states.length;
  }

  clear(): void {
    this.states.length = 0;
    this.keys.length = 0;
  }

  push(state: number, key: number): void {
    const { states, keys } = this;
    let at = states.length;
    states.push(state);
    keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! <= key) break;
      states[at] = states[parent]!;
      keys[at] = keys[parent]!;
      at = parent;
    }
    states[at] = state;
    keys[at] = key;
  }

  pop(): number {
    const { states, keys } = this;
    const top = states[0]!;
    this.poppedKey = keys[0]!;
    const state = states.pop()!;
    const key = keys.pop()!;
    const { length } = states;
    if (length > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= length) break;
        if (child + 1 < length && keys[child + 1]! < keys[child]!) child++;
        if (keys[child]! >= key) break;
        states[at] = states[child]!;
        keys[at] = keys[child]!;
        at = child;
      }
      states[at] = state;
      keys[at] = key;
    }
    return top;
  }
}
