import { blockSides } from './symbols/block.js';
import type { Part } from './part.js';
import type { Rails } from './rails.js';

/** Pins through which a signal enters a part, and leaves it; a pin may be both. */
export interface Flow {
  inputs: number[];
  outputs: number[];
}

export function flowOf(part: Part): Flow {
  const all = part.nets.map((_, pin) => pin);
  switch (part.form) {
    case 'amplifier': return { inputs: [part.pins.plus, part.pins.minus], outputs: [part.pins.output] };
    case 'controlled': return { inputs: [2, 3], outputs: [0, 1] };
    case 'transistor': return { inputs: [1], outputs: [0, 2] };
    case 'bridge': return { inputs: [0, 1], outputs: [3, 2] };
    case 'transformer': return { inputs: all.slice(0, 2), outputs: all.slice(2) };
    case 'block': {
      const sides = blockSides(part.devices[0]!);
      const inputs = all.filter((pin) => sides[pin] === 'left');
      const outputs = all.filter((pin) => sides[pin] === 'right');
      return { inputs: inputs.length > 0 ? inputs : all, outputs: outputs.length > 0 ? outputs : all };
    }
    default: return { inputs: all, outputs: all };
  }
}

function isSource(part: Part): boolean {
  const kind = part.devices[0]?.kind;
  return part.form === 'two-pin' && (kind === 'voltage-source' || kind === 'current-source');
}

/** Signals take the way through amplifiers before the one back through their feedback, and through capacitors last. */
function resistance(part: Part): number {
  if (part.form !== 'two-pin') return 1;
  return part.devices[0]!.kind === 'capacitor' ? 3.1 : 1.2;
}

/** Names of ports at which a signal enters a subcircuit. */
const INPUT = /^(in|i|vi|vin|inp|plus|a|clk|d|sig|signal)[\d_+\-pn]*$|^in/i;
const OUTPUT = /^(out|o|vo|vout|q|z|y)[\d_+\-pn]*$|out$/i;

/**
 * Step 4: how many parts lie between a net and the sources, by the
 * cheapest way. Signals start at sources with a waveform and at input ports; where
 * there are none, at supplies. Nets that only a restart reaches are bias.
 * @returns by net of the sheet, -1 for nets without wires
 */
export function signalDepths(parts: readonly Part[], rails: Rails, nameOf: (net: number) => string): number[] {
  const depths = rails.styles.map(() => -1);
  const isWire = (net: number): boolean => rails.styles[net] === 'wire';
  const users = new Map<number, Part[]>();
  for (const part of parts) for (const net of new Set(part.nets)) if (isWire(net)) users.set(net, [...(users.get(net) ?? []), part]);

  /** What a way costs; of the cheapest one the parts are counted. */
  const costs = rails.styles.map(() => Infinity);
  const spread = (starts: readonly number[]): void => {
    const front: number[] = [];
    for (const net of starts) {
      if (!isWire(net) || depths[net] !== -1) continue;
      depths[net] = 0;
      costs[net] = 0;
      front.push(net);
    }
    while (front.length > 0) {
      const net = front.splice(front.reduce((best, candidate, at) => (costs[candidate]! < costs[front[best]!]! ? at : best), 0), 1)[0]!;
      for (const part of users.get(net) ?? []) {
        const { inputs, outputs } = flowOf(part);
        if (!inputs.some((pin) => part.nets[pin] === net)) continue;
        const cost = costs[net]! + resistance(part);
        for (const pin of outputs) {
          const reached = part.nets[pin]!;
          if (!isWire(reached) || costs[reached]! <= cost) continue;
          costs[reached] = cost;
          depths[reached] = depths[net]! + 1;
          front.push(reached);
        }
      }
    }
  };

  const netsOf = (filter: (part: Part) => boolean): number[] => parts.filter(filter).flatMap(({ nets }) => nets);
  const ports = netsOf(({ form }) => form === 'terminal');
  const signals = netsOf((part) => isSource(part) && part.devices[0]!.waveform !== 'dc');
  const inputs = ports.filter((net) => INPUT.test(nameOf(net)));
  spread([...signals, ...(inputs.length > 0 ? inputs : ports.filter((net) => !OUTPUT.test(nameOf(net))).slice(0, 1))]);
  const unreached = (): boolean => [...users.keys()].some((net) => depths[net] === -1);
  if (unreached()) spread(netsOf((part) => isSource(part) && rails.feeds.has(part.devices[0]!.name)));
  if (unreached()) spread(netsOf(isSource));
  for (const part of parts) {
    if (part.form === 'controlled' || part.form === 'transistor' || part.form === 'block' || part.form === 'amplifier') spread(flowOf(part).outputs.map((pin) => part.nets[pin]!));
  }
  for (const net of users.keys()) spread([net]);
  return depths;
}

/** The net of a feedback stands before its amplifier, beside the signal. */
export function feedbackBefore(parts: readonly Part[], depths: readonly number[]): number[] {
  const changed = [...depths];
  for (const part of parts) {
    if (part.form !== 'amplifier') continue;
    const out = changed[part.nets[part.pins.output]!]!;
    for (const pin of [part.pins.plus, part.pins.minus]) if (changed[part.nets[pin]!]! >= out && out > 0) changed[part.nets[pin]!] = out - 1;
  }
  return changed;
}
