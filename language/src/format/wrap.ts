import type { CardLine } from './card-layout.js';

/** What would be something else at the begin of a line, or what reads the word before it. */
const STAYS = /^[$/*;+(\\=,)]/;

/** A line that is longer than `width` as several, the further ones with a plus sign; the comment stays at the end. `margin` are the blanks before the card. */
export function wrapLine(line: CardLine, width: number, margin: number, plusMargin: number): CardLine[] {
  const { chunks } = line;
  const wrapped: CardLine[] = [];
  let from = 0;
  let used = line.plus ? plusMargin : margin;
  for (let i = 0; i < chunks.length; i++) {
    const length = chunks[i]!.length;
    if (i > from && used + 1 + length > width && !STAYS.test(chunks[i]!)) {
      wrapped.push({ ...line, plus: line.plus || wrapped.length > 0, chunks: chunks.slice(from, i), comment: '', cells: wrapped.length === 0 ? Math.min(line.cells, i) : 0 });
      from = i;
      used = plusMargin + length;
    } else {
      used += (i > from ? 1 : 0) + length;
    }
  }
  if (wrapped.length === 0) return [line];
  wrapped.push({ ...line, plus: true, chunks: chunks.slice(from), cells: 0 });
  return wrapped;
}
