import type { Presentation, Vector } from '@nodal/protocol';

/**
 * Names of the vectors that `.print`, `.plot` and `.probe` ask for in an
 * analysis, each once, in the order of the text. A difference of two nodes asks
 * for both. Empty when no card speaks of the analysis.
 */
export function shownVectors(presentations: readonly Presentation[], analysis: string, vectors: readonly Vector[]): string[] {
  const shown = new Set<string>();
  const add = (wanted: (vector: Vector) => boolean): void => {
    const found = vectors.find(wanted);
    if (found) shown.add(found.name);
  };
  for (const presentation of presentations) {
    if (presentation.analysis !== '' && presentation.analysis !== analysis) continue;
    for (const { quantity } of presentation.signals) {
      switch (quantity.kind) {
        case 'voltage':
          for (const node of [quantity.positive, quantity.negative]) {
            if (node !== 0) add((vector) => vector.node === node);
          }
          break;
        case 'current':
          add((vector) => vector.device === quantity.device && vector.quantity === 'current');
          break;
        case 'currents':
          for (const vector of vectors) if (vector.quantity === 'current' && vector.device !== null) shown.add(vector.name);
          break;
        case 'variable':
          add((vector) => vector.device === quantity.device && vector.name.endsWith(`[${quantity.variable}]`));
          break;
        case 'named':
          add((vector) => vector.name === quantity.name || vector.name === `${quantity.name}_spectrum`);
          break;
        case 'all':
          for (const vector of vectors) {
            // The axis belongs to no node and no device.
            if (vector.raw && (vector.node !== null || vector.device !== null)) shown.add(vector.name);
          }
          break;
        default:
          // The axis is always there, and a constant is no vector.
          break;
      }
    }
  }
  return [...shown];
}
