import { junctions, pinPoint, type Drawn } from './drawing-model.js';
import { CELL, FONT_SIZE } from './geometry.js';
import type { SchematicDevice } from './netlist.js';
import type { PlacedPart } from './part.js';
import type { Segment } from './route.js';
import type { ShapeText } from './symbols/shape.js';

/** A drawn piece at its place in the picture; cells. */
export interface PlacedPiece {
  drawn: Drawn;
  x: number;
  y: number;
}

/** A frame with a title around the pieces of a subcircuit's sheet; cells. */
export interface Frame {
  title: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const KIND_NAMES: Record<SchematicDevice['kind'], string> = {
  resistor: 'resistor', capacitor: 'capacitor', inductor: 'inductor', coupling: 'coupling', diode: 'diode',
  'voltage-source': 'voltage source', 'current-source': 'current source', vcvs: 'voltage-controlled voltage source',
  cccs: 'current-controlled current source', vccs: 'voltage-controlled current source', ccvs: 'current-controlled voltage source',
  bjt: 'bipolar transistor', jfet: 'JFET', mosfet: 'MOSFET', 'voltage-switch': 'voltage-controlled switch', 'current-switch': 'current-controlled switch', block: 'subcircuit',
};

/**
 * The picture. All colours are `currentColor` or come from classes; names from
 * the netlist are escaped; there are no styles, scripts or handlers in it.
 */
export function toSvg(pieces: readonly PlacedPiece[], frames: readonly Frame[], width: number, height: number): string {
  const [w, h] = [px(width), px(height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="schematic" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" font-family="sans-serif" font-size="${FONT_SIZE}" role="group" aria-label="Schematic">`,
    ...frames.map(frameSvg),
    ...pieces.map(pieceSvg),
    '</svg>',
  ].join('\n');
}

function px(cells: number): number {
  return Math.round(cells * CELL * 10) / 10;
}

/** For text content and attribute values. Characters that XML 1.0 forbids become a replacement character. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function frameSvg({ title, x, y, width, height }: Frame): string {
  return `<g class="frame"><rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="6" stroke-dasharray="6 4" stroke-opacity="0.6"/>`
    + `<text class="frame" x="${px(x + 1)}" y="${px(y - 0.6)}" fill="currentColor" stroke="none">${escapeXml(title)}</text></g>`;
}

function pieceSvg({ drawn, x, y }: PlacedPiece): string {
  return [
    `<g transform="translate(${px(x)} ${px(y)})">`,
    `<g class="wires">${wiresSvg(drawn)}</g>`,
    ...drawn.parts.map(partSvg),
    `<g class="nets">${drawn.texts.map(textSvg).join('')}</g>`,
    '</g>',
  ].join('\n');
}

function wiresSvg(drawn: Drawn): string {
  const byPiece = new Map<number, Segment[]>();
  for (const segment of drawn.segments) byPiece.set(segment.net, [...(byPiece.get(segment.net) ?? []), segment]);
  const wires = [...byPiece.values()].map((segments) => `<path class="wire" d="${segments.map(({ x1, y1, x2, y2 }) => `M${px(x1)} ${px(y1)}${y1 === y2 ? `H${px(x2)}` : `V${px(y2)}`}`).join('')}"/>`);
  const dots = junctions(drawn).map(({ x, y }) => `<circle class="junction" cx="${px(x)}" cy="${px(y)}" r="2.6" fill="currentColor" stroke="none"/>`);
  return wires.join('') + dots.join('');
}

function partSvg(placed: PlacedPart): string {
  const { part, shape, x, y, locals } = placed;
  const devices = part.devices.map((device) => {
    const art = shape.art.filter((one) => one.device === device.name).map(({ svg }) => svg).join('');
    const texts = shape.texts.filter((text) => text.device === device.name).map(textSvg).join('');
    const label = [`${KIND_NAMES[device.kind]} ${device.name}`, device.value].filter((text) => text !== '').join(', ');
    return `<g class="device ${device.kind}" data-device="${escapeXml(device.name)}" role="img" tabindex="0" aria-label="${escapeXml(label)}"><title>${escapeXml(`${device.name} ${device.value}`.trim())}</title>${art}${texts}</g>`;
  });
  const symbols = locals.flatMap((local, pin) => {
    if (!local) return [];
    const at = pinPoint({ ...placed, x: 0, y: 0 }, pin);
    return [`<g class="rail" transform="translate(${px(at.x)} ${px(at.y)})">${local.svg}${local.text ? textSvg(local.text) : ''}</g>`];
  });
  return `<g class="part" transform="translate(${px(x)} ${px(y)})">${devices.join('')}${symbols.join('')}</g>`;
}

function textSvg({ text, x, y, anchor, role }: ShapeText): string {
  const small = role === 'pin' || role === 'net' ? ' font-size="10"' : '';
  const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text class="${role}" x="${px(x)}" y="${px(y)}" fill="currentColor" stroke="none"${small}${anchored}>${escapeXml(text)}</text>`;
}
