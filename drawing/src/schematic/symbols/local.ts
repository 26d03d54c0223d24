import { rect, textRect, textWidth, type Point, type Rect, type Side } from '../geometry.js';
import type { ShapeText } from './shape.js';

/**
 * Symbols that stand at a single pin instead of a wire: ground, a supply, a
 * net's label. Each is fused to its pin, so no wire is drawn to it.
 */
export type LocalKind = 'ground' | 'positive' | 'negative' | 'label' | 'port';

export interface LocalShape {
  svg: string;
  /** Where no wire may go. */
  solid: Rect;
  text: ShapeText | undefined;
}

const BARS = (x: number, y: number): string => `M${x - 9} ${y}h18M${x - 5.5} ${y + 4}h11M${x - 2} ${y + 8}h4`;

/** The symbol for a pin at (0, 0) that points to `side`. */
export function localShape(kind: LocalKind, name: string, side: Side): LocalShape {
  switch (kind) {
    case 'ground': return ground(side);
    case 'positive': return supply(name, side, 'up');
    case 'negative': return supply(name, side, 'down');
    case 'label': case 'port': return flag(name, side);
  }
}

function ground(side: Side): LocalShape {
  if (side === 'down') return { svg: `<path d="M0 0V10${BARS(0, 10)}"/>`, solid: rect(-1, 0.3, 1, 1.9), text: undefined };
  if (side === 'up') return { svg: '<path d="M0 0V-10M-9 -10h18M-5.5 -14h11M-2 -18h4"/>', solid: rect(-1, -1.9, 1, -0.3), text: undefined };
  const x = side === 'left' ? -10 : 10;
  return { svg: `<path d="M0 0H${x}V10${BARS(x, 10)}"/>`, solid: rect(x / 10 - 1, -0.2, x / 10 + 1, 1.9), text: undefined };
}

/** A bar with the supply's name, above the pin for a positive one and below it for a negative one. */
function supply(name: string, side: Side, direction: 'up' | 'down'): LocalShape {
  const straight = side === 'up' || side === 'down' ? side : direction;
  const sign = straight === 'up' ? -1 : 1;
  const x = side === 'left' ? -1 : side === 'right' ? 1 : 0;
  const lead = x === 0 ? `M0 0V${sign * 10}` : `M0 0H${x * 10}V${sign * 10}`;
  const text: ShapeText = { text: name, role: 'net', x, y: straight === 'up' ? -1.4 : 2.1, anchor: 'middle', device: '' };
  const box = textRect(name, text.x, text.y, 'middle', 10);
  return {
    svg: `<path d="${lead}M${x * 10 - 9} ${sign * 10}h18"/>`,
    solid: rect(Math.min(x - 0.9, box.left), straight === 'up' ? box.top : x === 0 ? 0.3 : -0.2, Math.max(x + 0.9, box.right), straight === 'up' ? (x === 0 ? -0.3 : 0.2) : box.bottom),
    text,
  };
}

/** A net's name in a flag that points to its pin. */
function flag(name: string, side: Side): LocalShape {
  const width = textWidth(name, 10) + 0.9;
  const outline = (from: Point, towards: 1 | -1): string => {
    const x = from.x * 10;
    const y = from.y * 10;
    const end = x + towards * (width * 10 + 5);
    return `M${x} ${y}L${x + towards * 5} ${y - 7}H${round(end)}V${y + 7}H${x + towards * 5}Z`;
  };
  const place = (from: Point, towards: 1 | -1, lead: string): LocalShape => ({
    svg: `<path d="${lead}${outline(from, towards)}"/>`,
    solid: towards === 1
      ? rect(Math.min(0.3, from.x), Math.min(0.2 * Math.sign(from.y), from.y - 0.8), from.x + width + 0.6, Math.max(0.2 * Math.sign(from.y), from.y + 0.8))
      : rect(from.x - width - 0.6, from.y - 0.8, -0.3, from.y + 0.8),
    text: { text: name, role: 'net', x: from.x + towards * (0.5 + width / 2), y: from.y + 0.35, anchor: 'middle', device: '' },
  });
  if (side === 'left') return place({ x: -1, y: 0 }, -1, 'M0 0H-10');
  if (side === 'right') return place({ x: 1, y: 0 }, 1, 'M0 0H10');
  const y = side === 'up' ? -2 : 2;
  const bent = place({ x: 1, y }, 1, `M0 0V${y * 10}H10`);
  // The lead takes the pin's own column between the pin and the flag.
  return { ...bent, solid: side === 'up' ? rect(-0.3, y - 0.8, 1 + width + 0.6, -0.3) : rect(-0.3, 0.3, 1 + width + 0.6, y + 0.8) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
