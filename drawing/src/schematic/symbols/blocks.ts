import type { Pin, Symbol } from './symbol.js';

/** Pins of the controlled sources in the card's order: out+, out−, control+, control−. */

/** An amplifier whose output and input are measured against ground: a triangle with one input. */
export function bufferSymbol(): Symbol {
  return {
    pins: [{ x: 80, y: 0, side: 'right' }, undefined, { x: 0, y: 0, side: 'left' }, undefined],
    body: { left: 12, top: -28, right: 68, bottom: 28 },
    lines: 'M0 0H14M66 0H80M14 -28L66 0L14 28Z',
    filled: '',
    circles: [],
  };
}

/** An operational amplifier: the inverting input above. */
export function operationalAmplifierSymbol(): Symbol {
  return {
    pins: [{ x: 80, y: 20, side: 'right' }, undefined, { x: 0, y: 40, side: 'left' }, { x: 0, y: 0, side: 'left' }],
    body: { left: 12, top: -16, right: 68, bottom: 56 },
    lines: 'M0 0H14M0 40H14M66 20H80M14 -16L66 20L14 56ZM19 0H27M19 40H27M23 36V44',
    filled: '',
    circles: [],
  };
}

/** A voltage-controlled source with all four pins. */
export function controlledSourceSymbol(kind: string): Symbol {
  const inside = kind === 'vccs' ? 'M50 18V36' : 'M46 20H54M50 16V24M46 41H54';
  return {
    pins: [{ x: 80, y: 0, side: 'right' }, { x: 80, y: 60, side: 'right' }, { x: 0, y: 0, side: 'left' }, { x: 0, y: 60, side: 'left' }],
    body: { left: 8, top: -6, right: 72, bottom: 66 },
    lines: `M80 0H50V10M50 50V60H80M50 10L66 30L50 50L34 30ZM0 0H16M0 60H16M10 8H18M14 4V12M10 52H18${inside}`,
    filled: kind === 'vccs' ? 'M45 34L50 43L55 34Z' : '',
    circles: [{ x: 18, y: 0, r: 2 }, { x: 18, y: 60, r: 2 }],
  };
}

/** Distance between two windings on the same side. */
const WINDING_PITCH = 90;

/**
 * Coupled inductors: one winding on the left, the others on the right. Pins go
 * in pairs, the dotted end first, in the order of the windings.
 */
export function transformerSymbol(windings: number): Symbol {
  const right = windings - 1;
  const height = (right - 1) * WINDING_PITCH + 60;
  const leftTop = Math.round((height - 60) / 20) * 10;
  const pins: Pin[] = [{ x: 0, y: leftTop, side: 'left' }, { x: 0, y: leftTop + 60, side: 'left' }];
  const coil = (x: number, y: number, sweep: number) => `M${x} ${y}V${y + 9}a7 7 0 0 ${sweep} 0 14a7 7 0 0 ${sweep} 0 14a7 7 0 0 ${sweep} 0 14V${y + 60}`;
  let lines = `M0 ${leftTop}H20${coil(20, leftTop, 1)}M0 ${leftTop + 60}H20`;
  const circles = [{ x: 12, y: leftTop + 10, r: 2.5 }];
  for (let i = 0; i < right; i++) {
    const y = i * WINDING_PITCH;
    pins.push({ x: 80, y, side: 'right' }, { x: 80, y: y + 60, side: 'right' });
    lines += `M80 ${y}H60${coil(60, y, 0)}M80 ${y + 60}H60`;
    circles.push({ x: 68, y: y + 10, r: 2.5 });
  }
  lines += `M37 5V${height - 5}M43 5V${height - 5}`;
  return { pins, body: { left: 8, top: -6, right: 72, bottom: height + 6 }, lines, filled: '', circles };
}
