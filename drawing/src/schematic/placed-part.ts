import { type Box, moved, type Point, textWidth, union } from './geometry.js';
import type { Part } from './parts.js';
import type { Rails } from './rails.js';
import { LENGTH, type Pin } from './symbols/symbol.js';

/** 0: first pin above; 1: first pin left; 2: first pin below; 3: first pin right. */
export type Turn = 0 | 1 | 2 | 3;

export interface PlacedPin extends Pin {
  net: number;
  /** Drawn as a rail's symbol at the pin; no wire goes there. */
  rail: boolean;
}

export interface PlacedText extends Point { text: string; anchor: 'start' | 'middle' | 'end'; role: 'name' | 'value' | 'rail' }

/** The symbol of a rail at a pin, after a short lead where the pin is at a side. */
export interface RailSymbol extends Point { kind: 'ground' | 'up' | 'down'; name: string; lead: Point | undefined }

/** A part with its place. All coordinates are absolute. */
export interface PlacedPart {
  part: Part;
  at: Point;
  turn: Turn;
  pins: PlacedPin[];
  /** Body, texts and rail symbols: what wires and other parts must keep off. */
  obstacles: Box[];
  box: Box;
  texts: PlacedText[];
  rails: RailSymbol[];
}

const LINE = 13;

/** Puts a part at a point, turned. `railName` names the nets of rails. */
export function placePart(part: Part, at: Point, turn: Turn, rails: Rails, railName: (net: number) => string): PlacedPart {
  const pins: PlacedPin[] = part.symbol.pins.flatMap((pin, i) => (pin ? [{ ...turned(pin, turn), net: part.nets[i]!, rail: rails.isRail(part.nets[i]!) }] : []));
  const body = turnedBox(part.symbol.body, turn);
  const railSymbols = pins.filter((p) => p.rail).map((p) => railSymbol(p, rails, railName));
  const texts = part.block ? blockTexts(part, body, railSymbols.map(railBox)) : turn % 2 === 0 ? uprightTexts(part) : lyingTexts(part);
  for (const rail of railSymbols) if (rail.kind !== 'ground') texts.push({ x: rail.x, y: rail.kind === 'up' ? rail.y - 14 : rail.y + 22, text: rail.name, anchor: 'middle', role: 'rail' });
  const obstacles = [body, ...texts.map(textBox), ...railSymbols.map(railBox)];
  const dx = at.x;
  const dy = at.y;
  const shifted = obstacles.map((b) => moved(b, dx, dy));
  const shiftedPins = pins.map((p) => ({ ...p, x: p.x + dx, y: p.y + dy }));
  return {
    part,
    at,
    turn,
    pins: shiftedPins,
    obstacles: shifted,
    box: union([...shifted, ...shiftedPins.map((p) => ({ left: p.x, top: p.y, right: p.x, bottom: p.y }))]),
    texts: texts.map((t) => ({ ...t, x: t.x + dx, y: t.y + dy })),
    rails: railSymbols.map((r) => ({ ...r, x: r.x + dx, y: r.y + dy, lead: r.lead && { x: r.lead.x + dx, y: r.lead.y + dy } })),
  };
}

/** Moves a part that nobody else holds. In place: a long chain is moved once for each of its links. */
export function shiftPart(item: PlacedPart, dx: number, dy: number): void {
  item.at = { x: item.at.x + dx, y: item.at.y + dy };
  for (const point of [...item.pins, ...item.texts, ...item.rails, ...item.rails.flatMap((r) => r.lead ?? [])]) {
    point.x += dx;
    point.y += dy;
  }
  for (const box of [...item.obstacles, item.box]) {
    box.left += dx;
    box.right += dx;
    box.top += dy;
    box.bottom += dy;
  }
}

const SIDES = ['top', 'left', 'bottom', 'right'] as const;

function turned(pin: Pin, turn: Turn): Pin {
  const side = SIDES[(SIDES.indexOf(pin.side) + turn) % 4]!;
  return { ...turnedPoint(pin, turn), side };
}

