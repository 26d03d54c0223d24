import type { SchematicDevice } from '../netlist.js';
import type { Shape, ShapePin } from './shape.js';

export interface AmplifierPins {
  /** Indices into the device's pins. */
  plus: number;
  minus: number;
  output: number;
  /** Supply pins, if any. */
  positive?: number;
  negative?: number;
}

/**
 * The triangle: inputs on the left with the output between them on the right.
 * @param plusOnTop which input is the upper one
 */
export function amplifierShape(device: SchematicDevice, pins: AmplifierPins, plusOnTop: boolean): Shape {
  const places = new Map<number, ShapePin>([
    [plusOnTop ? pins.plus : pins.minus, { x: 0, y: 0, side: 'left' }],
    [plusOnTop ? pins.minus : pins.plus, { x: 0, y: 4, side: 'left' }],
    [pins.output, { x: 9, y: 2, side: 'right' }],
  ]);
  let supplies = '';
  if (pins.positive !== undefined) {
    places.set(pins.positive, { x: 4, y: -3, side: 'up' });
    supplies += 'M40 -30V-5';
  }
  if (pins.negative !== undefined) {
    places.set(pins.negative, { x: 4, y: 7, side: 'down' });
    supplies += 'M40 45V70';
  }
  const plus = (y: number): string => `M14 ${y}H22M18 ${y - 4}V${y + 4}`;
  const minus = (y: number): string => `M14 ${y}H22`;
  const signs = plusOnTop ? plus(0) + minus(40) : minus(0) + plus(40);
  return {
    pins: device.pins.map((_, index) => places.get(index) ?? { x: 0, y: 2, side: 'left' }),
    solids: [{ left: 0.4, top: -2.2, right: 8.6, bottom: 6.2 }],
    art: [{ device: device.name, svg: `<path d="M10 -20V60L80 20ZM0 0H10M0 40H10M80 20H90${signs}${supplies}"/>` }],
    texts: [
      { text: device.label, role: 'name', x: 6, y: -0.9, anchor: 'start', device: device.name },
      { text: device.value, role: 'value', x: 6, y: 5.8, anchor: 'start', device: device.name },
    ],
  };
}
