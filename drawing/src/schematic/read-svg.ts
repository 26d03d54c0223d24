import type { SchematicNetlist } from './netlist.js';
import type { Symbol } from './symbols/symbol.js';

interface At { x: number; y: number }
interface Segment { from: At; to: At }

/**
 * For tests: the circuit that a drawing says, from the text of its SVG alone.
 * Of the layout nothing is used: wires are read from their path data, pins from
 * the symbol's pin positions through the group's transform, rails and names
 * from their shapes and texts. Each line is one net: its name where the drawing
 * shows one, and its terminals as `R1.0`.
 */
export function readSvg(svg: string, symbols: readonly Symbol[]): string[] {
  const joined = new Joined();
  const key = ({ x, y }: At) => `${x},${y}`;
  const wires = [...svg.matchAll(/^<path class="wire" d="([^"]*)"\/>$/gm)].flatMap(([, d]) => segments(d!));
  const dots = [...svg.matchAll(/^<circle class="junction" cx="([^"]*)" cy="([^"]*)"/gm)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
  const pins: { name: string; at: At }[] = [];
  const named: { name: string; at: At }[] = [];
  const grounded: string[] = [];
  for (const [group] of svg.matchAll(/<g class="device".*<\/g>$/gm)) {
    const [, transform, lines] = /<g transform="([^"]*)"><path class="lines" d="([^"]*)"/.exec(group!)!;
    const symbol = symbols.find((s) => s.lines === lines);
    if (!symbol) throw new Error(`a symbol that no device has: ${lines}`);
    const names = unescaped(/<text class="name"[^>]*>([^<]*)</.exec(group!)![1]!).split(' : ');
    const perDevice = symbol.pins.length / names.length;
    symbol.pins.forEach((pin, i) => {
      const name = `${names[Math.floor(i / perDevice)]}.${i % perDevice}`;
      if (!pin) grounded.push(name);
      else pins.push({ name, at: transformed(pin, transform!) });
    });
    const supplies = [...group!.matchAll(/<text class="rail" x="([^"]*)" y="[^"]*"[^>]*>([^<]*)</g)].map(([, x, text]) => ({ x: Number(x), text: unescaped(text!) }));
    for (const [, d] of group!.slice(group!.indexOf('</g>')).matchAll(/<path class="lines" d="([^"]*)"\/>/g)) {
      const strokes = segments(d!);
      const at = strokes[0]!.from;
      const bars = strokes.filter((s) => s.from.y === s.to.y && s.from.x !== at.x);
      if (bars.length === 3) named.push({ name: '0', at });
      else {
        const middle = (bars[0]!.from.x + bars[0]!.to.x) / 2;
        named.push({ name: supplies.find((s) => s.x === middle)?.text ?? 'a supply without a name', at });
      }
    }
  }
  for (const [, d, text] of svg.matchAll(/^<g class="net"><path class="wire" d="([^"]*)"\/><text[^>]*>([^<]*)</gm)) named.push({ name: unescaped(text!), at: segments(d!)[0]!.from });

  // An end on a line joins it; lines that cross are joined by a dot only.
  for (const { from, to } of wires) joined.join(key(from), key(to));
  for (const at of [...wires.flatMap((w) => [w.from, w.to]), ...dots, ...pins.map((p) => p.at), ...named.map((n) => n.at)]) {
    for (const wire of wires) if (isOn(at, wire)) joined.join(key(at), key(wire.from));
  }
  for (const { name, at } of named) joined.join(key(at), `named ${name}`);
  for (const name of grounded) joined.join(name, 'named 0');
  for (const { name, at } of pins) joined.join(key(at), name);
  const nets = new Map<string, { names: Set<string>; pins: string[] }>();
  const netOf = (member: string) => {
    const root = joined.find(member);
    if (!nets.has(root)) nets.set(root, { names: new Set(), pins: [] });
    return nets.get(root)!;
  };
  for (const name of [...pins.map((p) => p.name), ...grounded]) netOf(name).pins.push(name);
  for (const { name } of named) netOf(`named ${name}`).names.add(name);
  if (grounded.length) netOf('named 0').names.add('0');
  return [...nets.values()].map(({ names, pins: members }) => `${[...names].sort().join('=') || '-'}: ${members.sort().join(' ')}`).sort();
}

