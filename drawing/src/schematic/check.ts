import { overlap } from './geometry.js';
import { isOn, pinPoint, placedBoxes, placedObstacles, type Drawn } from './drawing-model.js';
import { boxOf } from './symbols/shape.js';
import type { Segment } from './route.js';

/** What is wrong with a drawing; `pieces` are the wires that a label could replace. */
export interface Fault {
  kind: 'open' | 'touch' | 'pin touch' | 'wire through symbol' | 'overlap';
  pieces: number[];
}

/**
 * Step 11: looks at a drawing as its reader does, knowing nothing of how it
 * was made. Every drawing is checked, and none with a fault is shown.
 */
export function check(drawn: Drawn): Fault[] {
  return [...openPieces(drawn), ...touches(drawn), ...pinTouches(drawn), ...wiresThroughSymbols(drawn), ...overlaps(drawn)];
}

/** Pieces whose pins are not all joined by wires. */
function openPieces({ pieces, segments }: Drawn): Fault[] {
  const own = grouped(segments);
  return pieces.flatMap((piece, index) => {
    if (piece.pins.length < 2) return [];
    const wires = own.get(index) ?? [];
    const reached = new Set<Segment>();
    const queue = wires.filter((wire) => isOn(wire, piece.pins[0]!));
    for (const wire of queue) reached.add(wire);
    for (let wire = queue.pop(); wire; wire = queue.pop()) {
      for (const other of wires) if (!reached.has(other) && meet(wire, other)) {
        reached.add(other);
        queue.push(other);
      }
    }
    const same = (x: number, y: number): boolean => piece.pins[0]!.x === x && piece.pins[0]!.y === y;
    const joined = piece.pins.every((pin) => same(pin.x, pin.y) || [...reached].some((wire) => isOn(wire, pin)));
    return joined ? [] : [{ kind: 'open' as const, pieces: [index] }];
  });
}

/** Wires of different pieces that run over each other, or meet other than by crossing. */
function touches({ segments }: Drawn): Fault[] {
  const faults: Fault[] = [];
  const rows = segments.filter(({ y1, y2 }) => y1 === y2);
  const columns = segments.filter(({ y1, y2 }) => y1 !== y2);
  for (const lines of [rows, columns]) {
    lines.forEach((a, index) => {
      for (const b of lines.slice(index + 1)) if (a.net !== b.net && meet(a, b)) faults.push({ kind: 'touch', pieces: [a.net, b.net] });
    });
  }
  for (const a of rows) for (const b of columns) {
    if (a.net === b.net || !meet(a, b)) continue;
    const crossing = b.x1 > a.x1 && b.x1 < a.x2 && a.y1 > b.y1 && a.y1 < b.y2;
    if (!crossing) faults.push({ kind: 'touch', pieces: [a.net, b.net] });
  }
  return faults;
}

function pinTouches({ parts, pieces, segments }: Drawn): Fault[] {
  const owner = new Map<string, number>();
  pieces.forEach((piece, index) => piece.pins.forEach(({ x, y }) => owner.set(`${x} ${y}`, index)));
  const faults: Fault[] = [];
  for (const part of parts) {
    part.shape.pins.forEach((_, pin) => {
      const point = pinPoint(part, pin);
      const piece = owner.get(`${point.x} ${point.y}`);
      for (const segment of segments) if (segment.net !== piece && isOn(segment, point)) faults.push({ kind: 'pin touch', pieces: [segment.net] });
    });
  }
  return faults;
}

function wiresThroughSymbols({ parts, segments, texts }: Drawn): Fault[] {
  const boxes = [...parts.flatMap(placedObstacles), ...texts.map(boxOf)];
  const faults: Fault[] = [];
  for (const segment of segments) {
    const { x1, y1, x2, y2, net } = segment;
    const hit = boxes.some((box) => x1 < box.right - 0.05 && x2 > box.left + 0.05 && y1 < box.bottom - 0.05 && y2 > box.top + 0.05);
    if (hit) faults.push({ kind: 'wire through symbol', pieces: [net] });
  }
  return faults;
}

function overlaps({ parts, texts }: Drawn): Fault[] {
  const all = [...parts.map(placedBoxes), ...texts.map((text) => [boxOf(text)])];
  const flat = all.flatMap((boxes, owner) => boxes.map((box) => ({ box, owner }))).sort((a, b) => a.box.left - b.box.left);
  const faults: Fault[] = [];
  flat.forEach(({ box, owner }, index) => {
    for (let at = index + 1; at < flat.length && flat[at]!.box.left < box.right; at++) {
      if (flat[at]!.owner !== owner && overlap(box, flat[at]!.box)) faults.push({ kind: 'overlap', pieces: [] });
    }
  });
  return faults;
}

function meet(a: Segment, b: Segment): boolean {
  return a.x1 <= b.x2 && b.x1 <= a.x2 && a.y1 <= b.y2 && b.y1 <= a.y2;
}

function grouped(segments: readonly Segment[]): Map<number, Segment[]> {
  const map = new Map<number, Segment[]>();
  for (const segment of segments) {
    const list = map.get(segment.net);
    if (list) list.push(segment);
    else map.set(segment.net, [segment]);
  }
  return map;
}
