import type { SchematicNetlist } from './netlist.js';

/** Nets that are drawn as a symbol at each pin: ground, and supplies. */
export interface Rails {
  isGround(net: number): boolean;
  /** Ground or a supply. */
  isRail(net: number): boolean;
  /** Whether the supply's symbol points up (its voltage is not negative). */
  isPositive(net: number): boolean;
}

const SUPPLY_NAME = /(?:^|\.)(?:v(?:cc|dd|ee|ss|pp|nn|bat|batt|supply|plus|minus)|avdd|dvdd|avss|dvss|[+-]?\d+v\d*|vs[+-]|v[+-])!?$/i;
/** From this many other connections on, what a DC source feeds is a supply, whatever its name. */
const SUPPLY_FANOUT = 4;

/** A supply is fed by one DC source to ground, and has a supply's name or feeds many. */
export function findRails({ devices, nets }: SchematicNetlist): Rails {
  const fanout = new Map<number, number>();
  for (const { pins } of devices) for (const net of pins) fanout.set(net, (fanout.get(net) ?? 0) + 1);
  const positive = new Map<number, boolean>();
  for (const { kind, waveform, pins, number } of devices) {
    if (kind !== 'voltage-source' || waveform !== 'dc' || (pins[0] === 0) === (pins[1] === 0)) continue;
    const net = pins[0] === 0 ? pins[1]! : pins[0]!;
    const volts = (pins[0] === 0 ? -1 : 1) * (Number.isNaN(number) ? 0 : number);
    const named = SUPPLY_NAME.test(nets[net]?.name ?? '') && (fanout.get(net) ?? 0) > 2;
    if (named || (fanout.get(net) ?? 0) - 1 >= SUPPLY_FANOUT) positive.set(net, volts >= 0);
  }
  return {
    isGround: (net) => net === 0,
    isRail: (net) => net === 0 || positive.has(net),
    isPositive: (net) => positive.get(net) ?? false,
  };
}