/** For tests: the same lines from the netlist; `shown` are the lines of the drawing, for which nets are named there. */
export function netLines({ devices, nets }: SchematicNetlist, shown: readonly string[]): string[] {
  const members = nets.map(() => [] as string[]);
  for (const device of devices) device.pins.forEach((net, i) => members[net]!.push(`${device.name}.${i}`));
  const named = new Set(shown.map((line) => line.slice(0, line.indexOf(': '))));
  return nets.flatMap(({ name }, i) => (members[i]!.length ? [`${named.has(name) ? name : '-'}: ${members[i]!.sort().join(' ')}`] : [])).sort();
}

/** Places where lines of the drawing meet without a dot that says so, or a dot that joins nothing. */
export function misleadingDots(svg: string): string[] {
  const wires = [...svg.matchAll(/^<path class="wire" d="([^"]*)"\/>$/gm)].flatMap(([, d]) => segments(d!));
  const dots = new Set([...svg.matchAll(/^<circle class="junction" cx="([^"]*)" cy="([^"]*)"/gm)].map(([, x, y]) => `${x},${y}`));
  const faults: string[] = [];
  for (const end of wires.flatMap((w) => [w.from, w.to])) {
    const ways = wires.reduce((sum, w) => sum + (isOn(end, w) ? (same(end, w.from) || same(end, w.to) ? 1 : 2) : 0), 0);
    if (ways > 2 && !dots.has(`${end.x},${end.y}`)) faults.push(`${end.x},${end.y} joins ${ways} lines without a dot`);
  }
  return faults;
}

/** The pieces of path data that has straight lines only. */
function segments(d: string): Segment[] {
  const result: Segment[] = [];
  let at: At = { x: 0, y: 0 };
  for (const [, command, numbers] of d.matchAll(/([MHVhv])([^MHVhv]*)/g)) {
    const [a, b] = numbers!.trim().split(/[ ,]+/).map(Number) as [number, number];
    const to = command === 'M' ? { x: a, y: b } : command === 'H' ? { x: a, y: at.y } : command === 'V' ? { x: at.x, y: a } : command === 'h' ? { x: at.x + a, y: at.y } : { x: at.x, y: at.y + a };
    if (command !== 'M') result.push({ from: at, to });
    at = to;
  }
  return result;
}

function isOn(p: At, { from, to }: Segment): boolean {
  return p.x >= Math.min(from.x, to.x) && p.x <= Math.max(from.x, to.x) && p.y >= Math.min(from.y, to.y) && p.y <= Math.max(from.y, to.y);
}

function same(a: At, b: At): boolean {
  return a.x === b.x && a.y === b.y;
}

/** A point through a list of translations and rotations, as a browser does it. */
function transformed(point: At, transform: string): At {
  let { x, y } = point;
  for (const [, name, list] of [...transform.matchAll(/(\w+)\(([^)]*)\)/g)].reverse()) {
    const [a, b = 0, c = 0] = list!.split(' ').map(Number) as [number, number?, number?];
    if (name === 'translate') [x, y] = [x + a, y + b];
    else {
      const cosine = Math.round(Math.cos((a * Math.PI) / 180));
      const sine = Math.round(Math.sin((a * Math.PI) / 180));
      [x, y] = [b + (x - b) * cosine - (y - c) * sine, c + (x - b) * sine + (y - c) * cosine];
    }
  }
  // Without a negative zero.
  return { x: x + 0, y: y + 0 };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

class Joined {
  private readonly parent = new Map<string, string>();

  find(member: string): string {
    let at = member;
    for (let up = this.parent.get(at); up !== undefined; up = this.parent.get(at)) at = up;
    return at;
  }

  join(a: string, b: string): void {
    const [x, y] = [this.find(a), this.find(b)];
    if (x !== y) this.parent.set(x, y);
  }
}
