import type { Rect } from './geometry.js';
import type { SchematicDevice } from './netlist.js';
import { blockShape } from './symbols/block.js';
import { bridgeShape } from './symbols/bridge.js';
import { voltageControlledShape } from './symbols/controlled-source.js';
import { localShape, type LocalKind, type LocalShape } from './symbols/local.js';
import { amplifierShape, type AmplifierPins } from './symbols/operational-amplifier.js';
import { boxOf, type Shape } from './symbols/shape.js';
import { transformerShape } from './symbols/transformer.js';
import { transistorShape } from './symbols/transistor.js';
import { twoPinShape } from './symbols/two-pin.js';

/**
 * What is placed as one piece: a device, or several that an idiom has drawn
 * together. Net indices are those of the sheet.
 */
export type Part = { id: string; devices: SchematicDevice[]; nets: number[] } & (
  | { form: 'two-pin' }
  | { form: 'controlled' }
  | { form: 'transistor' }
  | { form: 'block' }
  | { form: 'bridge' }
  | { form: 'transformer'; couplings: SchematicDevice[]; /** by winding: the inductor's second pin is the upper one */ turned: boolean[] }
  | { form: 'amplifier'; pins: AmplifierPins }
  /** A sheet's port, or the end of a wire that goes on in another band. */
  | { form: 'terminal'; side: 'left' | 'right' }
  /** Couplings of inductors that are drawn apart. */
  | { form: 'note' }
);

/** How a part is turned. Only what its form knows counts. */
export interface Pose {
  /** Two-pin parts: drawn from top to bottom, else from left to right. */
  vertical: boolean;
  /** Two-pin parts and outputs of controlled sources: the second pin is the upper or left one; transistors: the emitter or source is. */
  reversed: boolean;
  /** Amplifiers and controlled sources: the positive input stands above. */
  plusOnTop: boolean;
}

export const DEFAULT_POSE: Pose = { vertical: false, reversed: false, plusOnTop: false };

/** What a net is drawn as: wires, or a symbol at every pin. */
export type NetStyle = 'wire' | LocalKind;

export function shapeOf(part: Part, pose: Pose): Shape {
  switch (part.form) {
    case 'two-pin': {
      const orientation = pose.vertical ? (pose.reversed ? 'first-down' : 'first-up') : pose.reversed ? 'first-right' : 'first-left';
      return twoPinShape(part.devices[0]!, orientation);
    }
    case 'controlled': return voltageControlledShape(part.devices[0]!, pose);
    case 'transistor': return transistorShape(part.devices[0]!, pose);
    case 'block': return blockShape(part.devices[0]!);
    case 'bridge': return bridgeShape(part.devices);
    case 'transformer': return transformerShape(part.devices.slice(0, part.nets.length / 2), part.couplings, part.nets, part.turned);
    case 'amplifier': return amplifierShape(part.devices[0]!, part.pins, pose.plusOnTop);
    case 'terminal': return { pins: [{ x: 0, y: 0, side: part.side }], solids: [], art: [], texts: [] };
    case 'note': {
      const [device] = part.devices;
      const text = `${device!.label}: ${(device!.references ?? []).join(' ')} ${device!.value}`.trim();
      return { pins: [], solids: [], art: [], texts: [{ text, role: 'value', x: 0, y: 0, anchor: 'start', device: device!.name }] };
    }
  }
}

/** A part with its place; lengths in cells. */
export interface PlacedPart {
  part: Part;
  pose: Pose;
  x: number;
  y: number;
  shape: Shape;
  /** By pin: the symbol that stands there instead of a wire. */
  locals: (LocalShape | undefined)[];
}

/** Gives a part its shape, and its pins their ground, supply and label symbols. */
export function posed(part: Part, pose: Pose, styleOf: (net: number) => NetStyle, nameOf: (net: number) => string): PlacedPart {
  const shape = shapeOf(part, pose);
  const locals = shape.pins.map((pin, index) => {
    const net = part.nets[index]!;
    const style = part.form === 'terminal' ? 'port' : styleOf(net);
    // Pins at one point, as at the tap of a winding, share one symbol.
    const repeated = shape.pins.slice(0, index).some(({ x, y }) => x === pin.x && y === pin.y);
    return style === 'wire' || repeated ? undefined : localShape(style, nameOf(net), pin.side);
  });
  return { part, pose, x: 0, y: 0, shape, locals };
}

/** Everything of a part that takes room, relative to its origin. */
export function boxesOf(placed: Pick<PlacedPart, 'shape' | 'locals'>): Rect[] {
  const { shape, locals } = placed;
  return [
    ...shape.solids,
    ...shape.texts.map(boxOf),
    ...shape.pins.map(({ x, y }) => ({ left: x - 0.2, top: y - 0.2, right: x + 0.2, bottom: y + 0.2 })),
    ...locals.flatMap((local, index) => {
      if (!local) return [];
      const { x, y } = shape.pins[index]!;
      const { left, top, right, bottom } = local.solid;
      return [{ left: left + x, top: top + y, right: right + x, bottom: bottom + y }];
    }),
  ];
}
