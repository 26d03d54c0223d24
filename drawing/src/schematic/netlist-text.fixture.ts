import type { DeviceKind, SchematicDevice, SchematicNetlist, Waveform } from './netlist.js';

const KINDS: Record<string, DeviceKind> = {
  r: 'resistor', c: 'capacitor', l: 'inductor', k: 'coupling', d: 'diode', v: 'voltage-source', i: 'current-source',
  e: 'vcvs', f: 'cccs', g: 'vccs', h: 'ccvs', q: 'bjt', j: 'jfet', m: 'mosfet', s: 'voltage-switch', w: 'current-switch', x: 'block',
};

/**
 * For tests: a sheet from cards in a plain form, `r1 in out 1k`. Sources are DC
 * unless their value is a waveform's word; `x1 in=a out=b name` is a block.
 */
export function netlistFrom(text: string): SchematicNetlist {
  const nets: SchematicNetlist['nets'] = [];
  const index = new Map<string, number>();
  const net = (name: string): number => {
    const known = index.get(name);
    if (known !== undefined) return known;
    index.set(name, nets.length);
    nets.push({ name, ground: name === '0', global: false, port: false });
    return nets.length - 1;
  };
  const devices = text.trim().split(/\n|;/).map((line): SchematicDevice => {
    const words = line.trim().split(/\s+/);
    const [name] = words as [string];
    const kind = KINDS[name[0]!.toLowerCase()]!;
    const base = { name, label: name, kind, origin: { uri: 'file:///deck.cir', start: 0, end: 0 } };
    const pins = (names: string[]): SchematicDevice['pins'] => names.map((pin, at) => ({ name: pin, net: net(words[at + 1]!) }));
    const rest = (from: number): string => words.slice(from).join(' ');
    if (kind === 'coupling') return { ...base, pins: [], value: words.at(-1)!, gain: Number(words.at(-1)), references: words.slice(1, -1) };
    if (kind === 'vcvs' || kind === 'vccs') return { ...base, pins: pins(['p', 'n', 'cp', 'cn']), value: rest(5), gain: Number(words[5]) };
    if (kind === 'voltage-switch') return { ...base, pins: pins(['p', 'n', 'cp', 'cn']), value: rest(5) };
    if (kind === 'bjt') return { ...base, pins: pins(['c', 'b', 'e']), value: rest(4), polarity: words[4]?.startsWith('p') === true ? 'p' : 'n' };
    if (kind === 'jfet') return { ...base, pins: pins(['d', 'g', 's']), value: rest(4), polarity: words[4]?.startsWith('p') === true ? 'p' : 'n' };
    if (kind === 'mosfet') return { ...base, pins: pins(words[4] === words[3] ? ['d', 'g', 's'] : ['d', 'g', 's', 'b']), value: rest(5), polarity: words[5]?.startsWith('p') === true ? 'p' : 'n' };
    if (kind === 'block') {
      const ports = words.slice(1, -1).map((word) => word.split('=') as [string, string]);
      return { ...base, pins: ports.map(([pin, node]) => ({ name: pin, net: net(node) })), value: words.at(-1)!, definition: words.at(-1)! };
    }
    const source = kind === 'voltage-source' || kind === 'current-source';
    const waveform = (['sine', 'pulse', 'exp', 'pwl'] as const).find((word): word is Waveform & typeof word => words[3] === word) ?? 'dc';
    return { ...base, pins: pins(['p', 'n']), value: rest(3), ...(source ? { waveform } : {}) };
  });
  return { path: '', title: '', devices, nets };
}
