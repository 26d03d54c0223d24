import { type Box, GRID, type Point, textWidth, union } from './geometry.js';
import type { PlacedPart, PlacedPin } from './placed-part.js';

export interface Wire { net: number; from: Point; to: Point }
/** A net's name at a pin, in place of a wire. */
export interface NetLabel { net: number; pin: PlacedPin; at: Point; name: string; anchor: 'start' | 'middle' | 'end'; box: Box }
export interface Routing { wires: Wire[]; labels: NetLabel[]; /** Steps of the search, as a measure of its work. */ expansions: number }

const BEND = 3;
const CROSSING = 5;
/** Above this cost a label reads better than a wire. */
const LONGEST = 160;
/** A net with more pins than this is named, not wired. */
const MOST_PINS = 40;
const MARGIN = 12;

const DX = [1, 0, -1, 0];
const DY = [0, 1, 0, -1];
const SIDE_DIRECTION = { right: 0, bottom: 1, left: 2, top: 3 } as const;
const FREE = -1;

/**
 * A maze router on the grid. Nets go shortest first; a net's tree grows to its
 * nearest pin by A*. Foreign wires are crossed only straight, at a cost. What
 * cannot be reached gets the net's name.
 */
export function routeAll(placed: readonly PlacedPart[], netName: (net: number) => string, labelled: ReadonlySet<number>): Routing {
  const maze = new Maze(placed);
  const pinsByNet = new Map<number, PlacedPin[]>();
  for (const pin of placed.flatMap((p) => p.pins)) {
    if (!pin.rail) pinsByNet.set(pin.net, [...(pinsByNet.get(pin.net) ?? []), pin]);
  }
  const nets = [...pinsByNet].map(([net, pins]) => ({ net, pins, size: extent(pins) })).sort((a, b) => a.size - b.size || a.net - b.net);
  const routing: Routing = { wires: [], labels: [], expansions: 0 };
  const pending: { net: number; pin: PlacedPin }[] = [];
  for (const { net, pins } of nets) {
    if (pins.length < 2) continue;
    const named = labelled.has(net) || pins.length > MOST_PINS;
    const unreached = named ? pins : maze.connect(net, pins);
    // A tree that was left in pieces has the name at every piece.
    if (unreached.length) for (const pin of named ? pins : [pins[0]!, ...unreached.filter((p) => p !== pins[0])]) pending.push({ net, pin });
  }
  routing.wires = maze.wires();
  for (const { net, pin } of pending) routing.labels.push(maze.label(net, pin, netName(net)));
  routing.expansions = maze.expansions;
  return routing;
}

function extent(pins: readonly Point[]): number {
  const box = union(pins.map((p) => ({ left: p.x, top: p.y, right: p.x, bottom: p.y })));
  return box.right - box.left + box.bottom - box.top;
}

class Maze {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** By cell: inside a symbol or text. */
  private readonly blocked: Uint8Array;
  /** By cell: the net whose wire goes east, or south. */
  private readonly east: Int32Array;
  private readonly south: Int32Array;
  /** By cell: the net whose pin is here. */
  private readonly pin: Int32Array;
  private readonly labelBoxes: Box[] = [];
  expansions = 0;

  constructor(private readonly placed: readonly PlacedPart[]) {
    const box = placed.length ? union(placed.map((p) => p.box)) : { left: 0, top: 0, right: 0, bottom: 0 };
    this.left = Math.floor(box.left / GRID) - MARGIN;
    this.top = Math.floor(box.top / GRID) - MARGIN;
    this.width = Math.ceil(box.right / GRID) + MARGIN - this.left + 1;
    this.height = Math.ceil(box.bottom / GRID) + MARGIN - this.top + 1;
    const cells = this.width * this.height;
    this.blocked = new Uint8Array(cells);
    this.east = new Int32Array(cells).fill(FREE);
    this.south = new Int32Array(cells).fill(FREE);
    this.pin = new Int32Array(cells).fill(FREE);
    for (const part of placed) for (const obstacle of part.obstacles) this.block(obstacle);
    for (const part of placed) {
      for (const p of part.pins) {
        const cell = this.cell(p.x, p.y);
        if (p.rail) this.blocked[cell] = 1;
        else {
          this.blocked[cell] = 0;
          this.pin[cell] = p.net;
        }
      }
    }
  }

  private cell(x: number, y: number): number {
    return (Math.round(y / GRID) - this.top) * this.width + Math.round(x / GRID) - this.left;
  }

  private point(cell: number): Point {
    return { x: (cell % this.width + this.left) * GRID, y: (Math.floor(cell / this.width) + this.top) * GRID };
  }

  /** A cell is blocked when a wire through it would touch the box. */
  private block(box: Box): void {
    const fromX = Math.ceil(box.left / GRID);
    const toX = Math.floor(box.right / GRID);
    const fromY = Math.ceil(box.top / GRID);
    const toY = Math.floor(box.bottom / GRID);
    for (let y = fromY; y <= toY; y++) for (let x = fromX; x <= toX; x++) this.blocked[(y - this.top) * this.width + x - this.left] = 1;
  }

