import { type ControlStatement, controlBlocks, keywordOf, LineIndex, type ParsedText, sectionsOf } from '@nodal/language';
import type { LangiumDocument } from 'langium';
import type { FoldingRangeProvider } from 'langium/lsp';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { Workspace } from '../workspace.js';

/** Folding by structure: subcircuits, sections, branches, tables, scripts, continued cards, comments and `#region`. */
export class FoldingByStructure implements FoldingRangeProvider {
  constructor(private readonly workspace: Workspace) {}

  getFoldingRanges({ textDocument }: LangiumDocument): FoldingRange[] {
    return foldingRangesOf(this.workspace.parse(textDocument.uri, textDocument.getText()));
  }
}

const OPENING = new Map([['.subckt', '.ends'], ['.if', '.endif'], ['.data', '.enddata'], ['.machine', '.endmachine'], ['.protect', '.unprotect']]);
const CLOSING = new Set(OPENING.values());
const DOT = 46, STAR = 42;

/** All ranges of a text, outer before inner, by line from 0. The last line stays to be seen, as an editor shows it. */
export function foldingRangesOf(parsed: ParsedText): FoldingRange[] {
  const { text, table } = parsed;
  const lines = new LineIndex(text);
  const ranges: FoldingRange[] = [];
  const add = (start: number, end: number, kind?: FoldingRangeKind): void => {
    const startLine = lines.positionAt(start).line;
    const endLine = lines.positionAt(end).line;
    if (endLine > startLine) ranges.push(kind === undefined ? { startLine, endLine } : { startLine, endLine, kind });
  };
  const open: { closing: string; start: number }[] = [];
  for (let i = 0; i < table.count; i++) {
    const start = table.start[i]!;
    add(start, table.end[i]!);
    if (text.charCodeAt(start) !== DOT) continue;
    const card = parsed.card(i);
    if (card.$type !== 'DirectiveCard') continue;
    const keyword = keywordOf(card);
    const closing = OPENING.get(keyword);
    if (closing !== undefined) {
      open.push({ closing, start });
    } else if (keyword === '.elseif' || keyword === '.else') {
      const branch = open[open.length - 1];
      if (branch?.closing !== '.endif') continue;
      add(branch.start, previousEnd(parsed, i));
      branch.start = start;
    } else if (CLOSING.has(keyword)) {
      // A border that nothing opened ends nothing; one of an outer structure ends what was left open in it.
      const at = open.findLastIndex((candidate) => candidate.closing === keyword);
      if (at < 0) continue;
      add(open[at]!.start, table.end[i]!);
      open.length = at;
    }
  }
  for (const { start, end } of sectionsOf(parsed).byStart.values()) if (end < table.count) add(table.start[start]!, table.end[end]!);
  for (const block of controlBlocks(parsed)) {
    add(block.head.start, block.end);
    eachStructure(block.statements, add);
  }
  comments(text, add);
  return ranges;
}

function previousEnd({ table }: ParsedText, index: number): number {
  return table.end[index - 1] ?? table.start[index]!;
}

function eachStructure(statements: readonly ControlStatement[], add: (start: number, end: number) => void): void {
  const waiting = [...statements];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind !== 'structure' || next.close === undefined) continue;
    let start = next.start;
    let body = next.body;
    for (const alternative of next.alternatives) {
      add(start, body[body.length - 1]?.end ?? start);
      for (const statement of body) waiting.push(statement);
      start = alternative.head.start;
      body = alternative.body;
    }
    for (const statement of body) waiting.push(statement);
    add(start, next.end);
  }
}

/** Runs of lines that begin with a star, and `#region` within them. */
function comments(text: string, add: (start: number, end: number, kind: FoldingRangeKind) => void): void {
  const regions: number[] = [];
  let first = -1;
  let last = -1;
  for (let at = 0; at < text.length;) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    const region = text.charCodeAt(at) === STAR ? /^\*\s*#?(end)?region\b/i.exec(text.slice(at, Math.min(end, at + 20))) : undefined;
    if (region) {
      // Comments around a region's borders are no part of it: ranges that cross each other are dropped by editors.
      if (first >= 0) add(first, last, FoldingRangeKind.Comment);
      first = -1;
      if (region[1] === undefined) regions.push(at);
      else if (regions.length > 0) add(regions.pop()!, at, FoldingRangeKind.Region);
    } else if (text.charCodeAt(at) === STAR) {
      if (first < 0) first = at;
      last = at;
    } else {
      if (first >= 0) add(first, last, FoldingRangeKind.Comment);
      first = -1;
    }
    at = end + 1;
  }
  if (first >= 0) add(first, last, FoldingRangeKind.Comment);
}
