import { textWidth } from '../geometry.js';
import type { SchematicDevice } from '../netlist.js';
import type { Shape, ShapePin } from './shape.js';

/** Names of ports that stand on a certain side; all others share left and right in the text's order. */
const RIGHT = /^(out|o|vo|vout|q|qb|z|y|res(ult)?)[\d_+\-pn]*$|out$/i;
const LEFT = /^(in|i|vi|vin|inp|inn|plus|minus|a|b|clk|d|en)[\d_+\-pn]*$|^in/i;
const TOP = /^(vcc|vdd|vp|v\+|vpos|avdd|dvdd|vs\+)$/i;
const BOTTOM = /^(vee|vss|vn|v-|vneg|gnd|agnd|dgnd|com|ref|vs-)$/i;

/** The sides of a block's pins, in their order. */
export function blockSides(device: SchematicDevice): ShapePin['side'][] {
  const sides = device.pins.map(({ name }) => (TOP.test(name) ? 'up' : BOTTOM.test(name) ? 'down' : RIGHT.test(name) ? 'right' : LEFT.test(name) ? 'left' : undefined));
  const open = sides.flatMap((side, index) => (side === undefined ? [index] : []));
  const count = (wanted: ShapePin['side']): number => sides.filter((side) => side === wanted).length;
  for (const index of open) {
    // The first unnamed half goes left when nothing else decides.
    const left = count('right') > count('left') || (count('left') === count('right') && index < device.pins.length / 2) || (count('left') < device.pins.length / 2 && index < device.pins.length / 2);
    sides[index] = left ? 'left' : 'right';
  }
  return sides as ShapePin['side'][];
}

/** A subcircuit's instance: a box with the names of its ports inside. */
export function blockShape(device: SchematicDevice): Shape {
  const sides = blockSides(device);
  const on = (side: ShapePin['side']): number[] => sides.flatMap((one, index) => (one === side ? [index] : []));
  const widest = (side: ShapePin['side']): number => Math.max(0, ...on(side).map((index) => textWidth(device.pins[index]!.name, 10)));
  const rows = Math.max(on('left').length, on('right').length, 1);
  const columns = Math.max(on('up').length, on('down').length);
  const inner = Math.max(widest('left') + widest('right') + 2.4, columns * 4 + 2, textWidth(device.value) + 1, 6);
  // Pins stand on the grid, one cell outside of the box.
  const width = Math.ceil(inner / 2) * 2;
  const verticalNames = on('up').length > 0 ? 1 : 0;
  const top = -2 - verticalNames;
  const height = rows * 2 + 2 + verticalNames + (on('down').length > 0 ? 1 : 0);
  const bottom = top + height;
  const pins: ShapePin[] = device.pins.map(() => ({ x: 0, y: 0, side: 'left' }));
  const texts: Shape['texts'] = [];
  let leads = '';
  const put = (index: number, x: number, y: number): void => {
    const side = sides[index]!;
    pins[index] = { x, y, side };
    const text = device.pins[index]!.name;
    const place = {
      left: { x: 1.5, y: y + 0.35, anchor: 'start' as const }, right: { x: width + 0.5, y: y + 0.35, anchor: 'end' as const },
      up: { x, y: top + 1.2, anchor: 'middle' as const }, down: { x, y: bottom - 0.5, anchor: 'middle' as const },
    }[side];
    texts.push({ text, role: 'pin', device: device.name, ...place });
    leads += { left: `M0 ${y * 10}H10`, right: `M${(width + 1) * 10} ${y * 10}h10`, up: `M${x * 10} ${y * 10}v10`, down: `M${x * 10} ${y * 10}v-10` }[side];
  };
  on('left').forEach((index, row) => put(index, 0, row * 2));
  on('right').forEach((index, row) => put(index, width + 2, row * 2));
  const middle = 1 + width / 2;
  on('up').forEach((index, column, all) => put(index, Math.round(middle + (column - (all.length - 1) / 2) * 4), top - 1));
  on('down').forEach((index, column, all) => put(index, Math.round(middle + (column - (all.length - 1) / 2) * 4), bottom + 1));
  // The name stands above the box unless a supply pin is there, the subcircuit's below it.
  const above = on('up').length === 0;
  const below = on('down').length === 0;
  texts.push({ text: device.label, role: 'name', device: device.name, ...(above ? { x: middle, y: top - 0.5, anchor: 'middle' as const } : { x: 1, y: top - 0.5, anchor: 'start' as const }) });
  if (device.value !== '') texts.push({ text: device.value, role: 'value', device: device.name, ...(below ? { x: middle, y: bottom + 1.3, anchor: 'middle' as const } : { x: 1, y: bottom + 1.3, anchor: 'start' as const }) });
  return {
    pins,
    solids: [{ left: 0.6, top: top + (above ? 0 : -0.4), right: width + 1.4, bottom }],
    art: [{ device: device.name, svg: `<rect x="10" y="${top * 10}" width="${width * 10}" height="${height * 10}"/><path d="${leads}"/>` }],
    texts,
  };
}

/** The side on which a subcircuit's own port stands on its sheet, when its name tells. */
export function sideOfPort(name: string): 'left' | 'right' | undefined {
  if (RIGHT.test(name)) return 'right';
  return LEFT.test(name) ? 'left' : undefined;
}
