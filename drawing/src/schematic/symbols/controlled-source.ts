import type { SchematicDevice } from '../netlist.js';
import type { Shape } from './shape.js';
import { SWITCH } from './switch.js';
import type { TwoPinArt } from './two-pin.js';

const DIAMOND = '<path d="M0 0V14L16 30L0 46L-16 30L0 14M0 46V60"/>';
const POLARITY = '<path d="M-4 24H4M0 20V28M-4 37H4"/>';
const ARROW = '<path d="M0 21V36"/><path class="filled" fill="currentColor" d="M-4 33L0 41L4 33Z"/>';

/** F: the controlling current is named in the value. */
export function controlledCurrentArt(): TwoPinArt {
  return { svg: DIAMOND + ARROW, left: 1.7, right: 1.7 };
}

/** H: the controlling current is named in the value. */
export function controlledVoltageArt(): TwoPinArt {
  return { svg: DIAMOND + POLARITY, left: 1.7, right: 1.7 };
}

/** E, G and S: the output's diamond or switch on the right, the pins that sense the voltage on the left. Pins p, n, cp, cn. */
export function voltageControlledShape(device: SchematicDevice, { reversed, plusOnTop }: { reversed: boolean; plusOnTop: boolean }): Shape {
  const output = device.kind === 'voltage-switch' ? SWITCH : DIAMOND + (device.kind === 'vcvs' ? POLARITY : ARROW);
  const [plus, minus] = plusOnTop ? [10, 50] : [50, 10];
  // The signs stand between the two open ends.
  const sign = (y: number): number => (y === 10 ? 20 : 40);
  const control = '<path d="M-50 10H-42.5M-50 50H-42.5"/><circle cx="-40" cy="10" r="2.5"/><circle cx="-40" cy="50" r="2.5"/>'
    + `<path d="M-37 ${sign(plus)}H-29M-33 ${sign(plus) - 4}V${sign(plus) + 4}M-37 ${sign(minus)}H-29"/>`;
  return {
    pins: [
      { x: 0, y: reversed ? 6 : 0, side: reversed ? 'down' : 'up' }, { x: 0, y: reversed ? 0 : 6, side: reversed ? 'up' : 'down' },
      { x: -5, y: plus / 10, side: 'left' }, { x: -5, y: minus / 10, side: 'left' },
    ],
    solids: [{ left: -4.6, top: 0.4, right: 1.7, bottom: 5.6 }],
    art: [{ device: device.name, svg: (reversed ? `<g transform="translate(0 60) rotate(180)">${output}</g>` : output) + control }],
    texts: [
      { text: device.label, role: 'name' as const, x: 2.1, y: 2.75, anchor: 'start' as const, device: device.name },
      { text: device.value, role: 'value' as const, x: 2.1, y: 4.15, anchor: 'start' as const, device: device.name },
    ].filter(({ text }) => text !== ''),
  };
}
