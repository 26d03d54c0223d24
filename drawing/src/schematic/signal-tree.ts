import { Heap } from './heap.js';
import type { Part } from './parts.js';
import type { Rails } from './rails.js';

/** A net with the part through which the signal reaches it first. */
export interface TreeNet {
  net: number;
  /** Parts that hang between this net and rails. */
  shunts: Part[];
  /** Parts that carry the signal on, with the nets that each reaches. */
  branches: { part: Part; entry: number; exits: TreeNet[] }[];
  /** How many parts stand at and behind this net. */
  size: number;
}

export interface SignalForest {
  /** One tree for each connected component, by its source. */
  trees: TreeNet[];
  /** Parts between nets that are reached otherwise: feedback, bridges. */
  late: Part[];
  /** Parts between rails only: supplies. */
  supplies: Part[];
}

/** Orders the nets by how far the signal has come: from the sources, by the cheapest way. */
export function signalForest(parts: readonly Part[], rails: Rails): SignalForest {
  const inner = (part: Part) => [...new Set(part.nets.filter((net) => net >= 0 && !rails.isRail(net)))];
  const byNet = new Map<number, Part[]>();
  const supplies: Part[] = [];
  for (const part of parts) {
    const nets = inner(part);
    if (nets.length === 0) supplies.push(part);
    for (const net of nets) {
      const list = byNet.get(net);
      if (list) list.push(part);
      else byNet.set(net, [part]);
    }
  }

  const inputs = new Set(parts.filter((part) => part.controlled).flatMap((part) => part.nets.slice(2)).filter((net) => net >= 0));
  const distance = new Map<number, number>();
  const reachedBy = new Map<number, { part: Part; from: number }>();
  const order: number[] = [];
  const roots: number[] = [];
  const queue = new Heap();
  const done = new Set<number>();
  const seed = (net: number) => {
    if (distance.has(net)) return;
    roots.push(net);
    distance.set(net, 0);
    queue.push(net, 0);
    while (queue.size) {
      const at = queue.pop();
      if (done.has(at)) continue;
      done.add(at);
      order.push(at);
      const cost = distance.get(at)!;
      for (const part of byNet.get(at)!) {
        for (const next of onward(part, at)) {
          // What leaves an amplifier's input backwards is feedback: the way through the amplifier comes first.
          const far = cost + part.cost * (!part.block && inputs.has(at) ? FEEDBACK : 1);
          if (rails.isRail(next) || far >= (distance.get(next) ?? Infinity)) continue;
          distance.set(next, far);
          reachedBy.set(next, { part, from: at });
          queue.push(next, far);
        }
      }
    }
  };
  for (const part of seedOrder(parts)) for (const net of inner(part)) seed(net);

  const nodes = new Map(order.map((net) => [net, { net, shunts: [], branches: [], size: 1 } as TreeNet]));
  const used = new Set<Part>(supplies);
  // A branch of a block has one entry even when it reaches several nets.
  for (const net of order) {
    const step = reachedBy.get(net);
    if (!step) continue;
    const from = nodes.get(step.from)!;
    let branch = from.branches.find((b) => b.part === step.part);
    if (!branch) {
      if (used.has(step.part)) { roots.push(net); continue; }
      branch = { part: step.part, entry: step.from, exits: [] };
      from.branches.push(branch);
      used.add(step.part);
    }
    branch.exits.push(nodes.get(net)!);
  }
  const late: Part[] = [];
  for (const part of parts) {
    if (used.has(part)) continue;
    const nets = inner(part);
    if (nets.length === 1 && !part.block) nodes.get(nets[0]!)!.shunts.push(part);
    else if (nets.length === 1) nodes.get(nets[0]!)!.branches.push({ part, entry: nets[0]!, exits: [] });
    else late.push(part);
  }
  for (const net of order.slice().reverse()) {
    const node = nodes.get(net)!;
    node.size += node.shunts.length + node.branches.reduce((sum, b) => sum + 1 + b.exits.reduce((s, e) => s + e.size, 0), 0);
    node.branches.sort((a, b) => Number(b.part.source) - Number(a.part.source) || weight(b) - weight(a));
  }
  return { trees: roots.map((net) => nodes.get(net)!), late, supplies };
}

function weight({ exits }: TreeNet['branches'][number]): number {
  return exits.reduce((sum, e) => sum + e.size, 0);
}

const FEEDBACK = 4;

/** Nets to which a part carries the signal that is on one of its nets. */
function onward(part: Part, from: number): number[] {
  if (!part.block) return part.nets.filter((net) => net !== from);
  // Controlled sources go from control to output only; a transformer goes every way.
  if (!part.controlled) return part.nets.filter((net) => net !== from && net >= 0);
  const [p, n, cp, cn] = part.nets as [number, number, number, number];
  return from === cp || from === cn ? [p, n].filter((net) => net >= 0 && net !== from) : [];
}

/** Signal sources first, then other sources, then what is left, each in the order of the text. */
function seedOrder(parts: readonly Part[]): Part[] {
  const rank = (part: Part) => {
    if (!part.source) return 2;
    return part.symbol.lines.includes('M-10 20') || part.texts[1]?.match(/^\d/) ? 1 : 0;
  };
  return parts.slice().sort((a, b) => rank(a) - rank(b) || a.devices[0]! - b.devices[0]!);
}
