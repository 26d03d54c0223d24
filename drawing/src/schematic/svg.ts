import { BoxIndex } from './box-index.js';
import { type Box, type Point, textWidth, union } from './geometry.js';
import type { SchematicNetlist } from './netlist.js';
import { type PlacedPart, transformOf } from './placed-part.js';
import type { NetLabel, Routing, Wire } from './route.js';

const MARGIN = 30;

/** The colours of a drawing that stands by itself; in a view the page's style decides. */
export const SCHEMATIC_STYLE = `
.schematic { font: 11px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
.schematic .wire, .schematic .lines { fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.schematic .filled, .schematic .junction { fill: currentColor; stroke: none; }
.schematic text { fill: currentColor; }
.schematic .value { opacity: 0.75; }
.schematic .hit { fill: transparent; stroke: none; }
`;

export interface SvgPicture { svg: string; width: number; height: number }

/** A picture that says in words, a line each, why there is no drawing. */
export function messageSvg(lines: readonly string[], options: { title: string; standalone?: boolean }): SvgPicture {
  const width = Math.ceil(Math.max(...lines.map(textWidth)) + 2 * MARGIN);
  const height = 2 * MARGIN + 18 * lines.length;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="schematic" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(lines.join(' '))}">`,
    `<title>${escape(options.title)}</title>`,
    options.standalone ? `<style>${SCHEMATIC_STYLE}</style>` : '',
    ...lines.map((line, i) => `<text class="message" x="${MARGIN}" y="${MARGIN + 14 + 18 * i}">${escape(line)}</text>`),
    '</svg>',
  ].filter(Boolean).join('\n');
  return { svg, width, height };
}

/** The drawing as SVG, in `currentColor`, each symbol a focusable group with its device's name. */
export function drawSvg(netlist: SchematicNetlist, placed: readonly PlacedPart[], routing: Routing, options: { title: string; standalone?: boolean }): SvgPicture {
  const boxes: Box[] = [...placed.map((p) => p.box), ...routing.labels.map((l) => l.box), ...routing.wires.map(({ from, to }) => ({ left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), right: Math.max(from.x, to.x), bottom: Math.max(from.y, to.y) }))];
  const box = boxes.length ? union(boxes) : { left: 0, top: 0, right: 100, bottom: 40 };
  const left = Math.floor(box.left) - MARGIN;
  const top = Math.floor(box.top) - MARGIN;
  const width = Math.ceil(box.right) + MARGIN - left;
  const height = Math.ceil(box.bottom) + MARGIN - top;
  const parts = placed.map((p) => partSvg(netlist, p));
  const wires = routing.wires.map(({ from, to }) => `M${from.x} ${from.y}${from.y === to.y ? `H${to.x}` : `V${to.y}`}`).join('');
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="schematic" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${escape(options.title)}">`,
    `<title>${escape(options.title)}</title>`,
    options.standalone ? `<style>${SCHEMATIC_STYLE}</style>` : '',
    wires && `<path class="wire" d="${wires}"/>`,
    ...junctions(placed, routing).map(({ x, y }) => `<circle class="junction" cx="${x}" cy="${y}" r="3"/>`),
    ...parts,
    ...routing.labels.map(labelSvg),
    '</svg>',
  ].filter(Boolean).join('\n');
  return { svg, width, height };
}

function partSvg(netlist: SchematicNetlist, placed: PlacedPart): string {
  const { part } = placed;
  const device = netlist.devices[part.devices[0]!]!;
  const label = `${device.kind.replaceAll('-', ' ')} ${part.texts.join(' ')}`;
  const { symbol } = part;
  const body = [
    `<path class="lines" d="${symbol.lines}"/>`,
    symbol.filled && `<path class="filled" d="${symbol.filled}"/>`,
    ...symbol.circles.map((c) => (c.r < 4 ? `<circle class="junction" cx="${c.x}" cy="${c.y}" r="${c.r}"/>` : `<circle class="lines" cx="${c.x}" cy="${c.y}" r="${c.r}"/>`)),
  ].filter(Boolean).join('');
  const { box } = placed;
  return [
    `<g class="device" data-device="${escape(device.name)}" role="img" tabindex="0" aria-label="${escape(label)}"><title>${escape(label)}</title>`,
    `<rect class="hit" x="${box.left}" y="${box.top}" width="${box.right - box.left}" height="${box.bottom - box.top}"/>`,
    `<g transform="${transformOf(placed)}">${body}</g>`,
    ...placed.rails.map((r) => railSvg(r)),
    ...placed.texts.map((t) => `<text class="${t.role}" x="${t.x}" y="${t.y}" text-anchor="${t.anchor}">${escape(t.text)}</text>`),
    '</g>',
  ].join('');
}

function railSvg({ x, y, kind, lead }: PlacedPart['rails'][number]): string {
  const from = lead ? `M${lead.x} ${lead.y}H${x}` : `M${x} ${y}`;
  switch (kind) {
    case 'ground': return `<path class="lines" d="${from}V${y + 6}M${x - 9} ${y + 6}H${x + 9}M${x - 6} ${y + 10}H${x + 6}M${x - 3} ${y + 14}H${x + 3}"/>`;
    case 'up': return `<path class="lines" d="${from}V${y - 10}M${x - 9} ${y - 10}H${x + 9}"/>`;
    case 'down': return `<path class="lines" d="${from}V${y + 10}M${x - 9} ${y + 10}H${x + 9}"/>`;
  }
}

function labelSvg({ at, pin, name, anchor }: NetLabel): string {
  const shift = anchor === 'start' ? 8 : anchor === 'end' ? -8 : 0;
  const baseline = anchor === 'middle' ? (at.y < pin.y ? at.y - 3 : at.y + 11) : at.y + 4;
  const stub = anchor === 'middle' ? `M${pin.x} ${pin.y}V${at.y}` : `M${pin.x} ${pin.y}h${shift * 0.7}`;
  return `<g class="net"><path class="wire" d="${stub}"/><text class="net-name" x="${at.x + shift}" y="${baseline}" text-anchor="${anchor}">${escape(name)}</text></g>`;
}

/** Dots where three and more lines of a net meet. */
function junctions(placed: readonly PlacedPart[], { wires }: Routing): Point[] {
  const ends = new Map<string, { at: Point; count: number }>();
  const add = (at: Point) => {
    const key = `${at.x},${at.y}`;
    const entry = ends.get(key) ?? { at, count: 0 };
    entry.count++;
    ends.set(key, entry);
  };
  const passing = new BoxIndex<Wire>();
  for (const wire of wires) {
    add(wire.from);
    add(wire.to);
    const { from, to } = wire;
    passing.add({ left: Math.min(from.x, to.x) - 1, right: Math.max(from.x, to.x) + 1, top: Math.min(from.y, to.y) - 1, bottom: Math.max(from.y, to.y) + 1 }, wire);
  }
  for (const pin of placed.flatMap((p) => p.pins)) {
    if (pin.rail) continue;
    add(pin);
    // A wire that passes over a pin without an end there counts twice.
    for (const { from, to } of passing.over({ left: pin.x - 1, right: pin.x + 1, top: pin.y - 1, bottom: pin.y + 1 })) {
      const within = from.y === to.y ? pin.y === from.y && pin.x > from.x && pin.x < to.x : pin.x === from.x && pin.y > from.y && pin.y < to.y;
      if (within) { add(pin); add(pin); }
    }
  }
  return [...ends.values()].filter((e) => e.count > 2).map((e) => e.at);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
