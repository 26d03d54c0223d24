import type { CardLine } from './card-layout.js';

/** A line of a card with the blanks before it, as columns need it. */
export interface Row {
  line: CardLine;
  /** Characters before the first chunk. */
  margin: number;
}

/** After so many rounds a block has too many long lines for columns. */
const MOST_ROUNDS = 8;

/**
 * Sets the columns of rows whose first `cells` chunks stand below each other.
 * A row that would become longer than `width` stands without.
 */
export function alignRows(rows: readonly Row[], width: number): void {
  let taking = rows.filter(({ line }) => line.cells > 1);
  for (let round = 0; round < MOST_ROUNDS && taking.length > 1; round++) {
    const columns = widthsOf(taking);
    const fitting = taking.filter(({ line, margin }) => margin + lengthWith(line, columns) <= width);
    if (fitting.length === taking.length) {
      for (const { line } of taking) line.columns = columns;
      return;
    }
    taking = fitting;
  }
}

/** The widest cell of each column; the last cell of a row has nothing behind it that it could push away. */
function widthsOf(rows: readonly Row[]): number[] {
  const columns: number[] = [];
  for (const { line: { chunks, cells } } of rows) {
    for (let i = 0; i < cells - 1; i++) columns[i] = Math.max(columns[i] ?? 0, chunks[i]!.length);
  }
  return columns;
}

/** How long the chunks of a line are, with what stands between them. */
export function lengthWith({ chunks, cells }: CardLine, columns: readonly number[] | undefined): number {
  let length = Math.max(0, chunks.length - 1);
  for (let i = 0; i < chunks.length; i++) length += columns !== undefined && i < cells - 1 ? columns[i]! : chunks[i]!.length;
  return length;
}

/**
 * The continuation lines of a card as a table, where they are one: all have as
 * many words, the last may have fewer.
 */
export function alignTable(rows: readonly Row[], width: number): void {
  const count = rows[0]?.line.chunks.length ?? 0;
  if (rows.length < 2 || count < 2) return;
  const last = rows.length - 1;
  if (rows.some(({ line: { chunks } }, i) => (i < last ? chunks.length !== count : chunks.length > count))) return;
  for (const { line } of rows) line.cells = line.chunks.length;
  const columns = widthsOf(rows);
  if (rows.every(({ line, margin }) => margin + lengthWith(line, columns) <= width)) for (const { line } of rows) line.columns = columns;
}

/** The chunks of a line with their blanks. */
export function rowText({ chunks, cells, columns }: CardLine): string {
  if (columns === undefined) return chunks.join(' ');
  let out = '';
  for (let i = 0; i < chunks.length; i++) out += `${i === 0 ? '' : ' '}${i < cells - 1 ? chunks[i]!.padEnd(columns[i]!) : chunks[i]!}`;
  return out;
}
