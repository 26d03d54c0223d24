import type { Presentation, Signal, Vector } from '@nodal/protocol';

/**
 * Names of the vectors that `.print`, `.plot` and `.probe` ask for in a plot,
 * in the cards' order: the columns of a printed table, and a view's first
 * traces. Empty when nothing is asked for.
 *
 * @param presentations of the circuit
 * @param analysis of the plot: `op`, `dc`, `ac`, `tran`
 * @param vectors of the plot, its axis first
 */
export function shownVectors(presentations: readonly Presentation[], analysis: string, vectors: readonly Vector[]): string[] {
  const shown = new Set<string>();
  for (const presentation of presentations) {
    if (presentation.analysis !== '' && presentation.analysis !== analysis) continue;
    for (const signal of presentation.signals) for (const name of vectorsOf(signal, vectors)) shown.add(name);
  }
  return [...shown];
}

/** A voltage between two nodes asks for both. */
function vectorsOf({ quantity }: Signal, vectors: readonly Vector[]): string[] {
  const named = (test: (vector: Vector) => boolean) => vectors.filter((vector, index) => index > 0 && test(vector)).map((vector) => vector.name);
  switch (quantity.kind) {
    case 'voltage': return [quantity.positive, quantity.negative].filter((node) => node !== 0).flatMap((node) => named((v) => v.quantity === 'voltage' && v.node === node));
    case 'current': return named((v) => v.quantity === 'current' && v.device === quantity.device);
    case 'all': return named((v) => v.raw);
    default: return [];
  }
}
