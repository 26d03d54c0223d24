import { movedRect, type Point, type Rect } from './geometry.js';
import { boxesOf, type PlacedPart } from './part.js';
import type { Segment } from './route.js';
import { boxOf, type ShapeText } from './symbols/shape.js';

/** A piece of a net that is drawn by wires; a net that goes on in another band has several. */
export interface WirePiece {
  /** Net of the sheet. */
  net: number;
  pins: Point[];
}

/** A connected piece of a circuit with places and wires; lengths in cells. */
export interface Drawn {
  parts: PlacedPart[];
  pieces: WirePiece[];
  /** `net` is an index into `pieces`. */
  segments: Segment[];
  /** Names of nets beside their wires. */
  texts: ShapeText[];
  width: number;
  height: number;
}

/** Boxes of everything but wires, in the drawing's coordinates. */
export function placedBoxes(part: PlacedPart): Rect[] {
  return boxesOf(part).map((box) => movedRect(box, part.x, part.y));
}

/** Wires keep this far from texts to their left and right, in cells. */
const TEXT_CLEARANCE = 0.35;

/** What no wire may enter: symbols, texts, rail symbols. */
export function placedObstacles(part: PlacedPart): Rect[] {
  const { shape, locals, x, y } = part;
  const rects: Rect[] = [...shape.solids, ...shape.texts.map(boxOf).map((box) => ({ ...box, left: box.left - TEXT_CLEARANCE, right: box.right + TEXT_CLEARANCE }))];
  locals.forEach((local, pin) => {
    if (local) rects.push(movedRect(local.solid, shape.pins[pin]!.x, shape.pins[pin]!.y));
  });
  return rects.map((box) => movedRect(box, x, y));
}

export function pinPoint(part: PlacedPart, pin: number): Point {
  const { x, y } = part.shape.pins[pin]!;
  return { x: part.x + x, y: part.y + y };
}

/** Points where three or more wires and pins of one piece meet. */
export function junctions(drawn: Pick<Drawn, 'segments' | 'pieces'>): Point[] {
  const arms = new Map<string, { point: Point; count: number }>();
  const bump = (point: Point, piece: number, count: number): void => {
    const key = `${piece} ${point.x} ${point.y}`;
    const known = arms.get(key);
    if (known) known.count += count;
    else arms.set(key, { point, count });
  };
  const bySegments = new Map<number, Segment[]>();
  for (const segment of drawn.segments) bySegments.set(segment.net, [...(bySegments.get(segment.net) ?? []), segment]);
  for (const [piece, segments] of bySegments) {
    const points = new Map<string, Point>();
    for (const { x1, y1, x2, y2 } of segments) for (const point of [{ x: x1, y: y1 }, { x: x2, y: y2 }]) points.set(`${point.x} ${point.y}`, point);
    for (const point of drawn.pieces[piece]!.pins) points.set(`${point.x} ${point.y}`, point);
    for (const point of points.values()) {
      for (const segment of segments) {
        if (!isOn(segment, point)) continue;
        const isEnd = (segment.x1 === point.x && segment.y1 === point.y) || (segment.x2 === point.x && segment.y2 === point.y);
        bump(point, piece, isEnd ? 1 : 2);
      }
      bump(point, piece, drawn.pieces[piece]!.pins.filter(({ x, y }) => x === point.x && y === point.y).length);
    }
    // Where two straight pieces of one net cross, they are joined too.
    for (const a of segments) for (const b of segments) {
      if (a.y1 !== a.y2 || b.x1 !== b.x2) continue;
      const point = { x: b.x1, y: a.y1 };
      if (!points.has(`${point.x} ${point.y}`) && isOn(a, point) && isOn(b, point)) bump(point, piece, 4);
    }
  }
  return [...arms.values()].filter(({ count }) => count > 2).map(({ point }) => point);
}

export function isOn(segment: Segment, { x, y }: Point): boolean {
  return x >= segment.x1 && x <= segment.x2 && y >= segment.y1 && y <= segment.y2;
}
