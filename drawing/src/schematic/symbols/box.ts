import type { Pin, Symbol } from './symbol.js';

/** Distance between two pins on the same side. */
const PITCH = 40;

/**
 * A box for a device that has no symbol of its own: the first half of its pins
 * on the left, the others on the right, each from the top down.
 */
export function boxSymbol(pinCount: number): Symbol {
  const onLeft = Math.ceil(pinCount / 2);
  const bottom = Math.max(0, onLeft - 1) * PITCH + 20;
  const pins = Array.from({ length: pinCount }, (_, i): Pin => (i < onLeft ? { x: 0, y: i * PITCH, side: 'left' } : { x: 80, y: (i - onLeft) * PITCH, side: 'right' }));
  const leads = pins.map(({ x, y }) => `M${x} ${y}H${x === 0 ? 12 : 68}`).join('');
  // The first pin is marked, as on the case of an integrated circuit.
  return { pins, body: { left: 10, top: -20, right: 70, bottom }, lines: `${leads}M12 -20H68V${bottom}H12Z`, filled: '', circles: pinCount ? [{ x: 19, y: 0, r: 2 }] : [] };
}
