import type { Part } from './part.js';

/** Parts that wires join, in the text's order. Parts between rails only are pieces of their own. */
export function connectedPieces(parts: readonly Part[], isWire: (net: number) => boolean): Part[][] {
  const parent = parts.map((_, index) => index);
  const root = (index: number): number => {
    while (parent[index] !== index) {
      parent[index] = parent[parent[index]!]!;
      index = parent[index]!;
    }
    return index;
  };
  const firstOn = new Map<number, number>();
  parts.forEach((part, index) => {
    for (const net of part.nets) {
      if (!isWire(net)) continue;
      const first = firstOn.get(net);
      if (first === undefined) firstOn.set(net, index);
      else parent[Math.max(root(first), root(index))] = Math.min(root(first), root(index));
    }
  });
  const pieces = new Map<number, Part[]>();
  parts.forEach((part, index) => {
    const piece = pieces.get(root(index));
    if (piece) piece.push(part);
    else pieces.set(root(index), [part]);
  });
  return [...pieces.values()];
}
