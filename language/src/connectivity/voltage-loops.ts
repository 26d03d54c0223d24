import type { PlacedCard } from '../design/design.js';
import type { ElementCard } from '../generated/ast.js';
import { UnionFind } from './union-find.js';

/** Voltage sources, inductors and instances around which a current can go that nothing determines. */
export interface Loop {
  /** In the order of the text. */
  members: readonly PlacedCard<ElementCard>[];
  /** Whether it needs an inductor to be closed: then it is none but at direct current. */
  inductive: boolean;
}

interface Edge {
  a: number;
  b: number;
  placed: PlacedCard<ElementCard>;
}

/** More loops than this are not followed in one circuit. */
const MOST = 100;

/** Finds loops of voltage sources, and of voltage sources with inductors: each edge that closes one is one finding. */
export class VoltageLoops {
  readonly found: Loop[] = [];
  /** What voltage sources join, and what they join together with inductors. */
  readonly sources = new UnionFind();
  readonly inductors = new UnionFind();
  private readonly forest: Edge[] = [];
  private readonly waiting: Edge[] = [];

  addSource(a: number, b: number, placed: PlacedCard<ElementCard>): void {
    this.inductors.join(a, b);
    this.close({ a, b, placed }, this.sources, false);
  }

  addInductor(a: number, b: number, placed: PlacedCard<ElementCard>): void {
    this.waiting.push({ a, b, placed });
  }

  /** Inductors come when all sources are known, so that what they close are the loops that need them. */
  closeInductors(): void {
    for (const edge of this.waiting) this.close(edge, this.inductors, true);
  }

  private close(edge: Edge, sets: UnionFind, inductive: boolean): void {
    // Both pins on one node: that is a finding of its own.
    if (edge.a === edge.b) return;
    if (sets.join(edge.a, edge.b)) {
      this.forest.push(edge);
      return;
    }
    if (this.found.length >= MOST) return;
    const members = new Set([...this.pathBetween(edge.a, edge.b), edge.placed]);
    // Two branches of one instance: the loop stands in its subcircuit, or its pins are joined outside of sources.
    this.found.push({ members: [...members].sort((x, y) => x.file.index - y.file.index || x.index - y.index), inductive });
  }

  /** The elements on the way between two nodes that are joined. */
  private pathBetween(from: number, to: number): PlacedCard<ElementCard>[] {
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
    const path: PlacedCard<ElementCard>[] = [];
    for (let node = to, edge = back.get(node); edge !== undefined; edge = back.get(node)) {
      path.push(edge.placed);
      node = edge.a === node ? edge.b : edge.a;
    }
    return path;
  }
}
