import type { RunEvent } from '@nodal/protocol';

type Table = Pick<RunEvent & { event: 'table' }, 'title' | 'figures' | 'columns' | 'rows'>;

/** Width of a number with seven digits and an exponent, and a gap. */
const COLUMN = 15;

/** A table of a run as aligned lines: its title, the figures that hold for all of it, the columns with their units, the rows. */
export function tableText({ title, figures, columns, rows }: Table): string[] {
  const cell = (value: number | null): string => (value === null ? '-' : value.toExponential(6));
  const heads = columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name));
  const widths = heads.map((head) => Math.max(COLUMN, head.length + 2));
  const names = Math.max(0, ...rows.map(({ name }) => name.length), ...figures.map(({ name }) => name.length));
  return [
    title,
    ...figures.map(({ name, value, unit }) => `  ${name.padEnd(names)}${cell(value).padStart(widths[0] ?? COLUMN)} ${unit}`.trimEnd()),
    `  ${' '.repeat(names)}${heads.map((head, i) => head.padStart(widths[i]!)).join('')}`.trimEnd(),
    ...rows.map(({ name, values }) => `  ${name.padEnd(names)}${values.map((value, i) => cell(value).padStart(widths[i]!)).join('')}`),
  ];
}
