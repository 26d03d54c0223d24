/**
 * Netlists as the tests of features write them. `--- name` on a line begins a
 * file, `<|>` is the cursor, `[|…|]` a range. A text without such a line is one
 * file, `deck.cir`.
 */

export const FOLDER = 'file:///w/';
const FIRST = 'deck.cir';

export interface Position { line: number; character: number }
export interface Range { start: Position; end: Position }
export interface Place { uri: string; range: Range }

export interface MarkedFiles {
  /** Texts without marks by URI, in order. */
  files: Map<string, string>;
  cursor: { uri: string; position: Position } | undefined;
  ranges: Place[];
}

const MARK = /<\|>|\[\||\|\]/g;

export function readMarked(marked: string): MarkedFiles {
  const found: MarkedFiles = { files: new Map(), cursor: undefined, ranges: [] };
  for (const [name, text] of splitFiles(marked)) {
    const uri = uriOf(name);
    let plain = '';
    let from = 0;
    const open: Position[] = [];
    for (const { 0: mark, index } of text.matchAll(MARK)) {
      plain += text.slice(from, index);
      from = index + mark.length;
      const position = positionAt(plain, plain.length);
      if (mark === '<|>') found.cursor = { uri, position };
      else if (mark === '[|') open.push(position);
      else found.ranges.push({ uri, range: { start: open.pop()!, end: position } });
    }
    found.files.set(uri, plain + text.slice(from));
  }
  return found;
}

/** The files as a marked text again, with `[|…|]` around each of the places; files without one are left out where there are several. */
export function writeMarked(files: ReadonlyMap<string, string>, places: readonly Place[]): string {
  const shown = [...files].filter(([uri]) => files.size === 1 || places.some((place) => place.uri === uri));
  return shown.map(([uri, text]) => {
    const marks = places.filter((place) => place.uri === uri).flatMap(({ range }) => [{ at: offsetAt(text, range.start), mark: '[|' }, { at: offsetAt(text, range.end), mark: '|]' }]);
    let out = text;
    for (const { at, mark } of marks.sort((a, b) => b.at - a.at || (a.mark === '[|' ? 1 : -1))) out = out.slice(0, at) + mark + out.slice(at);
    return files.size === 1 ? out : `--- ${nameOf(uri)}\n${out}`;
  }).join('');
}

export interface TextEdit { range: Range; newText: string }

/** A text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const placed = edits.map((edit, order) => ({ start: offsetAt(text, edit.range.start), end: offsetAt(text, edit.range.end), newText: edit.newText, order })).sort((a, b) => b.start - a.start || b.order - a.order);
  let out = text;
  let before = Infinity;
  for (const { start, end, newText } of placed) {
    if (end > before) throw new Error(`edits overlap at ${start}`);
    before = start;
    out = out.slice(0, start) + newText + out.slice(end);
  }
  return out;
}

export function uriOf(name: string): string {
  return name.includes(':') ? name : `${FOLDER}${name}`;
}

export function nameOf(uri: string): string {
  return uri.startsWith(FOLDER) ? uri.slice(FOLDER.length) : uri;
}

function splitFiles(marked: string): [string, string][] {
  const heads = [...marked.matchAll(/^--- (.+)\n/gm)];
  if (heads.length === 0) return [[FIRST, marked]];
  return heads.map((head, i) => [head[1]!, marked.slice(head.index + head[0].length, heads[i + 1]?.index)]);
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - (before.lastIndexOf('\n') + 1) };
}

export function offsetAt(text: string, { line, character }: Position): number {
  let start = 0;
  for (let i = 0; i < line; i++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + character, end < 0 ? text.length : end);
}
