import type { SchematicDevice, Waveform } from '../netlist.js';
import type { Shape, ShapeText } from './shape.js';
import { capacitorArt } from './capacitor.js';
import { controlledCurrentArt, controlledVoltageArt } from './controlled-source.js';
import { currentSourceArt } from './current-source.js';
import { diodeArt } from './diode.js';
import { inductorArt } from './inductor.js';
import { resistorArt } from './resistor.js';
import { currentSwitchArt } from './switch.js';
import { voltageSourceArt } from './voltage-source.js';

/** Every symbol with two pins spans this many cells, so that stacks and rows line up. */
export const TWO_PIN_LENGTH = 6;

/** Which side of the part its first pin is on. */
export type TwoPinOrientation = 'first-up' | 'first-left' | 'first-down' | 'first-right';

/** How far the symbols reach to each side of their axis. */
export interface TwoPinArt {
  /** SVG for the part drawn downwards from the first pin at (0, 0) to the second at (0, 60) px. */
  svg: string;
  /** Cells to the side that points right when the first pin is up, and to the other. */
  right: number;
  left: number;
  /** SVG that stays upright around the symbol's middle, such as a waveform. */
  upright?: string;
}

const ARTS: Record<string, (waveform: Waveform) => TwoPinArt> = {
  resistor: resistorArt, capacitor: capacitorArt, inductor: inductorArt, diode: diodeArt,
  'voltage-source': voltageSourceArt, 'current-source': currentSourceArt, cccs: controlledCurrentArt, ccvs: controlledVoltageArt, 'current-switch': currentSwitchArt,
};

const ANGLE: Record<TwoPinOrientation, number> = { 'first-up': 0, 'first-left': -90, 'first-down': 180, 'first-right': 90 };

/** A two-pin device; the origin is the upper or the left pin. */
export function twoPinShape(device: SchematicDevice, orientation: TwoPinOrientation): Shape {
  const art = ARTS[device.kind]!(device.waveform ?? 'dc');
  const vertical = orientation === 'first-up' || orientation === 'first-down';
  const reversed = orientation === 'first-down' || orientation === 'first-right';
  const length = TWO_PIN_LENGTH;
  const first = reversed ? (vertical ? { x: 0, y: length } : { x: length, y: 0 }) : { x: 0, y: 0 };
  const second = reversed ? { x: 0, y: 0 } : vertical ? { x: 0, y: length } : { x: length, y: 0 };
  const sides = vertical ? (['up', 'down'] as const) : (['left', 'right'] as const);
  const firstSide = reversed ? sides[1] : sides[0];
  const secondSide = reversed ? sides[0] : sides[1];
  const [before, after] = orientation === 'first-up' || orientation === 'first-right' ? [art.left, art.right] : [art.right, art.left];
  const solid = vertical
    ? { left: -before, top: 0.4, right: after, bottom: length - 0.4 }
    : { left: 0.4, top: -before, right: length - 0.4, bottom: after };
  const texts: ShapeText[] = [];
  const say = (text: string, role: 'name' | 'value', x: number, y: number, anchor: 'start' | 'middle'): void => {
    if (text !== '') texts.push({ text, role, x, y, anchor, device: device.name });
  };
  if (vertical) {
    const x = after + 0.5;
    say(device.label, 'name', x, device.value === '' ? 3.4 : 2.75, 'start');
    say(device.value, 'value', x, 4.15, 'start');
  } else {
    say(device.label, 'name', length / 2, -before - 0.45, 'middle');
    say(device.value, 'value', length / 2, after + 1.25, 'middle');
  }
  const turn = ANGLE[orientation];
  const lines = `<g transform="translate(${first.x * 10} ${first.y * 10})${turn === 0 ? '' : ` rotate(${turn})`}">${art.svg}</g>`;
  const middle = vertical ? [0, length * 5] : [length * 5, 0];
  const upright = art.upright ? `<g transform="translate(${middle[0]} ${middle[1]})">${art.upright}</g>` : '';
  return {
    pins: [{ ...first, side: firstSide }, { ...second, side: secondSide }],
    solids: [solid],
    art: [{ device: device.name, svg: lines + upright }],
    texts,
  };
}
