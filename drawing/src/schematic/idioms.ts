import type { DeviceKind, SchematicDevice, SchematicNetlist } from './netlist.js';
import type { Part } from './part.js';
import type { Rails } from './rails.js';

/** One device of an idiom: its kinds, and which of the idiom's nets its pins are on. */
interface Slot {
  kinds: readonly DeviceKind[];
  /** By pin: the variable that stands for its net. */
  pins: readonly string[];
  /** Pins may be exchanged. */
  symmetric?: boolean;
}

interface Match {
  devices: SchematicDevice[];
  nets: Record<string, number>;
}

interface Idiom {
  name: string;
  slots: readonly Slot[];
  /** Variables that must stand for different nets. */
  different: readonly string[];
  /** Variables whose net must be ground. */
  ground?: readonly string[];
  /** Exact number of pins of a variable's net on the sheet. */
  degree?: Readonly<Record<string, number>>;
  holds?(match: Match, rails: Rails): boolean;
  /** How the devices are drawn together, when they are. */
  part?(match: Match): Part;
  /** Devices, by slot, that the idiom wants drawn across or upright. */
  poses?: Readonly<Record<number, 'across' | 'upright'>>;
}

/** From this gain on an E source is an operational amplifier. */
const AMPLIFIER_GAIN = 1000;

/** Step 2, most specific first; a device belongs to one. */
const IDIOMS: readonly Idiom[] = [
  {
    name: 'rectifier bridge',
    slots: [
      { kinds: ['diode'], pins: ['upper', 'plus'] }, { kinds: ['diode'], pins: ['lower', 'plus'] },
      { kinds: ['diode'], pins: ['minus', 'upper'] }, { kinds: ['diode'], pins: ['minus', 'lower'] },
    ],
    different: ['upper', 'lower', 'plus', 'minus'],
    // Clamps to a supply and to ground look alike, but rectify nothing.
    holds: ({ nets }, { styles }) => styles[nets.plus!] === 'wire' && styles[nets.upper!] === 'wire' && styles[nets.lower!] === 'wire',
    part: ({ devices, nets }) => ({ form: 'bridge', id: devices[0]!.name, devices, nets: [nets.upper!, nets.lower!, nets.minus!, nets.plus!] }),
  },
  {
    name: 'operational amplifier',
    slots: [{ kinds: ['vcvs'], pins: ['out', 'ground', 'plus', 'minus'] }],
    different: ['out', 'plus', 'minus'],
    ground: ['ground'],
    holds: ({ devices }) => Math.abs(devices[0]!.gain ?? 0) >= AMPLIFIER_GAIN,
    part: ({ devices, nets }) => {
      const inverted = devices[0]!.gain! < 0;
      return {
        form: 'amplifier', id: devices[0]!.name, devices: [{ ...devices[0]!, pins: [devices[0]!.pins[0]!, devices[0]!.pins[2]!, devices[0]!.pins[3]!] }],
        nets: [nets.out!, nets.plus!, nets.minus!], pins: { output: 0, plus: inverted ? 2 : 1, minus: inverted ? 1 : 2 },
      };
    },
  },
  {
    name: 'low-pass',
    slots: [{ kinds: ['resistor', 'inductor'], pins: ['in', 'out'], symmetric: true }, { kinds: ['capacitor'], pins: ['out', 'ground'], symmetric: true }],
    different: ['in', 'out'],
    ground: ['ground'],
    poses: { 0: 'across', 1: 'upright' },
  },
  {
    name: 'half-wave rectifier',
    slots: [{ kinds: ['diode'], pins: ['in', 'out'] }, { kinds: ['capacitor'], pins: ['out', 'ground'], symmetric: true }],
    different: ['in', 'out'],
    ground: ['ground'],
    poses: { 0: 'across', 1: 'upright' },
  },
];

export interface Idioms {
  parts: Part[];
  /** What the idioms say of devices that stay parts of their own. */
  poses: Map<string, 'across' | 'upright'>;
}

