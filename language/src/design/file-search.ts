import { URI } from 'langium';
import type { DialectName } from '../dialect/dialect.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import { HEAD_DIRECTIVE } from '../text/card-head.js';
import { canonicalUri, resolveReference } from './resolve-uri.js';

/** A file as a card names it. The language finds no files: the host looks at the places in turn. */
export interface FileReference {
  /** As written, without quotes. */
  name: string;
  /** URI of the file with the card. */
  from: string;
  /** URI of the deck. */
  deck: string;
  /** Folders that cards name for the search, as written. */
  folders: readonly string[];
  dialect: DialectName;
  /** URIs of folders that the project names for the search. */
  libraries?: readonly string[];
}

/** What the host knows of the machine. */
export interface SearchPlaces {
  /** URIs of the folders of `nodal.library.paths`. */
  libraries: readonly string[];
  /** URI of the user's folder, for `~` and for LTspice's own libraries. */
  home: string | undefined;
  /** The value of a variable of the environment. */
  variable(name: string): string | undefined;
}

export interface Candidate {
  uri: string;
  /** Whether the name says this place; any other is a place where it is looked for. */
  written: boolean;
}

/** Below a folder of libraries: as LTspice keeps them. */
const BELOW_LIBRARY = ['', 'sub/', 'cmp/', 'lib/', 'lib/sub/', 'lib/cmp/'];
/** LTspice's own folders of libraries below the user's folder, the newest version first. */
const LTSPICE_FOLDERS = ['AppData/Local/LTspice/lib/', 'Documents/LTspice/lib/', 'Documents/LTspiceXVII/lib/', '.wine/drive_c/Program%20Files/LTC/LTspiceXVII/lib/'];

/**
 * Where a file may stand, the likeliest first: as written, beside the deck, in
 * the folders that the deck names, then in the folders of libraries, there by
 * its relative path and by its base name. A path of another machine leads to
 * its base name.
 */
export function candidatesOf(reference: FileReference, places: SearchPlaces): Candidate[] {
  const candidates: Candidate[] = [];
  const known = new Set<string>();
  const add = (uri: string | undefined, written = false) => {
    if (uri === undefined || known.has(uri)) return;
    known.add(uri);
    candidates.push({ uri, written });
  };
  const name = expanded(reference.name, places);
  add(fromHome(name, places) ?? resolveReference(reference.from, name), true);
  const relative = !isAbsolute(name);
  const folders = [...[...(reference.libraries ?? []), ...places.libraries].map(asFolder), ...(reference.dialect === 'ltspice' && places.home !== undefined ? LTSPICE_FOLDERS.map((below) => `${asFolder(places.home!)}${below}`) : [])];
  if (relative) {
    add(resolveReference(reference.deck, name));
    for (const file of [reference.from, reference.deck]) for (const folder of ownLibraryFolders(file)) add(below(folder, name));
    for (const folder of [...reference.folders, places.variable('NGSPICE_INPUT_DIR')]) {
      if (folder === undefined || folder === '') continue;
      const place = expanded(folder, places);
      const at = fromHome(place, places) ?? resolveReference(reference.deck, place);
      if (at !== undefined) add(below(asFolder(at), name));
    }
    for (const folder of folders) add(below(folder, name));
  }
  const base = baseName(name);
  if (base !== '' && base !== '..') for (const folder of folders) for (const part of BELOW_LIBRARY) add(below(`${folder}${part}`, base));
  return candidates;
}

/** The folders of libraries that a file lies in: names in LTspice's libraries are relative to their `lib/sub` or `lib/cmp`. */
function ownLibraryFolders(uri: string): string[] {
  const folders: string[] = [];
  for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
    const name = uri.slice(uri.lastIndexOf('/', end - 1) + 1, end).toLowerCase();
    const folder = uri.slice(0, end + 1);
    if (name === 'sub' || name === 'cmp') folders.push(folder);
    else if (name === 'lib') folders.push(folder, `${folder}sub/`, `${folder}cmp/`);
  }
  return folders;
}

/** A name with the values of the variables in it; a variable that is not set stays as it is written. */
function expanded(name: string, places: SearchPlaces): string {
  if (!/[$%]/.test(name)) return name;
  return name.replace(/\$\{(\w+)\}|\$\((\w+)\)|\$(\w+)|%(\w+)%/g, (whole, ...names: (string | undefined)[]) => {
    const variable = names.slice(0, 4).find((given) => given !== undefined);
    return places.variable(variable!) ?? whole;
  });
}

function fromHome(name: string, places: SearchPlaces): string | undefined {
  if (places.home === undefined || !/^~(?:[\\/]|$)/.test(name)) return undefined;
  return below(asFolder(places.home), name.slice(2));
}

function isAbsolute(name: string): boolean {
  return /^(?:[\\/~]|[a-z]:|[a-z][a-z0-9+.-]+:\/\/)/i.test(name);
}

/** The part of a name behind its last separator. */
export function baseName(name: string): string {
  return /[^\\/:]*$/.exec(name)![0];
}

function asFolder(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}

/** A relative name below a folder; undefined when it leads out of it. */
function below(folder: string, name: string): string | undefined {
  const uri = resolveReference(`${folder}x`, name);
  return uri?.startsWith(canonicalUri(folder)) ? uri : undefined;
}

/** A URI as people read it: a path where it is one. */
export function shownPlace(uri: string): string {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file') return uri;
  const path = parsed.authority === '' ? parsed.path : `//${parsed.authority}${parsed.path}`;
  return /^\/[a-z]:/i.test(path) ? path.slice(1) : path;
}

const searched = new WeakMap<ParsedText, string[]>();
const SEARCH = /\bsearch\s*=\s*(?:'([^'\r\n]*)'|"([^"\r\n]*)"|([^\s'"]+))/gi;

/** The folders that `.option search='…'` of a text names. */
export function searchFoldersOf(parsed: ParsedText): readonly string[] {
  let folders = searched.get(parsed);
  if (folders === undefined) searched.set(parsed, (folders = findSearchFolders(parsed)));
  return folders;
}

function findSearchFolders({ text, table }: ParsedText): string[] {
  const folders: string[] = [];
  for (let i = 0; i < table.count; i++) {
    // `.opt…`
    if (table.head[i] !== HEAD_DIRECTIVE || (text.charCodeAt(table.start[i]! + 1) | 0x20) !== 0x6f || (text.charCodeAt(table.start[i]! + 2) | 0x20) !== 0x70) continue;
    for (const match of text.slice(table.start[i], table.end[i]).matchAll(SEARCH)) folders.push(match[1] ?? match[2] ?? match[3]!);
  }
  return folders;
}