  /** Joins the pins of a net; answers those that could not be reached. */
  connect(net: number, pins: readonly PlacedPin[]): PlacedPin[] {
    const tree = new Set<number>([this.cell(pins[0]!.x, pins[0]!.y)]);
    const direction = new Map(pins.map((p) => [this.cell(p.x, p.y), SIDE_DIRECTION[p.side]]));
    const targets = new Map<number, PlacedPin>();
    for (const p of pins.slice(1)) if (!tree.has(this.cell(p.x, p.y))) targets.set(this.cell(p.x, p.y), p);
    while (targets.size) {
      const path = this.search(net, tree, targets, direction);
      if (!path) break;
      for (let i = 1; i < path.length; i++) this.claim(net, path[i - 1]!, path[i]!);
      for (const cell of path) {
        tree.add(cell);
        targets.delete(cell);
      }
    }
    return [...targets.values()];
  }

  private claim(net: number, a: number, b: number): void {
    const [from, to] = a < b ? [a, b] : [b, a];
    if (to - from === 1) this.east[from] = net;
    else this.south[from] = net;
  }

  private edge(cell: number, d: number): number {
    switch (d) {
      case 0: return this.east[cell]!;
      case 1: return this.south[cell]!;
      case 2: return this.east[cell - 1]!;
      default: return this.south[cell - this.width]!;
    }
  }

  /** 0: no foreign wire; 1: one that runs straight across direction d; 2: one in the way. */
  private foreign(cell: number, net: number, d: number): number {
    let mask = 0;
    let own = false;
    let other = FREE;
    let mixed = false;
    for (let k = 0; k < 4; k++) {
      const owner = this.edge(cell, k);
      if (owner === FREE) continue;
      if (owner === net) own = true;
      else {
        if (other !== FREE && other !== owner) mixed = true;
        other = owner;
        mask |= 1 << k;
      }
    }
    if (mask === 0) return 0;
    if (own || mixed) return 2;
    const across = d % 2 === 0 ? 0b1010 : 0b0101;
    return mask === across ? 1 : 2;
  }

  /** A* over (cell, direction) from the tree to the nearest target. */
  private search(net: number, tree: ReadonlySet<number>, targets: ReadonlyMap<number, PlacedPin>, leave: ReadonlyMap<number, number>): number[] | undefined {
    const goals = [...targets.keys()].map((c) => ({ x: c % this.width, y: Math.floor(c / this.width) }));
    const guess = (cell: number) => {
      const x = cell % this.width;
      const y = Math.floor(cell / this.width);
      let least = Infinity;
      for (const g of goals) least = Math.min(least, Math.abs(g.x - x) + Math.abs(g.y - y));
      return least;
    };
    const cost = new Map<number, number>();
    const parent = new Map<number, number>();
    const heap = new Heap();
    for (const cell of tree) {
      for (let d = 0; d < 4; d++) {
        const state = cell * 4 + d;
        cost.set(state, 0);
        heap.push(state, guess(cell));
      }
    }
    while (heap.size) {
      const state = heap.pop();
      const cell = state >> 2;
      const d = state & 3;
      const here = cost.get(state)!;
      if (here > LONGEST) return undefined;
      this.expansions++;
      if (targets.has(cell) && parent.has(state)) {
        // A wire enters a pin from outside, not through its symbol.
        const path = [cell];
        for (let s = state; parent.has(s); ) {
          s = parent.get(s)!;
          if (s >> 2 !== path.at(-1)) path.push(s >> 2);
        }
        return path.reverse();
      }
      const start = !parent.has(state);
      const straightOnly = !start && this.foreign(cell, net, d) === 1;
      for (let next = 0; next < 4; next++) {
        if (!start && next === (d + 2) % 4) continue;
        if (straightOnly && next !== d) continue;
        if (start && next !== d) continue;
        // From a pin, not back into its own symbol.
        if (start && leave.has(cell) && next === (leave.get(cell)! + 2) % 4) continue;
        const x = cell % this.width + DX[next]!;
        const y = Math.floor(cell / this.width) + DY[next]!;
        if (x < 1 || y < 1 || x >= this.width - 1 || y >= this.height - 1) continue;
        const to = y * this.width + x;
        if (this.blocked[to] || (this.pin[to] !== FREE && this.pin[to] !== net)) continue;
        const owner = this.edge(cell, next);
        if (owner !== FREE && owner !== net) continue;
        if (targets.has(to) && next === leave.get(to)) continue;
        const crossing = this.foreign(to, net, next);
        if (crossing === 2 || (crossing === 1 && (targets.has(to) || tree.has(to)))) continue;
        const far = here + 1 + (!start && next !== d ? BEND : 0) + (crossing ? CROSSING : 0) + this.nearness(to);
        const after = to * 4 + next;
        if (far >= (cost.get(after) ?? Infinity)) continue;
        cost.set(after, far);
        parent.set(after, state);
        heap.push(after, far + guess(to));
      }
    }
    return undefined;
  }