/** Finds the idioms of a sheet and makes its parts, in the order of the text. */
export function findIdioms(sheet: SchematicNetlist, rails: Rails): Idioms {
  const index = new DeviceIndex(sheet, rails);
  const taken = new Set<string>();
  const poses = new Map<string, 'across' | 'upright'>();
  const parts = new Map<string, Part>();
  for (const part of transformers(sheet)) {
    for (const device of part.devices) taken.add(device.name);
    parts.set(part.devices[0]!.name, part);
  }
  for (const idiom of IDIOMS) {
    for (const match of index.matches(idiom, (device) => !taken.has(device.name))) {
      if (match.devices.some((device) => taken.has(device.name))) continue;
      const part = idiom.part?.(match);
      if (part) {
        // A drawn idiom's nets must all be wires or have a symbol of their own.
        for (const device of match.devices) taken.add(device.name);
        parts.set(match.devices[0]!.name, part);
      }
      match.devices.forEach((device, slot) => {
        const pose = idiom.poses?.[slot];
        if (pose && !poses.has(device.name)) poses.set(device.name, pose);
      });
    }
  }
  const list: Part[] = [];
  for (const device of sheet.devices) {
    const composite = parts.get(device.name);
    if (composite) list.push(composite);
    else if (!taken.has(device.name)) list.push(single(device));
  }
  for (const [net, { port }] of sheet.nets.entries()) {
    if (port && rails.styles[net] === 'wire') list.push({ form: 'terminal', id: `port ${net}`, devices: [], nets: [net], side: 'left' });
  }
  return { parts: list, poses };
}

function single(device: SchematicDevice): Part {
  const nets = device.pins.map(({ net }) => net);
  const base = { id: device.name, devices: [device], nets };
  if (device.kind === 'coupling') return { ...base, form: 'note' };
  if (device.kind === 'vcvs' || device.kind === 'vccs' || device.kind === 'voltage-switch') return { ...base, form: 'controlled' };
  if (device.kind === 'bjt' || device.kind === 'jfet' || device.kind === 'mosfet') return { ...base, form: 'transistor' };
  if (device.kind === 'block') {
    const pins = amplifierPins(device);
    return pins ? { ...base, form: 'amplifier', pins } : { ...base, form: 'block' };
  }
  return { ...base, form: 'two-pin' };
}

const PLUS = /^(\+|in\+|inp|plus|vp|ip|nip|non_?inv\w*|pos|in_p|inplus|vin\+|vinp)$/i;
const MINUS = /^(-|in-|inn|inm|minus|vm|vn|inv|neg|in_n|inminus|vin-|vinn)$/i;
const OUTPUT = /^(out|o|vo|vout|output)$/i;
const POSITIVE_SUPPLY = /^(vcc|vdd|v\+|vs\+|vpos|vsp|avdd|vp\+|99)$/i;
const NEGATIVE_SUPPLY = /^(vee|vss|v-|vs-|vneg|vsn|gnd|50)$/i;

/** A subcircuit whose ports are those of an operational amplifier is drawn as one. */
function amplifierPins(device: SchematicDevice): { plus: number; minus: number; output: number; positive?: number; negative?: number } | undefined {
  if (device.pins.length !== 3 && device.pins.length !== 5) return undefined;
  const find = (pattern: RegExp): number => device.pins.findIndex(({ name }) => pattern.test(name));
  const [plus, minus, output] = [find(PLUS), find(MINUS), find(OUTPUT)];
  if (plus < 0 || minus < 0 || output < 0) return undefined;
  if (device.pins.length === 3) return { plus, minus, output };
  const [positive, negative] = [find(POSITIVE_SUPPLY), find(NEGATIVE_SUPPLY)];
  return positive < 0 || negative < 0 ? undefined : { plus, minus, output, positive, negative };
}

/** Windings beyond this are drawn apart. */
const MOST_WINDINGS = 5;

