import type { EChartsCoreOption } from 'echarts/core';
import { formatQuantity } from '../numbers/index.js';
import { paneRectangles, xTicks, yTicks, type AxisTicks, type Frame } from './frame.js';
import type { ChartTheme } from './theme.js';

/**
 * The options with which ECharts draws grids, axes, ticks and the pointer.
 * It draws no series: traces are paths of our own (see `trace.ts`). All axes
 * are of type `value` in the frame's coordinates; the ticks are ours, because
 * ECharts has two ticks on a logarithmic axis from 2 to 8.
 */
export function chartOption(frame: Frame, theme: ChartTheme): EChartsCoreOption {
  const rectangles = paneRectangles(frame);
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.fontFamily, fontSize: theme.fontSize },
    grid: rectangles.map((rectangle) => ({
      ...rectangle,
      containLabel: false,
      outerBoundsMode: 'none',
      show: true,
      borderColor: theme.axis,
      borderWidth: 1,
      backgroundColor: 'transparent',
    })),
    // The lines of all panes move together.
    axisPointer: { show: true, triggerTooltip: false, snap: false, link: [{ xAxisIndex: 'all' }] },
    ...axesOption(frame, theme),
    series: [],
  };
}

/** The part of the options that changes while the user zooms and pans: limits, ticks, names. */
export function axesOption(frame: Frame, theme: ChartTheme): EChartsCoreOption {
  const rectangles = paneRectangles(frame);
  const horizontal = xTicks(frame);
  const last = frame.panes.length - 1;
  return {
    xAxis: frame.panes.map((_, index) => ({
      ...axisOption(horizontal, frame.x.from, frame.x.to, theme, index === last),
      gridIndex: index,
      name: index === last ? axisName(frame.x.name, horizontal.format.unit) : '',
      nameLocation: 'middle',
      nameGap: 26,
      position: 'bottom',
      axisPointer: {
        show: true,
        type: 'line',
        lineStyle: { color: theme.pointer, width: 1, type: 'solid' },
        label: {
          show: index === last,
          backgroundColor: theme.pointer,
          color: theme.pointerText,
          fontSize: theme.fontSize,
          padding: [3, 6],
          shadowBlur: 0,
          formatter: ({ value }: { value: number | string | Date }) => pointerLabel(frame, Number(value)),
        },
      },
    })),
    yAxis: frame.panes.map((pane, index) => {
      const ticks = yTicks(pane, rectangles[index]!.height);
      return {
        ...axisOption(ticks, pane.range.from, pane.range.to, theme, true),
        gridIndex: index,
        name: axisName(pane.name, ticks.format.unit),
        nameLocation: 'middle',
        nameRotate: 90,
        nameGap: 50,
        axisPointer: { show: false },
      };
    }),
  };
}

/** The place of the pointer with as many digits as a pixel of the window can tell. */
export function pointerLabel(frame: Frame, coordinate: number): string {
  const { from, to, log, unit } = frame.x;
  if (log) return formatQuantity(10 ** coordinate, unit, { digits: 4 });
  const pixel = (to - from) / Math.max(1, frame.width);
  const size = Math.max(Math.abs(from), Math.abs(to));
  const digits = Math.min(15, Math.max(4, Math.ceil(Math.log10(size / pixel))));
  return formatQuantity(Math.abs(coordinate) < pixel / 2 ? 0 : coordinate, unit, { digits });
}

export function axisName(name: string, unit: string): string {
  return unit ? `${name} (${unit})` : name;
}

function axisOption(ticks: AxisTicks, from: number, to: number, theme: ChartTheme, labels: boolean): Record<string, unknown> {
  const inside = (value: number): boolean => value >= from && value <= to;
  const major = ticks.major.filter(inside);
  const isMajor = new Set(major);
  const all = [...new Set([...major, ...ticks.minor.filter(inside)])].sort((left, right) => left - right);
  return {
    type: 'value',
    min: from,
    max: to,
    name: '',
    nameTextStyle: { color: theme.foreground, fontFamily: theme.fontFamily, fontSize: theme.fontSize },
    axisLine: { show: false },
    // Ticks without length carry the places of the grid's lines: one colour for each line in order.
    axisTick: { show: false, customValues: all },
    minorTick: { show: false },
    splitLine: {
      show: all.length > 0,
      lineStyle: { width: 1, color: all.length > 0 ? all.map((value) => (isMajor.has(value) ? theme.grid : theme.minorGrid)) : [theme.grid] },
    },
    axisLabel: {
      show: labels,
      customValues: major,
      color: theme.muted,
      fontFamily: theme.fontFamily,
      fontSize: theme.fontSize,
      margin: 6,
      hideOverlap: true,
      formatter: (value: number) => ticks.label(value),
    },
  };
}