  /** Wires keep a little distance from symbols and texts. */
  private nearness(cell: number): number {
    return this.blocked[cell - 1] || this.blocked[cell + 1] || this.blocked[cell - this.width] || this.blocked[cell + this.width] ? 0.6 : 0;
  }

  /** All claimed edges as the longest straight pieces. */
  wires(): Wire[] {
    const wires: Wire[] = [];
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        const cell = y * this.width + x;
        const net = this.east[cell]!;
        if (net === FREE || (x > 0 && this.east[cell - 1] === net && !this.corner(cell, net))) continue;
        let end = cell;
        while (this.east[end] === net && (end === cell || !this.corner(end, net))) end++;
        wires.push({ net, from: this.point(cell), to: this.point(end) });
      }
    }
    for (let x = 0; x < this.width; x++) {
      for (let y = 0; y < this.height; y++) {
        const cell = y * this.width + x;
        const net = this.south[cell]!;
        if (net === FREE || (y > 0 && this.south[cell - this.width] === net && !this.corner(cell, net))) continue;
        let end = cell;
        while (this.south[end] === net && (end === cell || !this.corner(end, net))) end += this.width;
        wires.push({ net, from: this.point(cell), to: this.point(end) });
      }
    }
    return wires;
  }

  /** Whether the net turns or branches in a cell, so that a piece ends here. */
  private corner(cell: number, net: number): boolean {
    let mask = 0;
    for (let k = 0; k < 4; k++) if (this.edge(cell, k) === net) mask |= 1 << k;
    return mask !== 0b0101 && mask !== 0b1010;
  }

  /** The net's name at a pin, where it touches nothing. */
  label(net: number, pin: PlacedPin, name: string): NetLabel {
    const width = textWidth(name) + 8;
    const wires = this.wires();
    const taken = (box: Box) =>
      this.placed.some((p) => p.obstacles.some((o) => touches(o, box)) || p.pins.some((q) => q !== pin && !(q.x === pin.x && q.y === pin.y) && touches({ left: q.x, top: q.y, right: q.x, bottom: q.y }, box))) ||
      this.labelBoxes.some((b) => touches(b, box)) || wires.some((w) => touches({ left: Math.min(w.from.x, w.to.x), top: Math.min(w.from.y, w.to.y), right: Math.max(w.from.x, w.to.x), bottom: Math.max(w.from.y, w.to.y) }, box));
    const candidates = [
      { anchor: 'start' as const, at: { x: pin.x, y: pin.y }, box: { left: pin.x + 1, top: pin.y - 8, right: pin.x + 6 + width, bottom: pin.y + 8 }, side: 'right' },
      { anchor: 'end' as const, at: { x: pin.x, y: pin.y }, box: { left: pin.x - 6 - width, top: pin.y - 8, right: pin.x - 1, bottom: pin.y + 8 }, side: 'left' },
      { anchor: 'middle' as const, at: { x: pin.x, y: pin.y - 10 }, box: { left: pin.x - width / 2, top: pin.y - 24, right: pin.x + width / 2, bottom: pin.y - 1 }, side: 'top' },
      { anchor: 'middle' as const, at: { x: pin.x, y: pin.y + 10 }, box: { left: pin.x - width / 2, top: pin.y + 1, right: pin.x + width / 2, bottom: pin.y + 24 }, side: 'bottom' },
    ].sort((a, b) => Number(b.side === pin.side) - Number(a.side === pin.side));
    const chosen = candidates.find((c) => !taken(c.box)) ?? candidates[0]!;
    this.labelBoxes.push(chosen.box);
    return { net, pin, at: chosen.at, name, anchor: chosen.anchor, box: chosen.box };
  }
}

function touches(a: Box, b: Box): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

/** A binary heap of states by cost. */
class Heap {
  private readonly items: number[] = [];
  private readonly costs: number[] = [];

  get size(): number {
    return this.items.length;
  }

  push(item: number, cost: number): void {
    let at = this.items.push(item) - 1;
    this.costs.push(cost);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (this.costs[up]! <= this.costs[at]!) break;
      this.swap(at, up);
      at = up;
    }
  }

  pop(): number {
    const top = this.items[0]!;
    const item = this.items.pop()!;
    const cost = this.costs.pop()!;
    if (this.items.length) {
      this.items[0] = item;
      this.costs[0] = cost;
      let at = 0;
      for (;;) {
        const left = 2 * at + 1;
        if (left >= this.items.length) break;
        const least = left + 1 < this.items.length && this.costs[left + 1]! < this.costs[left]! ? left + 1 : left;
        if (this.costs[at]! <= this.costs[least]!) break;
        this.swap(at, least);
        at = least;
      }
    }
    return top;
  }

  private swap(a: number, b: number): void {
    [this.items[a], this.items[b]] = [this.items[b]!, this.items[a]!];
    [this.costs[a], this.costs[b]] = [this.costs[b]!, this.costs[a]!];
  }
}
