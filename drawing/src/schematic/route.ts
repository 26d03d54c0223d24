import { BoxIndex } from './box-index.js';
import { type Box, GRID, type Point, textWidth, union } from './geometry.js';
import { Heap } from './heap.js';
import type { PlacedPart, PlacedPin } from './placed-part.js';

export interface Wire { net: number; from: Point; to: Point }
/** A net's name in place of a wire: at a pin, or at the end of a short wire from it. */
export interface NetLabel { net: number; pin: Point; at: Point; name: string; anchor: 'start' | 'middle' | 'end'; box: Box }
export interface Routing { wires: Wire[]; labels: NetLabel[]; /** Steps of the search, as a measure of its work. */ expansions: number }

const BEND = 3;
const CROSSING = 5;
/** Above this cost a label reads better than a wire. */
const LONGEST = 160;
/** A net with more pins than this is named, not wired. */
const MOST_PINS = 40;
const MARGIN = 12;
/** More than half of what the checker takes for a line's width. */
const THICKNESS = 0.6;

const DX = [1, 0, -1, 0];
const DY = [0, 1, 0, -1];
const SIDE_DIRECTION = { right: 0, bottom: 1, left: 2, top: 3 } as const;
const FREE = -1;
/** Where a search starts. */
const NO_PARENT = -1;

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
  for (const { net, pin } of pending) routing.labels.push(maze.label(net, pin, netName(net)));
  routing.wires = maze.wires();
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
  /** By cell and direction: the least cost and where it came from, of the search whose number is in `reached`. */
  private readonly cost: Float64Array;
  private readonly parent: Int32Array;
  private readonly reached: Int32Array;
  private searches = 0;
  private readonly labelBoxes: Box[] = [];
  private readonly index = new BoxIndex<PlacedPart>();
  expansions = 0;

  constructor(placed: readonly PlacedPart[]) {
    for (const part of placed) this.index.add(part.box, part);
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
    this.cost = new Float64Array(4 * cells);
    this.parent = new Int32Array(4 * cells);
    this.reached = new Int32Array(4 * cells);
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

  /** A cell is blocked when a wire through it would touch the box: half its thickness counts. */
  private block(box: Box): void {
    const fromX = Math.ceil((box.left - THICKNESS) / GRID);
    const toX = Math.floor((box.right + THICKNESS) / GRID);
    const fromY = Math.ceil((box.top - THICKNESS) / GRID);
    const toY = Math.floor((box.bottom + THICKNESS) / GRID);
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
    const { cost, parent } = this;
    const search = ++this.searches;
    const { reached } = this;
    const heap = new Heap();
    for (const cell of tree) {
      for (let d = 0; d < 4; d++) {
        const state = cell * 4 + d;
        cost[state] = 0;
        parent[state] = NO_PARENT;
        reached[state] = search;
        heap.push(state, guess(cell));
      }
    }
    while (heap.size) {
      const state = heap.pop();
      const cell = state >> 2;
      const d = state & 3;
      const here = cost[state]!;
      if (here > LONGEST) return undefined;
      this.expansions++;
      const start = parent[state] === NO_PARENT;
      if (targets.has(cell) && !start) {
        // A wire enters a pin from outside, not through its symbol.
        const path = [cell];
        for (let s = state; parent[s] !== NO_PARENT; ) {
          s = parent[s]!;
          if (s >> 2 !== path.at(-1)) path.push(s >> 2);
        }
        return path.reverse();
      }
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
        if (reached[after] === search && far >= cost[after]!) continue;
        cost[after] = far;
        parent[after] = state;
        reached[after] = search;
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

  /** The net's name at a pin, or as near as it touches nothing. */
  label(net: number, pin: PlacedPin, name: string): NetLabel {
    const start = this.cell(pin.x, pin.y);
    const parent = new Map<number, number>([[start, -1]]);
    const queue = [start];
    let found = this.labelAt(net, pin, pin.side, name);
    for (let i = 0; i < queue.length && i < LABEL_SEARCH && !found; i++) {
      const cell = queue[i]!;
      // Straight away from the pin first.
      for (let k = 0; k < 4 && !found; k++) {
        const d = (SIDE_DIRECTION[pin.side] + k) % 4;
        if (cell === start && k === 2) continue;
        const steps = this.labelSteps(net, cell, d, parent);
        if (!steps) continue;
        let from = cell;
        for (const step of steps) {
          parent.set(step, from);
          from = step;
        }
        const to = from;
        queue.push(to);
        const path = [to];
        while (parent.get(path.at(-1)!)! >= 0) path.push(parent.get(path.at(-1)!)!);
        found = this.labelAt(net, this.point(to), SIDES[d]!, name, path.map((c) => boxAt(this.point(c))));
        if (found) for (let p = 1; p < path.length; p++) this.claim(net, path[p - 1]!, path[p]!);
      }
    }
    const label = found ?? labelCandidates(net, pin, name)[0]!;
    this.labelBoxes.push(label.box);
    return label;
  }

  /** The cells of one step of the short wire to a name: over foreign wires straight, and never to one of its own net. */
  private labelSteps(net: number, from: number, d: number, seen: ReadonlyMap<number, number>): number[] | undefined {
    const steps: number[] = [];
    for (let cell = from; ; ) {
      const x = cell % this.width + DX[d]!;
      const y = Math.floor(cell / this.width) + DY[d]!;
      if (x < 1 || y < 1 || x >= this.width - 1 || y >= this.height - 1) return undefined;
      if (this.edge(cell, d) !== FREE) return undefined;
      cell = y * this.width + x;
      if (seen.has(cell) || this.blocked[cell] || this.pin[cell] !== FREE || [0, 1, 2, 3].some((way) => this.edge(cell, way) === net)) return undefined;
      const at = boxAt(this.point(cell));
      if (this.labelBoxes.some((b) => touches(b, at))) return undefined;
      steps.push(cell);
      const crossing = this.foreign(cell, net, d);
      if (crossing === 0) return steps;
      if (crossing === 2) return undefined;
    }
  }

  /** The net's name at a point, where it touches nothing; `path` is the wire to it. */
  private labelAt(net: number, at: Point, side: string, name: string, path: readonly Box[] = []): NetLabel | undefined {
    const free = (box: Box) =>
      !path.some((b) => touches(b, box) && !(b.left === at.x && b.top === at.y)) && !this.labelBoxes.some((b) => touches(b, box)) && !this.touchesWire(box) &&
      !this.near(box).some((p) => p.obstacles.some((o) => touches(o, box)) || p.pins.some((q) => !(q.x === at.x && q.y === at.y) && touches(boxAt(q), box)));
    return labelCandidates(net, at, name).sort((a, b) => Number(b.side === side) - Number(a.side === side)).find((c) => free(c.box));
  }

  private near(box: Box): PlacedPart[] {
    return this.index.over({ left: box.left - 1, top: box.top - 1, right: box.right + 1, bottom: box.bottom + 1 });
  }

  private touchesWire(box: Box): boolean {
    const fromX = Math.max(1, Math.floor(box.left / GRID) - this.left);
    const toX = Math.min(this.width - 1, Math.ceil(box.right / GRID) - this.left);
    const fromY = Math.max(1, Math.floor(box.top / GRID) - this.top);
    const toY = Math.min(this.height - 1, Math.ceil(box.bottom / GRID) - this.top);
    for (let y = fromY; y <= toY; y++) {
      for (let x = fromX; x <= toX; x++) {
        const cell = y * this.width + x;
        const p = this.point(cell);
        if (this.east[cell] !== FREE && touches({ left: p.x, right: p.x + GRID, top: p.y, bottom: p.y }, box)) return true;
        if (this.south[cell] !== FREE && touches({ left: p.x, right: p.x, top: p.y, bottom: p.y + GRID }, box)) return true;
      }
    }
    return false;
  }
}

/** So many cells are looked at for the place of a name. */
const LABEL_SEARCH = 4000;
const SIDES = ['right', 'bottom', 'left', 'top'] as const;

function boxAt({ x, y }: Point): Box {
  return { left: x, top: y, right: x, bottom: y };
}

function labelCandidates(net: number, pin: Point, name: string): (NetLabel & { side: string })[] {
  const width = textWidth(name) + 8;
  const base = { net, pin: { x: pin.x, y: pin.y }, name };
  return [
    { ...base, anchor: 'start', at: { x: pin.x, y: pin.y }, box: { left: pin.x + 1, top: pin.y - 8, right: pin.x + 6 + width, bottom: pin.y + 8 }, side: 'right' },
    { ...base, anchor: 'end', at: { x: pin.x, y: pin.y }, box: { left: pin.x - 6 - width, top: pin.y - 8, right: pin.x - 1, bottom: pin.y + 8 }, side: 'left' },
    { ...base, anchor: 'middle', at: { x: pin.x, y: pin.y - 10 }, box: { left: pin.x - width / 2, top: pin.y - 24, right: pin.x + width / 2, bottom: pin.y - 1 }, side: 'top' },
    { ...base, anchor: 'middle', at: { x: pin.x, y: pin.y + 10 }, box: { left: pin.x - width / 2, top: pin.y + 1, right: pin.x + width / 2, bottom: pin.y + 24 }, side: 'bottom' },
  ];
}

function touches(a: Box, b: Box): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}
