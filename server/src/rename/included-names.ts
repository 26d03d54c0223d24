import { canonicalUri, type Design, type ParsedFile, resolveReference, unquoted } from '@nodal/language';
import { includeName } from '../library-index/include-edit.js';

/** A file or folder that gets another place. */
export interface MovedFile {
  oldUri: string;
  newUri: string;
}

/** A name of a file on a card that has to change. */
export interface IncludedNameEdit {
  file: ParsedFile;
  start: number;
  end: number;
  newText: string;
}

/**
 * What of the `.include` and `.lib` cards of a design has to change when files
 * get other places: names that led to a moved file, and the relative names in
 * a file that moves itself. What is found by its base name in a folder of
 * libraries keeps that form.
 */
export function includedNamesAfter(design: Design, moves: readonly MovedFile[]): IncludedNameEdit[] {
  const edits: IncludedNameEdit[] = [];
  const seen = new Set<string>();
  for (const { placed, start, end, uri, available } of design.links) {
    const { file } = placed;
    const key = `${file.index} ${start}`;
    if (!available || seen.has(key)) continue;
    seen.add(key);
    const from = movedUri(file.uri, moves);
    const to = movedUri(uri, moves);
    const isMoved = to !== uri;
    if (!isMoved && from === file.uri) continue;
    const written = file.text.slice(start, end);
    const reference = unquoted(written);
    const byPlace = resolveReference(file.uri, reference) === uri;
    const newName = newReference(reference, byPlace, isMoved, from, to);
    if (newName === undefined || newName === reference) continue;
    const quote = written === reference ? (/\s/.test(newName) ? '"' : '') : written.charAt(0);
    edits.push({ file, start, end, newText: `${quote}${newName}${quote}` });
  }
  return edits;
}

/** The name under which a file is included from its place; undefined where the old one still leads there. */
function newReference(reference: string, byPlace: boolean, isMoved: boolean, from: string, to: string): string | undefined {
  if (byPlace && resolveReference(from, reference) === to) return undefined;
  // Found by a search: the folders before the name are those of another machine, or of the settings.
  if (!byPlace) return isMoved ? `${/^.*[\\/]/.exec(reference)?.[0] ?? ''}${decoded(to.slice(to.lastIndexOf('/') + 1))}` : undefined;
  if (/^(?:[\\/]|[a-z]:)/i.test(reference)) return isMoved ? absoluteName(to) : undefined;
  const name = includeName(from, to, []);
  return reference.includes('\\') ? name.replaceAll('/', '\\') : reference.startsWith('./') && !name.startsWith('.') ? `./${name}` : name;
}

function absoluteName(uri: string): string {
  const path = decoded(uri.replace(/^file:\/\//, ''));
  return /^\/[a-z]:/i.test(path) ? path.slice(1) : path;
}

/** Where a file is after the moves, of itself or of a folder around it. */
function movedUri(uri: string, moves: readonly MovedFile[]): string {
  for (const { oldUri, newUri } of moves) {
    const old = canonicalUri(oldUri);
    if (uri === old) return canonicalUri(newUri);
    if (uri.startsWith(`${old}/`)) return `${canonicalUri(newUri)}${uri.slice(old.length)}`;
  }
  return uri;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
