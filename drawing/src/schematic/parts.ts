import type { Point } from './geometry.js';
import { gatherBridges } from './idioms/bridge.js';
import type { SchematicDevice, SchematicNetlist } from './netlist.js';
import type { Turn } from './placed-part.js';
import type { Rails } from './rails.js';
import { bufferSymbol, controlledSourceSymbol, operationalAmplifierSymbol, transformerSymbol } from './symbols/blocks.js';
import { boxSymbol } from './symbols/box.js';
import type { Symbol } from './symbols/symbol.js';
import { twoPinSymbol } from './symbols/two-pin.js';

/** What is placed as one: a device, or coupled inductors together. */
export interface Part {
  /** Indices of the devices that the part draws; a click selects the first. */
  devices: number[];
  symbol: Symbol;
  /** By pin of the symbol: its net; −1 for a pin that is not drawn. */
  nets: number[];
  /** Name and value, one line each. */
  texts: string[];
  /** A block has inputs on the left and outputs on the right; a two-pin part can be turned. */
  block: boolean;
  /** A voltage-controlled source: its control pins take the signal and do not give any. */
  controlled: boolean;
  /** What it costs the signal to pass: capacitors and current sources carry it last. */
  cost: number;
  /** A source between two inner nets stands upright at the left. */
  source: boolean;
  /** An idiom is placed as one block, and drawn as its members. */
  members?: { part: Part; at: Point; turn: Turn }[];
}

/** A gain from which a controlled source is drawn as an operational amplifier. */
const OPEN_LOOP_GAIN = 1000;

export function makeParts(netlist: SchematicNetlist, rails: Rails): Part[] {
  const { groups, coupled } = windings(netlist);
  const parts: Part[] = groups.map((members) => transformerPart(netlist, members));
  netlist.devices.forEach((device, index) => {
    if (device.kind === 'coupling' || coupled.has(index)) return;
    parts.push((device.kind === 'vcvs' || device.kind === 'vccs') && device.pins.length === 4 ? controlledPart(device, index, rails) : twoPinPart(device, index));
  });
  // In the order of the text, so that the same text gives the same picture.
  return gatherBridges(parts.sort((a, b) => a.devices[0]! - b.devices[0]!), rails, netlist);
}

function texts(device: SchematicDevice): string[] {
  return device.value ? [device.name, device.value] : [device.name];
}

function twoPinPart(device: SchematicDevice, index: number): Part {
  const symbol = twoPinSymbol(device.kind, device.waveform);
  if (!symbol || device.pins.length !== 2) return boxPart(device, index);
  const cost = { capacitor: 6, 'current-source': 8, cccs: 8, ccvs: 2 }[device.kind] ?? 1;
  return { devices: [index], symbol, nets: device.pins.slice(), texts: texts(device), block: false, controlled: false, cost, source: device.kind === 'voltage-source' || device.kind === 'current-source' };
}

/** A device without a symbol of its own is a box with its kind, so that the rest is still drawn. */
function boxPart(device: SchematicDevice, index: number): Part {
  return { devices: [index], symbol: boxSymbol(device.pins.length), nets: device.pins.slice(), texts: [...texts(device), device.kind.replaceAll('-', ' ')], block: true, controlled: false, cost: 1, source: false };
}

function controlledPart(device: SchematicDevice, index: number, rails: Rails): Part {
  const [, outNegative, , inNegative] = device.pins as [number, number, number, number];
  const base = { devices: [index], texts: texts(device), block: true, controlled: true, cost: 0.1, source: false };
  if (device.kind === 'vcvs' && rails.isGround(outNegative)) {
    if (Math.abs(device.number) >= OPEN_LOOP_GAIN && device.number > 0) return { ...base, symbol: operationalAmplifierSymbol(), nets: [device.pins[0]!, -1, device.pins[2]!, inNegative] };
    if (rails.isGround(inNegative)) return { ...base, symbol: bufferSymbol(), nets: [device.pins[0]!, -1, device.pins[2]!, -1] };
  }
  return { ...base, symbol: controlledSourceSymbol(device.kind), nets: device.pins.slice() };
}

/** Groups of inductors that couplings join, in the order of the text. */
function windings({ devices }: SchematicNetlist): { groups: number[][]; coupled: Set<number> } {
  const root = new Map<number, number>();
  const find = (i: number): number => (root.get(i) === undefined || root.get(i) === i ? i : find(root.get(i)!));
  for (const { kind, references } of devices) {
    if (kind !== 'coupling') continue;
    for (const r of references) root.set(find(r), Math.min(find(r), find(references[0]!)));
    for (const r of references) if (!root.has(r)) root.set(r, find(r));
  }
  const groups = new Map<number, number[]>();
  for (const member of [...root.keys()].sort((a, b) => a - b)) {
    const top = find(member);
    groups.set(top, [...(groups.get(top) ?? []), member]);
  }
  const real = [...groups.values()].filter((members) => members.length > 1);
  return { groups: real, coupled: new Set(real.flat()) };
}

function transformerPart({ devices }: SchematicNetlist, members: number[]): Part {
  const couplings = devices.map((d, i) => ({ d, i })).filter(({ d }) => d.kind === 'coupling' && d.references.some((r) => members.includes(r)));
  return {
    devices: [...members, ...couplings.map(({ i }) => i)],
    symbol: transformerSymbol(members.length),
    nets: members.flatMap((m) => devices[m]!.pins),
    texts: [members.map((m) => devices[m]!.name).join(' : '), members.map((m) => devices[m]!.value).join(' : '), ...(couplings.length === 1 ? [`${couplings[0]!.d.name} ${couplings[0]!.d.value}`] : [])],
    block: true,
    controlled: false,
    cost: 1,
    source: false,
  };
}
