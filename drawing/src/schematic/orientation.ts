import type { DeviceKind } from './netlist.js';
import { DEFAULT_POSE, type NetStyle, type Part, type Pose } from './part.js';
import type { Rails } from './rails.js';

/** Order of symbols from the top of a sheet to its bottom. */
const HEIGHT: Record<NetStyle, number> = { positive: 4, label: 3, port: 3, wire: 2, ground: 1, negative: 0 };

/** Kinds that conduct DC and so may stand upright in a stack. */
const STACKED = new Set<DeviceKind>(['resistor', 'inductor', 'diode', 'current-source', 'cccs', 'ccvs', 'current-switch']);

/**
 * Step 3: whether two-pin parts stand or lie, and which of their pins is the
 * upper or left one. A part with a rail at one end stands. Between two wires
 * only a part stands that is a link of the DC path from a top to ground and
 * nothing else; everything else is a step of the signal and lies.
 * @param found depths as the signal reaches the nets
 * @param depths the same with feedback before its amplifier
 */
export function findPoses(parts: readonly Part[], rails: Rails, found: readonly number[], depths: readonly number[], idioms: ReadonlyMap<string, 'across' | 'upright'>): Map<Part, Pose> {
  const poses = new Map<Part, Pose>();
  const conduction = new Conduction(parts, rails);
  for (const part of parts) {
    if (part.form === 'amplifier') poses.set(part, { ...DEFAULT_POSE, plusOnTop: plusStandsOnTop(part, rails, found) });
    else if (part.form === 'controlled') poses.set(part, controlledPose(part, rails));
    else if (part.form === 'transistor') poses.set(part, transistorPose(part, rails));
    else if (part.form !== 'two-pin') poses.set(part, DEFAULT_POSE);
    else poses.set(part, { ...DEFAULT_POSE, ...twoPinPose(part, rails, depths, idioms, conduction) });
  }
  return poses;
}

function twoPinPose(part: Part, { styles, tops, bottoms }: Rails, depths: readonly number[], idioms: ReadonlyMap<string, 'across' | 'upright'>, conduction: Conduction): Pick<Pose, 'vertical' | 'reversed'> {
  const [a, b] = part.nets as [number, number];
  const [first, second] = [styles[a]!, styles[b]!];
  if (first !== 'wire' || second !== 'wire') {
    const labelled = (first === 'wire' && second === 'label') || (first === 'label' && second === 'wire');
    if (labelled) return { vertical: false, reversed: first === 'label' };
    // Ground stands below even a negative supply, so that its symbol is upright.
    const height = (style: NetStyle): number => (style === 'ground' && first !== 'wire' && second !== 'wire' ? -1 : HEIGHT[style]);
    return { vertical: true, reversed: height(first) < height(second) };
  }
  const kind = part.devices[0]!.kind;
  const across = { vertical: false, reversed: depths[b]! < depths[a]! };
  if (a !== b && ((tops.has(a) && bottoms.has(b)) || (tops.has(b) && bottoms.has(a)))) return { vertical: true, reversed: tops.has(b) };
  // A source that feeds two floating nets stands at their left.
  if (a !== b && (kind === 'voltage-source' || kind === 'current-source') && depths[a] === 0 && depths[b] === 0) return { vertical: true, reversed: false };
  if (a === b || idioms.get(part.id) === 'across') return across;
  const leg = conduction.hangsOnBias(part);
  if (leg !== undefined) return { vertical: true, reversed: leg === b };
  if (!STACKED.has(kind)) return across;
  const top = conduction.upperNet(part);
  return top === undefined ? across : { vertical: true, reversed: top === b };
}

/** Ground stands below: at the output, and at the pins that sense. */
function controlledPose({ nets }: Part, { styles }: Rails): Pose {
  const height = (pin: number): number => HEIGHT[styles[nets[pin]!]!];
  return { vertical: true, reversed: height(0) < height(1), plusOnTop: height(2) >= height(3) };
}

