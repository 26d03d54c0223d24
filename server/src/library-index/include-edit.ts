import { type Dialect, Head, LineIndex, type ParsedFile, sectionsOf, newlineOf } from '@nodal/language';
import type { TextEdit } from 'vscode-languageserver';

/** A file to include, and the section of it that is wanted. */
export interface IncludeTarget {
  uri: string;
  section: string | undefined;
}

/** The card that includes a file, in the form of a dialect. `folders` are the URIs of the folders of libraries. */
export function includeCard(from: string, { uri, section }: IncludeTarget, dialect: Dialect, folders: readonly string[]): string {
  const name = quoted(includeName(from, uri, folders), dialect);
  if (section !== undefined) return `.lib ${name} ${section}`;
  return dialect.oneWordLibrary === 'file' ? `.lib ${name}` : `.include ${name}`;
}

/** A new line with the card: behind the last include of the file's own level, else below the title. */
export function includeEdit(file: ParsedFile, target: IncludeTarget, folders: readonly string[]): TextEdit {
  const { text, parsed } = file;
  const card = includeCard(file.uri, target, parsed.dialect, folders);
  const lineEnd = newlineOf(text);
  const { at, position } = placeOfInclude(file);
  const newText = at === 0 || /[\r\n]/.test(text[at - 1]!) ? `${card}${lineEnd}` : `${lineEnd}${card}`;
  return { range: { start: position, end: position }, newText };
}

interface IncludePlace { at: number; position: TextEdit['range']['start'] }

const places = new WeakMap<ParsedFile, IncludePlace>();

/** Where a line with an include is put in. */
function placeOfInclude(file: ParsedFile): IncludePlace {
  let place = places.get(file);
  if (place === undefined) {
    const at = findPlace(file);
    places.set(file, (place = { at, position: new LineIndex(file.text).positionAt(at) }));
  }
  return place;
}

function findPlace({ text, parsed }: ParsedFile): number {
  const { table } = parsed;
  const sections = sectionsOf(parsed).byStart;
  let depth = 0;
  let sectionEnd = -1;
  let last = -1;
  for (let i = 0; i < table.count; i++) {
    const section = sections.get(i);
    if (section !== undefined) sectionEnd = Math.max(sectionEnd, section.end);
    switch (table.head[i]) {
      case Head.HEAD_SUBCKT: case Head.HEAD_IF: depth++; break;
      case Head.HEAD_ENDS: case Head.HEAD_ENDIF: depth = Math.max(0, depth - 1); break;
      case Head.HEAD_INCLUDE: case Head.HEAD_LIB: if (depth === 0 && i > sectionEnd) last = i; break;
      default: break;
    }
  }
  if (last >= 0) return nextLine(text, table.end[last]!);
  if (!parsed.deck) return table.count === 0 ? 0 : table.start[0]!;
  // A deck whose first line is a card has no title, but what is above it would be taken for one.
  return table.cardInPlaceOfTitle && table.count > 0 ? nextLine(text, table.end[0]!) : nextLine(text, 0);
}

/** The first character of the line behind the one that holds an offset; the text's end where there is none. */
function nextLine(text: string, from: number): number {
  const end = /\r\n|\r|\n/g;
  end.lastIndex = from;
  const match = end.exec(text);
  return match === null ? text.length : match.index + match[0].length;
}

/** How a file names another: relative to itself, or to a folder of libraries in which Nodal looks; by its path where neither leads to it. */
export function includeName(from: string, uri: string, folders: readonly string[]): string {
  const base = from.slice(0, from.lastIndexOf('/') + 1);
  const below = folders.map((folder) => (folder.endsWith('/') ? folder : `${folder}/`)).filter((folder) => uri.startsWith(folder)).sort((a, b) => b.length - a.length)[0];
  if (base !== '' && uri.startsWith(base)) return decoded(uri.slice(base.length));
  if (below !== undefined && !from.startsWith(below)) return decoded(uri.slice(below.length));
  const up = upwards(base, uri);
  if (up !== undefined) return up;
  const path = /^file:\/\/([^/]*)(\/.*)$/.exec(uri);
  if (path === null) return uri;
  const plain = decoded(path[2]!);
  return path[1] === '' ? plain.replace(/^\/([a-z]:)/i, '$1') : `//${path[1]}${plain}`;
}

/** Folders above which a path would say more of the machine than of the project. */
const MOST_UP = 3;

function upwards(base: string, uri: string): string | undefined {
  let folder = base;
  for (let up = 1; up <= MOST_UP; up++) {
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
    if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]*\/./i.test(folder)) return undefined;
    if (uri.startsWith(folder)) return '../'.repeat(up) + decoded(uri.slice(folder.length));
  }
  return undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A name in quotes where the dialect wants them, or where the name has blanks. */
export function quoted(name: string, { name: dialect }: Dialect): string {
  if (dialect === 'hspice') return `'${name}'`;
  return /[\s'(),;={}$]/.test(name) ? `"${name}"` : name;
}
