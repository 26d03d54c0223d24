import type { NetStyle } from './part.js';
import type { SchematicDevice, SchematicNetlist } from './netlist.js';

/** Names of supplies as people write them. */
const POSITIVE = /^(v(cc|dd|pos|\+|p|plus|bat|bus|supply|s\+)|[ad]v(cc|dd)|(\+|v|p)?\d+v\d*|\+\d+|vcc\w*|vdd\w*|vp\d+|b\+|ht)!?$/i;
const NEGATIVE = /^(v(ee|ss|neg|-|n|minus|s-)|[ad]v(ee|ss)|-\d+v?\d*|n\d+v\d*|m\d+v\d*|vee\w*|vss\w*)!?$/i;

export interface Rails {
  /** By net of the sheet. */
  styles: NetStyle[];
  /** Nets that a DC source or pairs of diodes feed: drawn as wires, but the top of stacks. */
  tops: Set<number>;
  /** Nets that a DC source holds below ground. */
  bottoms: Set<number>;
  /** DC sources from a rail to ground; they conduct nothing but the rail's own current. */
  feeds: Set<string>;
}

/** Pins of a net beyond which it is drawn by labels. */
const LARGEST_FAN_OUT = 12;
/** A DC source's net with at least so many other pins is drawn as a supply, whatever its name, on a sheet with enough parts. */
const SUPPLY_PINS = 4;
const SUPPLY_PARTS = 10;

/**
 * Step 1: which nets are rails. A supply is known by its name when a source or
 * the outside feeds it, by `.global`, or as the net of a DC source with many
 * consumers. A supply that no source feeds with a known sign counts as positive.
 */
export function findRails({ devices, nets }: SchematicNetlist, labelled: ReadonlySet<number>): Rails {
  const pins = new Array<number>(nets.length).fill(0);
  for (const device of devices) for (const pin of device.pins) pins[pin.net]!++;
  const rails: Rails = { styles: nets.map((net) => (net.ground ? 'ground' : 'wire')), tops: new Set(), bottoms: new Set(), feeds: new Set() };
  const signs = new Map<number, 1 | -1>();
  const waveSources = devices.filter((device) => isSource(device) && device.waveform !== 'dc').length;
  for (const device of devices) {
    if (!isSource(device) || device.waveform !== 'dc' || device.pins.length !== 2) continue;
    const [p, n] = [device.pins[0]!.net, device.pins[1]!.net];
    const grounded = nets[p]!.ground ? n : nets[n]!.ground ? p : undefined;
    if (grounded === undefined || nets[grounded]!.ground) continue;
    const negativeValue = /^[−-]/.test(device.value);
    const up = (nets[n]!.ground ? 1 : -1) * (negativeValue ? -1 : 1) * (device.kind === 'current-source' ? -1 : 1);
    // With signals around, a DC source with a single consumer is a bias and hangs below it.
    if (waveSources > 0 && pins[grounded]! <= 2 && !isSupplyName(nets[grounded]!.name)) continue;
    rails.feeds.add(device.name);
    if (up > 0) rails.tops.add(grounded);
    else rails.bottoms.add(grounded);
    if (device.kind === 'voltage-source') signs.set(grounded, up > 0 ? 1 : -1);
  }
  // Nets that several diodes feed, or draw from, are the two poles of a rectifier.
  for (const [pin, poles] of [[1, rails.tops], [0, rails.bottoms]] as const) {
    const counts = new Map<number, number>();
    for (const device of devices) if (device.kind === 'diode') counts.set(device.pins[pin]!.net, (counts.get(device.pins[pin]!.net) ?? 0) + 1);
    for (const [net, count] of counts) if (count >= 2 && !nets[net]!.ground) poles.add(net);
  }
  for (const net of rails.tops) rails.bottoms.delete(net);

  const parts = devices.filter((device) => device.kind !== 'coupling').length;
  nets.forEach((net, index) => {
    if (net.ground) return;
    const sign = signs.get(index);
    const byName = POSITIVE.test(net.name) ? 1 : NEGATIVE.test(net.name) ? -1 : 0;
    const supply = (byName !== 0 && (sign !== undefined ? pins[index]! > 2 : net.global))
      || net.global
      || (sign !== undefined && pins[index]! > SUPPLY_PINS && parts >= SUPPLY_PARTS);
    if (supply) rails.styles[index] = (sign ?? (byName || 1)) > 0 ? 'positive' : 'negative';
    else if (labelled.has(index) || pins[index]! > LARGEST_FAN_OUT) rails.styles[index] = 'label';
  });
  return rails;
}

function isSource(device: SchematicDevice): boolean {
  return device.kind === 'voltage-source' || device.kind === 'current-source';
}

function isSupplyName(name: string): boolean {
  return POSITIVE.test(name) || NEGATIVE.test(name);
}
