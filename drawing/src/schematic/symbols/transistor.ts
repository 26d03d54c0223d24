import type { SchematicDevice } from '../netlist.js';
import type { Shape } from './shape.js';

/** Base, collector above, emitter below, within a circle; the origin is the collector. */
const BIPOLAR = '<circle cx="-7" cy="30" r="21"/><path d="M-40 30H-16M-16 17V43M-16 25L0 14V0M-16 35L0 46V60"/>';
/** On the emitter, out of an NPN and into a PNP. */
const EMITTER = { n: '<path class="filled" fill="currentColor" d="M-1 45.3L-8.8 44.3L-5.4 39.3Z"/>', p: '<path class="filled" fill="currentColor" d="M-13 37.1L-5.2 38.1L-8.6 43.1Z"/>' };
/** Gate, channel in three pieces, drain above and source below. */
const MOS = '<path d="M-40 30H-21M-21 18V42M-15 15V23M-15 26V34M-15 37V45M-15 19H0V0M-15 41H0V60"/>';
/** On the line of the bulk, into the channel of an NMOS and out of that of a PMOS. */
const BULK = { n: '<path class="filled" fill="currentColor" d="M-14 30L-6.5 27V33Z"/>', p: '<path class="filled" fill="currentColor" d="M-3 30L-10.5 27V33Z"/>' };
/** Gate on a channel of one piece, with the drain above and the source below. */
const JUNCTION = '<path d="M-40 30H-15M-15 15V45M-15 19H0V0M-15 41H0V60"/>';
/** On the gate, into the channel of an NJF and out of that of a PJF. */
const GATE = { n: '<path class="filled" fill="currentColor" d="M-15 30L-22.5 27V33Z"/>', p: '<path class="filled" fill="currentColor" d="M-26 30L-18.5 27V33Z"/>' };

/**
 * A transistor with the collector or drain above, turned over when `reversed`:
 * pins collector, base, emitter or drain, gate, source, and the substrate or
 * bulk on the right where it is no node of the others.
 */
export function transistorShape(device: SchematicDevice, { reversed }: { reversed: boolean }): Shape {
  const polarity = device.polarity ?? 'n';
  const bipolar = device.kind === 'bjt';
  const fourth = device.pins.length > 3;
  const lines = linesOf(device.kind, polarity, fourth);
  return {
    pins: [
      { x: 0, y: reversed ? 6 : 0, side: reversed ? 'down' : 'up' }, { x: -4, y: 3, side: 'left' }, { x: 0, y: reversed ? 0 : 6, side: reversed ? 'up' : 'down' },
      ...(fourth ? [{ x: 2, y: 3, side: 'right' as const }] : []),
    ],
    solids: [{ left: -3.6, top: 0.4, right: fourth ? 1.6 : bipolar ? 1.5 : 0.6, bottom: 5.6 }],
    art: [{ device: device.name, svg: reversed ? `<g transform="matrix(1 0 0 -1 0 60)">${lines}</g>` : lines }],
    texts: [
      { text: device.label, role: 'name' as const, x: 2, y: fourth ? 1.75 : 2.75, anchor: 'start' as const, device: device.name },
      { text: device.value, role: 'value' as const, x: 2, y: fourth ? 5.15 : 4.15, anchor: 'start' as const, device: device.name },
    ].filter(({ text }) => text !== ''),
  };
}

function linesOf(kind: SchematicDevice['kind'], polarity: 'n' | 'p', fourth: boolean): string {
  if (kind === 'jfet') return JUNCTION + GATE[polarity];
  if (kind === 'bjt') return BIPOLAR + EMITTER[polarity] + (fourth ? '<path d="M-16 30H20"/>' : '');
  return `${MOS}${BULK[polarity]}<path d="M-15 30H${fourth ? '20' : '0V41'}"/>`;
}
