import type { PlacedCard } from '../design/design.js';
import type { ElementCard } from '../generated/ast.js';
import { HEAD_X } from '../text/card-head.js';
import { UnionFind } from './union-find.js';

/** Voltage sources, inductors and instances around which a current can go that nothing determines. */
export interface Loop {
  /** In the order of the text. */
  members: readonly PlacedCard<ElementCard>[];
  /** Whether it needs an inductor to be closed: then it is none but at direct current. */
  inductive: boolean;
}

/** A branch whose voltage is given. */
export interface Edge {
  a: number;
  b: number;
  placed: PlacedCard<ElementCard>;
  /** Whether something reads the current. */
  read: boolean;
  /** Whether the voltage depends on others, or may do so inside of an instance. */
  controlled: boolean;
}

/** More loops than this are not followed in one circuit. */
const MOST = 100;

/**
 * Finds loops of voltage sources, and of voltage sources with inductors: each
 * edge that closes one is one finding. Around a loop of given voltages the
 * equations contradict or repeat each other. Around one with controlled sources
 * they leave the current open, unless something reads it.
 */
export class VoltageLoops {
  readonly found: Loop[] = [];
  private readonly sources = new UnionFind();
  private readonly inductors = new UnionFind();
  /** What voltage sources whose currents nobody reads join, and what they join together with inductors. */
  readonly unreadSources = new UnionFind();
  readonly unreadInductors = new UnionFind();
  private readonly forest: Edge[] = [];
  private readonly waiting: Edge[] = [];

  addSource(edge: Edge): void {
    const { a, b, read } = edge;
    this.inductors.join(a, b);
    if (!read) {
      this.unreadSources.join(a, b);
      this.unreadInductors.join(a, b);
    }
    this.close(edge, this.sources, false);
  }

  addInductor(edge: Edge): void {
    if (!edge.read) this.unreadInductors.join(edge.a, edge.b);
    this.waiting.push(edge);
  }

  /** Inductors come when all sources are known, so that what they close are the loops that need them. */
  closeInductors(): void {
    for (const edge of this.waiting) this.close(edge, this.inductors, true);
  }

  private close(edge: Edge, sets: UnionFind, inductive: boolean): void {
    // Both pins of an element on one node: that is a finding of its own.
    if (edge.a === edge.b && edge.placed.head !== HEAD_X) return;
    if (sets.join(edge.a, edge.b)) {
      this.forest.push(edge);
      return;
    }
    if (this.found.length >= MOST) return;
    const loop = [...this.pathBetween(edge.a, edge.b), edge];
    if (loop.some(({ read }) => read) && loop.some(({ controlled }) => controlled)) return;
    const members = new Set(loop.map(({ placed }) => placed));
    this.found.push({ members: [...members].sort((x, y) => x.file.index - y.file.index || x.index - y.index), inductive });
  }

  /** The edges between two nodes that are joined. */
  private pathBetween(from: number, to: number): Edge[] {
    const at = new Map<number, Edge[]>();
    for (const edge of this.forest) {
      for (const node of [edge.a, edge.b]) {
        const known = at.get(node);
        if (known === undefined) at.set(node, [edge]);
        else known.push(edge);
      }
    }
    const back = new Map<number, Edge | undefined>([[from, undefined]]);
    const waiting = [from];
    for (let node = waiting.shift(); node !== undefined && node !== to; node = waiting.shift()) {
      for (const edge of at.get(node) ?? []) {
        const next = edge.a === node ? edge.b : edge.a;
        if (back.has(next)) continue;
        back.set(next, edge);
        waiting.push(next);
      }
    }
    const path: Edge[] = [];
    for (let node = to, edge = back.get(node); edge !== undefined; edge = back.get(node)) {
      path.push(edge);
      node = edge.a === node ? edge.b : edge.a;
    }
    return path;
  }
}