function turnedPoint({ x, y }: Point, turn: Turn): Point {
  switch (turn) {
    case 0: return { x, y };
    case 1: return { x: y, y: -x };
    case 2: return { x: -x, y: LENGTH - y };
    case 3: return { x: LENGTH - y, y: x };
  }
}

function turnedBox(box: Box, turn: Turn): Box {
  const a = turnedPoint({ x: box.left, y: box.top }, turn);
  const b = turnedPoint({ x: box.right, y: box.bottom }, turn);
  return { left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), right: Math.max(a.x, b.x), bottom: Math.max(a.y, b.y) };
}

/** SVG transform of the symbol's path. */
export function transformOf({ at, turn }: { at: Point; turn: Turn }): string {
  const move = `translate(${at.x} ${at.y})`;
  return [move, `${move} rotate(-90)`, `${move} rotate(180 0 ${LENGTH / 2})`, `translate(${at.x + LENGTH} ${at.y}) rotate(90)`][turn]!;
}

function uprightTexts(part: Part): PlacedText[] {
  const x = part.symbol.body.right + 5;
  const first = LENGTH / 2 + 4 - (part.texts.length - 1) * LINE / 2;
  return part.texts.map((text, i) => ({ x, y: first + i * LINE, text, anchor: 'start', role: i === 0 ? 'name' : 'value' }));
}

function lyingTexts(part: Part): PlacedText[] {
  const half = part.symbol.body.right;
  const above = -half - 5;
  const below = half + 13;
  return part.texts.map((text, i) => ({ x: LENGTH / 2, y: i === 0 ? above : below + (i - 1) * LINE, text, anchor: 'middle', role: i === 0 ? 'name' : 'value' }));
}

/** The name above, values below, under the ground symbols where they would meet. */
function blockTexts(part: Part, body: Box, railBoxes: readonly Box[]): PlacedText[] {
  const widest = Math.max(...part.texts.slice(1).map(textWidth), 0) / 2;
  const middle = (body.left + body.right) / 2;
  const met = railBoxes.filter((b) => b.left < middle + widest && middle - widest < b.right && b.bottom > body.bottom);
  const bottom = Math.max(body.bottom, ...met.map((b) => b.bottom));
  return part.texts.map((text, i) => ({ x: middle, y: i === 0 ? body.top - 5 : bottom + LINE * i, text, anchor: 'middle', role: i === 0 ? 'name' : 'value' }));
}

export function textBox({ x, y, text, anchor }: PlacedText): Box {
  const width = textWidth(text);
  const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width;
  return { left, top: y - 10, right: left + width, bottom: y + 3 };
}

/** At an upper or lower pin the symbol follows at once; at a side, after a lead that turns. */
function railSymbol(pin: PlacedPin, rails: Rails, railName: (net: number) => string): RailSymbol {
  const up = !rails.isGround(pin.net) && rails.isPositive(pin.net);
  const kind = rails.isGround(pin.net) ? 'ground' : up ? 'up' : 'down';
  const name = railName(pin.net);
  const wrongWay = (pin.side === 'top' && !up) || (pin.side === 'bottom' && up);
  if (pin.side === 'left' || pin.side === 'right' || wrongWay) {
    // Beside its own symbol there must be room for the rail's.
    const outward = wrongWay ? -30 : pin.side === 'left' ? -10 : 10;
    return { x: pin.x + outward, y: pin.y, kind, name, lead: { x: pin.x, y: pin.y } };
  }
  return { x: pin.x, y: pin.y, kind, name, lead: undefined };
}

function railBox({ x, y, kind, lead }: RailSymbol): Box {
  const box = kind === 'up' ? { left: x - 10, top: y - 12, right: x + 10, bottom: y } : { left: x - 10, top: y, right: x + 10, bottom: y + 18 };
  return lead ? { ...box, left: Math.min(box.left, lead.x), right: Math.max(box.right, lead.x) } : box;
}
