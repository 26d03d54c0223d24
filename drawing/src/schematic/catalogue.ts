import { bufferSymbol, controlledSourceSymbol, operationalAmplifierSymbol, transformerSymbol } from './symbols/blocks.js';
import { boxSymbol } from './symbols/box.js';
import type { Symbol } from './symbols/symbol.js';
import { twoPinSymbol } from './symbols/two-pin.js';

/** For tests: every symbol that a drawing can have. */
export function symbolCatalogue(): Symbol[] {
  const kinds = ['resistor', 'capacitor', 'inductor', 'diode', 'voltage-source', 'current-source', 'cccs', 'ccvs'];
  const waveforms = ['dc', 'ac', 'sin', 'pulse', 'exp', 'pwl', 'sffm', 'am'];
  const counts = Array.from({ length: 12 }, (_, i) => i + 1);
  return [
    ...kinds.flatMap((kind) => waveforms.map((waveform) => twoPinSymbol(kind, waveform)!)),
    bufferSymbol(), operationalAmplifierSymbol(), controlledSourceSymbol('vcvs'), controlledSourceSymbol('vccs'),
    ...counts.map((n) => transformerSymbol(n + 1)), ...counts.map(boxSymbol),
  ];
}
