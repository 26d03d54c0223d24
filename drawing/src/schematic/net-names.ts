import { overlap, type Rect } from './geometry.js';
import { placedBoxes, type Drawn } from './drawing-model.js';
import type { Segment } from './route.js';
import { boxOf, type ShapeText } from './symbols/shape.js';

/** Room between a name and what is around it, in cells. */
const CLEARANCE = 0.15;

/**
 * Names beside the wires, one per net: above its longest level wire, else
 * below it, else beside an upright one. A name that finds no free place is
 * left out; pointing at a device shows it.
 */
export function placeNetNames(drawn: Omit<Drawn, 'texts'>, nameOf: (net: number) => string): ShapeText[] {
  const taken: Rect[] = [...drawn.parts.flatMap(placedBoxes), ...drawn.segments.map(wireBox)];
  const texts: ShapeText[] = [];
  // A net that a flag names needs no other name.
  const named = new Set(drawn.parts.filter(({ part }) => part.form === 'terminal').map(({ part }) => part.nets[0]!));
  drawn.pieces.forEach(({ net }, index) => {
    if (named.has(net)) return;
    const wires = drawn.segments.filter((segment) => segment.net === index).sort((a, b) => length(b) - length(a));
    const level = wires.filter(({ y1, y2 }) => y1 === y2);
    const upright = wires.filter(({ y1, y2 }) => y1 !== y2);
    const text = nameOf(net);
    for (const candidate of [...level.flatMap((wire) => besideLevel(wire, text)), ...upright.flatMap((wire) => besideUpright(wire, text))]) {
      const box = boxOf(candidate);
      const wide = { left: box.left - CLEARANCE, right: box.right + CLEARANCE, top: box.top, bottom: box.bottom };
      if (taken.some((other) => overlap(wide, other))) continue;
      texts.push(candidate);
      taken.push(wide);
      named.add(net);
      return;
    }
  });
  return texts;
}

function length({ x1, y1, x2, y2 }: Segment): number {
  return x2 - x1 + y2 - y1;
}

function wireBox({ x1, y1, x2, y2 }: Segment): Rect {
  return { left: x1 - 0.1, top: y1 - 0.1, right: x2 + 0.1, bottom: y2 + 0.1 };
}

function besideLevel({ x1, x2, y1 }: Segment, text: string): ShapeText[] {
  const at = (x: number, below: boolean): ShapeText => ({ text, role: 'net', x, y: below ? y1 + 1.1 : y1 - 0.4, anchor: 'middle', device: '' });
  const middle = (x1 + x2) / 2;
  const places: number[] = [middle];
  for (let step = 1; step < (x2 - x1) / 2; step++) places.push(middle - step, middle + step);
  return [...places.map((x) => at(x, false)), ...places.map((x) => at(x, true))];
}

function besideUpright({ x1, y1, y2 }: Segment, text: string): ShapeText[] {
  const texts: ShapeText[] = [];
  for (const y of [(y1 + y2) / 2, ...Array.from({ length: y2 - y1 }, (_, step) => y1 + 0.5 + step)]) {
    texts.push({ text, role: 'net', x: x1 + 0.4, y: y + 0.35, anchor: 'start', device: '' }, { text, role: 'net', x: x1 - 0.4, y: y + 0.35, anchor: 'end', device: '' });
  }
  return texts;
}
