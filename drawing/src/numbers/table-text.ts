import type { RunEvent } from '@nodal/protocol';

type Table = Pick<RunEvent & { event: 'table' }, 'title' | 'figures' | 'columns' | 'rows'>;

/** Width of a number with seven digits and an exponent, and a gap. */
const COLUMN = 15;
/** Devices with more variables than these are columns, so that lines stay short. */
const MOST_COLUMNS = 6;
/** So many devices stand side by side. */
const DEVICES_A_BLOCK = 4;

/** Whether the rows are devices at an operating point. */
export function isOfDevices({ rows }: Pick<Table, 'rows'>): boolean {
  return rows.some(({ device }) => device !== undefined);
}

/**
 * A table of a run as aligned lines: its title, the figures that hold for all of it, the columns with their units, the
 * rows. Devices with many variables stand side by side instead.
 */
export function tableText(table: Table): string[] {
  if (isOfDevices(table) && table.columns.length > MOST_COLUMNS) return devicesText(table);
  const { title, figures, columns, rows } = table;
  const regions = rows.some(({ region }) => region);
  const heads = columns.map(headOf);
  const widths = heads.map((head) => Math.max(COLUMN, head.length + 2));
  const names = Math.max(0, ...rows.map(({ name }) => name.length), ...figures.map(({ name }) => name.length));
  return [
    title,
    ...figures.map(({ name, value, unit }) => `  ${name.padEnd(names)}${cell(value).padStart(widths[0] ?? COLUMN)} ${unit}`.trimEnd()),
    `  ${' '.repeat(names)}${heads.map((head, i) => head.padStart(widths[i]!)).join('')}${regions ? '  region' : ''}`.trimEnd(),
    ...rows.map(({ name, values, region }) => `  ${name.padEnd(names)}${values.map((value, i) => cell(value).padStart(widths[i]!)).join('')}${regions ? `  ${region ?? ''}` : ''}`.trimEnd()),
  ];
}

/** A line for each variable, blocks of devices. */
function devicesText({ title, columns, rows }: Table): string[] {
  const heads = columns.map(headOf);
  const names = Math.max(...heads.map((head) => head.length), 'region'.length);
  const lines = [title];
  for (let from = 0; from < rows.length; from += DEVICES_A_BLOCK) {
    const block = rows.slice(from, from + DEVICES_A_BLOCK);
    const widths = block.map(({ name, region }) => Math.max(COLUMN, name.length + 2, (region?.length ?? 0) + 2));
    const line = (head: string, texts: readonly string[]): string => `  ${head.padEnd(names)}${texts.map((text, i) => text.padStart(widths[i]!)).join('')}`.trimEnd();
    if (from > 0) lines.push('');
    lines.push(line('', block.map(({ name }) => name)));
    if (block.some(({ region }) => region)) lines.push(line('region', block.map(({ region }) => region ?? '')));
    heads.forEach((head, i) => lines.push(line(head, block.map(({ values }) => cell(values[i] ?? null)))));
  }
  return lines;
}

function headOf({ name, unit }: Table['columns'][number]): string {
  return unit ? `${name} (${unit})` : name;
}

function cell(value: number | null): string {
  return value === null ? '-' : value.toExponential(6);
}