/** What is nearer to the positive rail stands above; of two wires the emitter or source of a P type. */
function transistorPose({ nets, devices }: Part, { styles, tops, bottoms }: Rails): Pose {
  const height = (net: number): number => (tops.has(net) ? HEIGHT.positive : bottoms.has(net) ? HEIGHT.negative : HEIGHT[styles[net]!]);
  const [collector, emitter] = [height(nets[0]!), height(nets[2]!)];
  return { ...DEFAULT_POSE, reversed: collector === emitter ? devices[0]!.polarity === 'p' : collector < emitter };
}

/** The upper input is the one that the signal reaches first; the inverting one when the other is at a rail. */
function plusStandsOnTop(part: Part & { form: 'amplifier' }, { styles }: Rails, depths: readonly number[]): boolean {
  const [plus, minus] = [part.nets[part.pins.plus]!, part.nets[part.pins.minus]!];
  if (styles[plus] !== 'wire') return false;
  if (styles[minus] !== 'wire') return true;
  return depths[plus]! < depths[minus]!;
}

/** Who conducts DC from where. */
class Conduction {
  private readonly neighbours = new Map<number, { part: Part; net: number }[]>();
  private readonly pins = new Map<number, number>();
  private readonly biased = new Map<number, Part>();

  constructor(parts: readonly Part[], private readonly rails: Rails) {
    for (const part of parts) {
      for (const net of part.nets) this.pins.set(net, (this.pins.get(net) ?? 0) + 1);
      if (part.form === 'transistor') {
        const [upper, , lower] = part.nets as [number, number, number];
        this.add(upper, { part, net: lower });
        this.add(lower, { part, net: upper });
      }
      if (part.form !== 'two-pin') continue;
      const device = part.devices[0]!;
      const [a, b] = part.nets as [number, number];
      const source = device.kind === 'voltage-source';
      const grounded = rails.styles[a] === 'ground' || rails.styles[b] === 'ground';
      if (source && device.waveform === 'dc' && grounded && !rails.feeds.has(device.name)) this.biased.set(rails.styles[a] === 'ground' ? b : a, part);
      if (!(STACKED.has(device.kind) || source) || rails.feeds.has(device.name)) continue;
      this.add(a, { part, net: b });
      this.add(b, { part, net: a });
    }
  }

  private add(net: number, neighbour: { part: Part; net: number }): void {
    this.neighbours.set(net, [...(this.neighbours.get(net) ?? []), neighbour]);
  }

  /** The net above a part whose other end is held by a bias source and by nothing else. */
  hangsOnBias(part: Part): number | undefined {
    const [a, b] = part.nets as [number, number];
    for (const [held, other] of [[a, b], [b, a]] as const) {
      if (this.biased.has(held) && this.biased.get(held) !== part && this.pins.get(held) === 2) return other;
    }
    return undefined;
  }

  /** The net above a part that is a link of a stack, undefined when it is none. */
  upperNet(part: Part): number | undefined {
    const [a, b] = part.nets as [number, number];
    for (const [upper, lower] of [[a, b], [b, a]] as const) {
      const fromUpper = this.reach(upper, part);
      const fromLower = this.reach(lower, part);
      if (fromUpper.top && fromLower.bottom && !this.rails.tops.has(lower) && (!fromUpper.bottom || this.rails.tops.has(upper))) return upper;
    }
    return undefined;
  }

  private reach(start: number, without: Part): { top: boolean; bottom: boolean } {
    const found = { top: false, bottom: false };
    const seen = new Set([start]);
    const queue = [start];
    for (let net = queue.pop(); net !== undefined; net = queue.pop()) {
      const style = this.rails.styles[net]!;
      if (style === 'positive' || this.rails.tops.has(net)) {
        found.top = true;
        continue;
      }
      if (style === 'ground' || style === 'negative' || this.rails.bottoms.has(net)) {
        found.bottom = true;
        continue;
      }
      for (const neighbour of this.neighbours.get(net) ?? []) {
        if (neighbour.part === without || seen.has(neighbour.net)) continue;
        seen.add(neighbour.net);
        queue.push(neighbour.net);
      }
    }
    return found;
  }
}
