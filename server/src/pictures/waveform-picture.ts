import { formatQuantity, linearTicks } from '@nodal/drawing/numbers/index';
import type { Point } from './waveform-points.js';

const WIDTH = 380;
const HEIGHT = 150;
const LEFT = 62;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 24;

/**
 * A small SVG of a course over time. It brings its own background, so that it
 * is read alike in light, dark and high-contrast themes.
 */
export function waveformPicture(points: readonly Point[], unit: string): string {
  const [from, to] = [points[0]![0], points.at(-1)![0]];
  const values = points.map(([, value]) => value);
  let low = Math.min(...values);
  let high = Math.max(...values);
  const room = high > low ? (high - low) * 0.08 : Math.max(Math.abs(high) * 0.5, 1e-15);
  low -= room;
  high += room;
  const x = (time: number) => round(LEFT + ((time - from) / (to - from || 1)) * (WIDTH - LEFT - RIGHT));
  const y = (value: number) => round(HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM));
  const times = linearTicks(from, to, 5).major;
  const levels = linearTicks(low, high, 4).major;
  const grid = [
    ...times.map((time) => `M${x(time)} ${TOP}V${HEIGHT - BOTTOM}`),
    ...levels.map((level) => `M${LEFT} ${y(level)}H${WIDTH - RIGHT}`),
  ].join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">`
    + `<rect width="${WIDTH}" height="${HEIGHT}" rx="4" fill="#fafafa" stroke="#767676"/>`
    + `<path d="${grid}" stroke="#d4d4d4" fill="none"/>`
    + `<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}" stroke="#5a5a5a" fill="none"/>`
    + `<path d="${points.map(([time, value], i) => `${i === 0 ? 'M' : 'L'}${x(time)} ${y(value)}`).join('')}" stroke="#0b5cad" stroke-width="2" stroke-linejoin="round" fill="none"/>`
    + `<g fill="#1f1f1f">${times.map((time) => timeLabel(x(time), formatQuantity(time, 's'))).join('')}</g>`
    + `<g fill="#1f1f1f" text-anchor="end">${levels.map((level) => `<text x="${LEFT - 5}" y="${round(y(level) + 4)}">${formatQuantity(level, unit)}</text>`).join('')}</g>`
    + '</svg>';
}

/** A label below the axis, within the picture. */
function timeLabel(x: number, text: string): string {
  const atEdge = x > WIDTH - 24;
  return `<text x="${atEdge ? WIDTH - 4 : x}" y="${HEIGHT - 8}" text-anchor="${atEdge ? 'end' : 'middle'}">${text}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A picture as Markdown. */
export function pictureInMarkdown(svg: string, description: string): string {
  const bytes = new TextEncoder().encode(svg);
  return `![${description.replace(/[[\]]/g, '')}](data:image/svg+xml;base64,${btoa(String.fromCharCode(...bytes))})`;
}
