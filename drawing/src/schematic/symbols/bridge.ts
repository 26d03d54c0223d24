import type { SchematicDevice } from '../netlist.js';
import type { Shape, ShapeText } from './shape.js';

/** One diode along an edge of the diamond, whose half diagonal is 40 px. */
const DIODE = '<path d="M0 0V20.3M-8 20.3H8L0 36.3ZM-8 36.3H8M0 36.3V56.6"/>';

/**
 * Four diodes as a diamond. Pins: upper alternating input, lower one, minus
 * on the left, plus on the right.
 * @param diodes from the upper input to plus, from the lower input to plus,
 *   from minus to the upper input, from minus to the lower input
 */
export function bridgeShape(diodes: readonly SchematicDevice[]): Shape {
  const places = [[40, 0, -45], [40, 80, -135], [0, 40, -135], [0, 40, -45]] as const;
  const labels = [[6.9, 1.5, 'start'], [6.9, 7.3, 'start'], [1.1, 1.5, 'end'], [1.1, 7.3, 'end']] as const;
  const same = diodes.every(({ value }) => value === diodes[0]!.value);
  const texts: ShapeText[] = [];
  diodes.forEach((device, index) => {
    const [x, y, anchor] = labels[index]!;
    texts.push({ text: device.label, role: 'name', x, y, anchor, device: device.name });
    if (!same && device.value !== '') texts.push({ text: device.value, role: 'value', x, y: y + (index % 2 === 0 ? -1.3 : 1.3), anchor, device: device.name });
  });
  if (same && diodes[0]!.value !== '') texts.push({ text: diodes[0]!.value, role: 'value', x: 4, y: 4.4, anchor: 'middle', device: diodes[0]!.name });
  return {
    pins: [{ x: 4, y: 0, side: 'up' }, { x: 4, y: 8, side: 'down' }, { x: 0, y: 4, side: 'left' }, { x: 8, y: 4, side: 'right' }],
    solids: [{ left: 1.4, top: 0.4, right: 6.6, bottom: 7.6 }, { left: 0.4, top: 2.4, right: 7.6, bottom: 5.6 }],
    art: diodes.map((device, index) => {
      const [x, y, angle] = places[index]!;
      return { device: device.name, svg: `<g transform="translate(${x} ${y}) rotate(${angle})">${DIODE}</g>` };
    }),
    texts,
  };
}
