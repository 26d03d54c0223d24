import { pinPoint, type Drawn } from './drawing-model.js';
import type { SheetLayout } from './layout-sheet.js';
import { toSvg } from './svg.js';

interface Line {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/**
 * For tests: which pins a reader of the picture takes for joined. Wires and
 * junction dots are read from the SVG text; wires join at common ends, where
 * one ends on another under a dot, and where they cross under a dot. Symbols
 * and flags with one name are one net.
 * @returns by pin, `part pin`, the number of its net in the picture
 */
export function reextract(drawn: readonly Drawn[], nameOf: (net: number) => string): Map<string, number> {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    const up = parent.get(key) ?? key;
    if (up === key) return key;
    const top = root(up);
    parent.set(key, top);
    return top;
  };
  const join = (a: string, b: string): void => void parent.set(root(a), root(b));
  const pins: string[] = [];
  drawn.forEach((piece, index) => {
    const svg = toSvg([{ drawn: piece, x: 0, y: 0 }], [], piece.width, piece.height);
    const lines = [...svg.matchAll(/<path class="wire" d="([^"]*)"/g)].flatMap(([, d]) => [...d!.matchAll(/M(\S+) (\S+?)([HV])(-?[\d.]+)/g)].map(([, x, y, way, end]): Line => (
      { x1: +x!, y1: +y!, x2: way === 'H' ? +end! : +x!, y2: way === 'V' ? +end! : +y! })));
    const dots = [...svg.matchAll(/<circle class="junction" cx="([^"]*)" cy="([^"]*)"/g)].map(([, x, y]) => ({ x: +x!, y: +y! }));
    const id = (line: Line): string => `${index} ${line.x1} ${line.y1} ${line.x2} ${line.y2}`;
    const on = ({ x1, y1, x2, y2 }: Line, x: number, y: number): boolean => x >= x1 && x <= x2 && y >= y1 && y <= y2;
    const ends = (line: Line, x: number, y: number): boolean => (line.x1 === x && line.y1 === y) || (line.x2 === x && line.y2 === y);
    for (const a of lines) for (const b of lines) {
      if (a === b) continue;
      for (const [x, y] of [[b.x1, b.y1], [b.x2, b.y2]] as const) if (ends(a, x, y)) join(id(a), id(b));
      for (const { x, y } of dots) if (on(a, x, y) && on(b, x, y)) join(id(a), id(b));
    }
    const atPoint = new Map<string, string>();
    for (const part of piece.parts) {
      part.part.nets.forEach((net, pin) => {
        const key = `${part.part.id} ${pin} ${index}`;
        const point = pinPoint(part, pin);
        const [x, y] = [point.x * 10, point.y * 10];
        for (const line of lines) if (on(line, x, y)) join(key, id(line));
        const place = `${index} ${x} ${y}`;
        if (atPoint.has(place)) join(key, atPoint.get(place)!);
        atPoint.set(place, key);
        const local = part.locals[pin];
        if (local) join(key, local.text ? `name ${local.text.text}` : `name ${nameOf(net)}`);
        if (part.part.form !== 'terminal') pins.push(key);
      });
    }
  });
  const numbers = new Map<string, number>();
  return new Map(pins.map((key) => {
    const net = root(key);
    if (!numbers.has(net)) numbers.set(net, numbers.size);
    return [key.slice(0, key.lastIndexOf(' ')), numbers.get(net)!];
  }));
}

/** For tests: where the picture of a sheet says another circuit than its netlist, one line each. */
export function misreadings({ sheet, drawn }: SheetLayout): string[] {
  const wrong: string[] = [];
  const devices = new Set(drawn.flatMap(({ parts }) => parts.flatMap(({ part }) => part.devices.map(({ name }) => name))));
  for (const { name } of sheet.devices) if (!devices.has(name)) wrong.push(`${name} is not drawn`);
  const seen = reextract(drawn, (net) => sheet.nets[net]!.name);
  const [byNet, bySeen] = [new Map<number, number>(), new Map<number, number>()];
  for (const { parts } of drawn) for (const { part } of parts) {
    if (part.form === 'terminal') continue;
    part.nets.forEach((net, pin) => {
      const one = seen.get(`${part.id} ${pin}`)!;
      if ((byNet.get(net) ?? one) !== one) wrong.push(`${sheet.nets[net]!.name} is in two pieces at ${part.id}`);
      if ((bySeen.get(one) ?? net) !== net) wrong.push(`${sheet.nets[net]!.name} is joined with another net at ${part.id}`);
      byNet.set(net, one);
      bySeen.set(one, net);
    });
  }
  return wrong;
}
