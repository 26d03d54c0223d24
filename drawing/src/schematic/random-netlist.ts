import type { SchematicDevice, SchematicNetlist } from './netlist.js';

/** For tests: numbers in [0, 1) that a seed fixes (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TWO_PIN = ['resistor', 'resistor', 'resistor', 'capacitor', 'capacitor', 'inductor', 'diode', 'voltage-source', 'current-source', 'cccs', 'ccvs'];
const LETTER: Record<string, string> = {
  resistor: 'R', capacitor: 'C', inductor: 'L', diode: 'D', 'voltage-source': 'V', 'current-source': 'I', cccs: 'F', ccvs: 'H', vcvs: 'E', vccs: 'G', coupling: 'K', box: 'Q',
};

/** For tests: a device as the drawing sees it. */
export function testDevice(kind: string, name: string, pins: number[], more: Partial<SchematicDevice> = {}): SchematicDevice {
  return { name, kind, pins, value: '1k', waveform: 'dc', number: 1, references: [], origin: { uri: 'file:///a.cir', start: 0, end: 1 }, ...more };
}

/**
 * For tests: a netlist of 3 to 40 devices of all kinds in one to three
 * components, with supplies, floating sources, coupled inductors, loops on one
 * net, and a kind that has no symbol.
 */
export function randomNetlist(seed: number): SchematicNetlist {
  const random = randomNumbers(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const nets = [{ name: '0' }];
  const devices: SchematicDevice[] = [];
  const newNet = (name = `n${nets.length}`) => nets.push({ name }) - 1;
  const add = (kind: string, pins: number[], more: Partial<SchematicDevice> = {}) => {
    const index = devices.length;
    devices.push(testDevice(kind, `${random() < 0.1 ? 'x1.xamp.' : ''}${LETTER[kind] ?? 'X'}${index}`, pins, { value: pick(['', '1 kΩ', '4.7 µF', '1 V + 10 mV, 1 kHz']), origin: { uri: 'file:///a.cir', start: index * 10, end: index * 10 + 9 }, ...more }));
    return index;
  };
  const total = 3 + below(38);
  const components = 1 + below(3);
  const groundShare = random() * 0.5;
  for (let c = 0; c < components; c++) {
    const own = [newNet()];
    const supply = random() < 0.4 ? newNet(pick(['vcc', 'vee', 'bias'])  + (c || '')) : undefined;
    // A component without ground floats.
    const grounded = random() < 0.85;
    const net = () => {
      if (grounded && random() < groundShare) return 0;
      if (supply !== undefined && random() < 0.15) return supply;
      if (random() < 0.4) own.push(newNet());
      return random() < 0.7 ? own[Math.max(0, own.length - 1 - below(4))]! : pick(own);
    };
    const source = () => ({ waveform: pick(['dc', 'dc', 'ac', 'sin', 'pulse', 'exp', 'pwl', 'sffm', 'am']), number: pick([5, -5, 0, NaN]) });
    if (supply !== undefined) add('voltage-source', random() < 0.5 ? [supply, 0] : [0, supply], { waveform: 'dc', number: pick([5, -5]) });
    const until = Math.ceil((total * (c + 1)) / components);
    while (devices.length < until) {
      const r = random();
      if (r < 0.75) {
        const kind = pick(TWO_PIN);
        const a = net();
        add(kind, random() < 0.5 ? [a, net()] : [net(), a], kind.endsWith('source') ? source() : {});
      } else if (r < 0.88) {
        add(pick(['vcvs', 'vccs']), [net(), random() < 0.6 ? 0 : net(), net(), random() < 0.5 ? 0 : net()], { number: pick([2, 1e5, -1e5]) });
      } else if (r < 0.95) {
        const windings = Array.from({ length: 2 + below(3) }, () => add('inductor', [net(), net()]));
        for (const other of windings.slice(1)) add('coupling', [], { references: [windings[0]!, other], value: '0.9' });
      } else add('box', Array.from({ length: 1 + below(5) }, net));
    }
  }
  return { devices, nets };
}

/** For tests: a source and a ladder of series inductors and shunt capacitors, of so many devices. */
export function ladder(size: number): SchematicNetlist {
  const nets = [{ name: '0' }, { name: 'n1' }];
  const devices = [testDevice('voltage-source', 'V0', [1, 0], { waveform: 'sin' })];
  for (let i = 1; i < size; i++) {
    const last = nets.length - 1;
    if (i % 2) devices.push(testDevice('inductor', `L${i}`, [last, nets.push({ name: `n${last + 1}` }) - 1]));
    else devices.push(testDevice('capacitor', `C${i}`, [last, 0]));
  }
  return { devices, nets };
}

/** For tests: a source and a square grid of resistors, of about so many devices. */
export function grid(size: number): SchematicNetlist {
  const side = Math.round(Math.sqrt(size / 2));
  const net = (x: number, y: number) => 1 + y * side + x;
  const nets = [{ name: '0' }, ...Array.from({ length: side * side }, (_, i) => ({ name: `n${i % side}_${Math.floor(i / side)}` }))];
  const devices = [testDevice('voltage-source', 'V0', [1, 0])];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (x + 1 < side) devices.push(testDevice('resistor', `RX${x}_${y}`, [net(x, y), net(x + 1, y)]));
      if (y + 1 < side) devices.push(testDevice('resistor', `RY${x}_${y}`, [net(x, y), net(x, y + 1)]));
    }
  }
  devices.push(testDevice('resistor', 'RL', [net(side - 1, side - 1), 0]));
  return { devices, nets };
}
