import { cardIndexAt, LineIndex, type ParsedText, rangeOf } from '@nodal/language';
import { type AstNode, AstUtils } from 'langium';
import type { Range, SelectionRange } from 'vscode-languageserver';
import { wordAt } from '../cursor.js';
import type { Feature } from './feature.js';
import { foldingRangesOf } from './folding.js';

/** What a selection grows to, step by step: word, operand, assignment, card, block, file. */
export const selectionRanges: Feature = {
  capabilities: { selectionRangeProvider: true },
  register({ connection, documents, workspace }) {
    connection.onSelectionRanges(({ textDocument: { uri }, positions }) => {
      const document = documents.get(uri);
      if (document === undefined) return [];
      const parsed = workspace.parse(uri, document.getText());
      const lines = new LineIndex(parsed.text);
      return positions.map((position) => chain(selectionsAt(parsed, lines, document.offsetAt(position)), lines));
    });
  },
};

interface Stretch { start: number; end: number }

/** The stretches of text around an offset, each within the next. */
export function selectionsAt(parsed: ParsedText, lines: LineIndex, offset: number): Stretch[] {
  const { text, table } = parsed;
  const found: Stretch[] = [];
  const word = wordAt(text, offset);
  const index = cardIndexAt(table.start, table.end, offset);
  const line = lineAround(text, offset);
  if (word && word.end <= line.end) found.push(word);
  if (index >= 0) {
    const base = table.start[index]!;
    for (const node of AstUtils.streamAst(parsed.card(index))) found.push(...stretchesOf(node, base, text));
    found.push({ start: base, end: table.end[index]! });
  } else {
    found.push(line);
  }
  const at = lines.positionAt(offset).line;
  for (const { startLine, endLine } of foldingRangesOf(parsed)) {
    if (startLine <= at && at <= endLine) found.push({ start: lines.offsetAt({ line: startLine, character: 0 }), end: lineAround(text, lines.offsetAt({ line: endLine, character: 0 })).end });
  }
  found.push({ start: 0, end: text.length });
  const around = found.filter(({ start, end }) => start <= offset && offset <= end && start < end).sort((a, b) => a.end - a.start - (b.end - b.start));
  // Each must hold the one before it.
  return around.reduce<Stretch[]>((kept, next) => {
    const last = kept[kept.length - 1];
    if (last === undefined || (next.start <= last.start && last.end <= next.end && (next.start < last.start || last.end < next.end))) kept.push(next);
    return kept;
  }, []);
}

/** A node of the tree, and what stands between its braces, quotes or parentheses. */
function stretchesOf(node: AstNode, base: number, text: string): Stretch[] {
  const range = rangeOf(node);
  const start = base + range.start;
  const end = base + range.end;
  const open = node.$type === 'Call' ? text.indexOf('(', start) : start;
  const closed = /[{('"]/.test(text.charAt(open)) && /[})'"]/.test(text.charAt(end - 1)) && open + 1 < end - 1 && (node.$type === 'Call' || node.$type === 'Group' || node.$type === 'Expression' || node.$type === 'Text');
  return closed ? [{ start: open + 1, end: end - 1 }, { start, end }] : [{ start, end }];
}

/** The line of an offset without its end. */
function lineAround(text: string, offset: number): Stretch {
  let start = offset;
  let end = offset;
  while (start > 0 && text.charCodeAt(start - 1) !== 10 && text.charCodeAt(start - 1) !== 13) start--;
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  return { start, end };
}

function chain(stretches: readonly Stretch[], lines: LineIndex): SelectionRange {
  let parent: SelectionRange | undefined;
  for (const { start, end } of [...stretches].reverse()) {
    const range: Range = { start: lines.positionAt(start), end: lines.positionAt(end) };
    parent = parent === undefined ? { range } : { range, parent };
  }
  return parent ?? { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
}
