import { graphic } from 'echarts/core';
import { formatQuantity } from '../numbers/index.js';
import type { Corner } from './corner.js';
import { paneAffine, paneRectangles, type Frame } from './frame.js';
import type { ChartTheme } from './theme.js';
import type { ChartElement } from './trace-shape.js';

/** What marks the −3 dB points: a dashed line through all panes, a ring on the trace, the frequency beside it. */
export function cornerMarks(
  frame: Frame,
  traces: { pane: number; colour: string; corners: Corner[] }[],
  theme: ChartTheme,
): ChartElement[] {
  const elements: ChartElement[] = [];
  const panes = paneRectangles(frame);
  const bottom = panes.at(-1)!;
  const placed: { left: number; width: number; middle: number }[] = [];
  for (const { pane, colour, corners } of traces) {
    const { scaleX, offsetX, scaleY, offsetY } = paneAffine(frame, pane);
    const rectangle = panes[pane]!;
    for (const corner of corners) {
      const x = scaleX * corner.x + offsetX;
      const y = scaleY * corner.y + offsetY;
      if (x < rectangle.left || x > rectangle.left + rectangle.width) continue;
      elements.push(new graphic.Line({
        silent: true, zlevel: 1, z: 5,
        shape: { x1: x, y1: rectangle.top, x2: x, y2: bottom.top + bottom.height },
        style: { stroke: theme.mark, lineWidth: 1, lineDash: [4, 4] },
      }));
      if (y < rectangle.top || y > rectangle.top + rectangle.height) continue;
      elements.push(new graphic.Circle({
        silent: true, zlevel: 1, z: 20,
        shape: { cx: x, cy: y, r: 4 },
        style: { stroke: colour, fill: theme.background, lineWidth: 2 },
      }));
      // Outside of the pass band the trace lies below its level, so the text has room there, just above the ring.
      const text = `${formatQuantity(-3, 'dB')} at ${formatQuantity(10 ** corner.x, frame.x.unit)}`;
      const width = text.length * 0.58 * theme.fontSize + 10;
      const toRight = corner.upper ? x + width + 10 < rectangle.left + rectangle.width : x - width - 10 < rectangle.left;
      const left = toRight ? x + 10 : x - 10 - width;
      let middle = Math.max(rectangle.top + 10, y - 6);
      while (placed.some((other) => left < other.left + other.width && other.left < left + width && Math.abs(middle - other.middle) < 18)) middle += 18;
      placed.push({ left, width, middle });
      elements.push(new graphic.Text({
        silent: true, zlevel: 1, z: 30,
        style: {
          text,
          x: toRight ? left : left + width,
          y: middle,
          align: toRight ? 'left' : 'right',
          verticalAlign: 'middle',
          fill: theme.foreground,
          fontSize: theme.fontSize,
          fontFamily: theme.fontFamily,
          backgroundColor: theme.background,
          padding: [1, 4],
          borderRadius: 3,
        },
      }));
    }
  }
  return elements;
}