/** Inductors that couplings join, drawn side by side; the first in the text is the primary. */
function transformers(sheet: SchematicNetlist): Part[] {
  const byName = new Map(sheet.devices.filter(({ kind }) => kind === 'inductor').map((device) => [device.name.toLowerCase(), device]));
  const group = new Map<SchematicDevice, Set<SchematicDevice>>();
  const couplings = sheet.devices.filter(({ kind }) => kind === 'coupling');
  for (const coupling of couplings) {
    const inductors = (coupling.references ?? []).map((name) => byName.get(name.toLowerCase()));
    const known = inductors.filter((device) => device !== undefined);
    if (known.length !== inductors.length || known.length < 2) continue;
    const merged = new Set(known.flatMap((device) => [...(group.get(device) ?? [device])]));
    for (const device of merged) group.set(device, merged);
  }
  const parts: Part[] = [];
  for (const windings of new Set(group.values())) {
    if (windings.size > MOST_WINDINGS) continue;
    const ordered = sheet.devices.filter((device) => windings.has(device));
    const own = couplings.filter(({ references }) => references?.some((name) => [...windings].some((winding) => winding.name.toLowerCase() === name.toLowerCase())));
    const nets: number[] = [];
    const turned = ordered.map(({ pins }, index) => {
      const [first, second] = [pins[0]!.net, pins[1]!.net];
      const turn = isTurned(sheet, first, second, index > 1 ? nets.at(-1) : undefined);
      nets.push(...(turn ? [second, first] : [first, second]));
      return turn;
    });
    parts.push({ form: 'transformer', id: ordered[0]!.name, couplings: own, turned, devices: [...ordered, ...own], nets });
  }
  return parts;
}

/** A winding continues the one above it if it can, else its ground is below. */
function isTurned(sheet: SchematicNetlist, first: number, second: number, above: number | undefined): boolean {
  if (first === above) return false;
  return second === above || (sheet.nets[first]!.ground && !sheet.nets[second]!.ground);
}

/** Devices by kind, pin and net, so that a slot with a known net is filled by a look-up. */
class DeviceIndex {
  private readonly byPin = new Map<string, SchematicDevice[]>();
  private readonly byKind = new Map<DeviceKind, SchematicDevice[]>();
  private readonly degree: number[];

  constructor(private readonly sheet: SchematicNetlist, private readonly rails: Rails) {
    this.degree = sheet.nets.map(() => 0);
    for (const device of sheet.devices) {
      append(this.byKind, device.kind, device);
      device.pins.forEach(({ net }, pin) => {
        append(this.byPin, `${device.kind} ${pin} ${net}`, device);
        this.degree[net]!++;
      });
    }
  }

  matches(idiom: Idiom, free: (device: SchematicDevice) => boolean): Match[] {
    const found: Match[] = [];
    const used = new Set<SchematicDevice>();
    const extend = (slot: number, devices: SchematicDevice[], nets: Record<string, number>): void => {
      if (slot === idiom.slots.length) {
        const match = { devices, nets };
        if (!idiom.holds || idiom.holds(match, this.rails)) found.push(match);
        return;
      }
      const { kinds, pins, symmetric } = idiom.slots[slot]!;
      const orders = symmetric ? [[0, 1], [1, 0]] : [pins.map((_, pin) => pin)];
      for (const order of orders) {
        // The pin whose net is known already, if any, finds the candidates.
        const known = pins.findIndex((variable) => nets[variable] !== undefined && !idiom.ground?.includes(variable));
        for (const kind of kinds) {
          const candidates = known < 0 ? this.byKind.get(kind) : this.byPin.get(`${kind} ${order[known]} ${nets[pins[known]!]}`);
          for (const device of candidates ?? []) {
            if (used.has(device) || !free(device)) continue;
            const bound = this.bind(idiom, device, pins, order, nets);
            if (!bound) continue;
            used.add(device);
            extend(slot + 1, [...devices, device], bound);
            used.delete(device);
          }
        }
      }
    };
    extend(0, [], {});
    return found;
  }

  private bind(idiom: Idiom, device: SchematicDevice, pins: readonly string[], order: readonly number[], nets: Record<string, number>): Record<string, number> | undefined {
    const bound = { ...nets };
    for (const [at, variable] of pins.entries()) {
      const net = device.pins[order[at]!]!.net;
      if (bound[variable] !== undefined && bound[variable] !== net) return undefined;
      if (idiom.ground?.includes(variable) && !this.sheet.nets[net]!.ground) return undefined;
      if (idiom.degree?.[variable] !== undefined && this.degree[net] !== idiom.degree[variable]) return undefined;
      bound[variable] = net;
    }
    const values = idiom.different.map((variable) => bound[variable]).filter((net) => net !== undefined);
    return new Set(values).size === values.length ? bound : undefined;
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
