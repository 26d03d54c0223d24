import type { SchematicDevice } from '../netlist.js';
import type { Shape } from './shape.js';
import { coil } from './inductor.js';

/** Height of a winding, and from one to the next on the same side. */
const WINDING = 8;
const PITCH = 12;
/** Length of a tap's lead. */
const TAP = 2;
/** Turns begin and end this far from the winding's pins. */
const LEAD = 2;

/**
 * Coupled inductors side by side with the core's bars between them: the first
 * on the left, the others below each other on the right. Each winding has two
 * pins, upper and lower, in the order of the inductors. Neighbours that share a net are drawn as
 * one winding with a tap.
 * @param nets by pin, the upper pin of each winding first
 * @param turned windings whose upper pin is the inductor's second
 * @param couplings drawn above the core as text; a negative coefficient puts
 *   the right-hand dot to the other end
 */
export function transformerShape(windings: readonly SchematicDevice[], couplings: readonly SchematicDevice[], nets: readonly number[], turned: readonly boolean[]): Shape {
  const shape: Shape = { pins: [], solids: [], art: [], texts: [] };
  const tops = [0, 0];
  for (let index = 2; index < windings.length; index++) tops.push(tops[index - 1]! + (isTap(nets, index) ? WINDING : PITCH));
  const height = tops.at(-1)! + WINDING;
  windings.forEach((device, index) => {
    const onLeft = index === 0;
    const top = onLeft ? Math.floor((height - WINDING) / 2) : tops[index]!;
    const x = onLeft ? 0 : 4;
    const dotBelow = turned[index]! !== (!onLeft && isNegative(couplings, windings[0]!.name, device.name));
    const y = top * 10;
    const dot = { x: onLeft ? -6 : 46, y: dotBelow ? y + 63 : y + 17 };
    const last = index === windings.length - 1;
    const tapAbove = index > 1 && isTap(nets, index);
    const tapBelow = !onLeft && !last && isTap(nets, index + 1);
    // A tap's pin stands off the coil, clear of the dots.
    shape.pins.push(tapAbove ? { x: x + TAP, y: top, side: 'right' } : { x, y: top, side: 'up' }, tapBelow ? { x: x + TAP, y: top + WINDING, side: 'right' } : { x, y: top + WINDING, side: 'down' });
    if (tapBelow) shape.art.push({ device: device.name, svg: `<path d="M${x * 10} ${(top + WINDING) * 10}h${TAP * 10}"/>` });
    shape.solids.push(onLeft ? { left: -0.8, top: top + 0.4, right: 2, bottom: top + WINDING - 0.4 } : { left: 2, top: top + 0.4, right: 4.8, bottom: top + WINDING - 0.4 });
    shape.art.push({
      device: device.name,
      svg: `<path d="M0 0V${LEAD * 10}${coil(LEAD * 10, 4, 10, 7, onLeft ? 1 : 0)}V${WINDING * 10}" transform="translate(${x * 10} ${y})"/>`
        + `<circle class="filled" fill="currentColor" cx="${dot.x}" cy="${dot.y}" r="2"/>`,
    });
    const side = onLeft ? { x: -1.2, anchor: 'end' as const } : { x: 5.2, anchor: 'start' as const };
    shape.texts.push({ text: device.label, role: 'name', y: top + 3.75, device: device.name, ...side });
    if (device.value !== '') shape.texts.push({ text: device.value, role: 'value', y: top + 5.15, device: device.name, ...side });
  });
  const bars = `<path d="M18 15V${height * 10 - 15}M22 15V${height * 10 - 15}"/>`;
  const [coupling] = couplings;
  shape.art.push({ device: coupling?.name ?? windings[0]!.name, svg: bars });
  couplings.forEach((device, index) => {
    const text = `${device.label} ${device.value}`.trim();
    shape.texts.push({ text, role: 'value', x: 2, y: -0.8 - 1.3 * (couplings.length - 1 - index), anchor: 'middle', device: device.name });
  });
  return shape;
}

function isNegative(couplings: readonly SchematicDevice[], first: string, second: string): boolean {
  const names = (device: SchematicDevice): string[] => (device.references ?? []).map((name) => name.toLowerCase());
  return couplings.some((device) => (device.gain ?? 1) < 0 && names(device).includes(first.toLowerCase()) && names(device).includes(second.toLowerCase()));
}

/** Whether a winding on the right begins at the net where the one above it ends. */
function isTap(nets: readonly number[], index: number): boolean {
  return nets[2 * index] === nets[2 * index - 1];
}
