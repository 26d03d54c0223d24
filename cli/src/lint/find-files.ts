import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob, isDynamicPattern } from 'tinyglobby';

/** Extensions that netlists and their libraries have. Whether a file of a folder is one is told by its content. */
export const NETLIST_EXTENSIONS = ['cir', 'ckt', 'sp', 'spi', 'spice', 'cdl', 'net', 'lib', 'mod', 'inc', 'sub', 'model'] as const;

/** Folders in which nobody's own netlists stand. */
const LEFT_OUT = ['**/node_modules/**', '**/.git/**'];

export interface FileToLint {
  /** As it is shown. */
  path: string;
  /** Whether an argument names the file itself, so that it is checked whatever it holds. */
  named: boolean;
}

/** The files that the arguments of `nodal lint` mean. */
export interface FilesToLint {
  files: FileToLint[];
  /** Arguments that mean nothing, each with the reason. */
  problems: string[];
  /** Folders and globs without a file that may be a netlist. */
  empty: string[];
}

/** Files as they are named, folders with all below them, and globs; each file once, in the order of the arguments. */
export async function findFiles(args: readonly string[], folder = process.cwd()): Promise<FilesToLint> {
  const found = new Map<string, FileToLint>();
  const problems: string[] = [];
  const empty: string[] = [];
  const add = (path: string, named: boolean) => {
    const whole = resolve(folder, path);
    const known = found.get(whole);
    if (known === undefined) found.set(whole, { path, named });
    else known.named ||= named;
  };
  for (const argument of args) {
    const path = resolve(folder, argument);
    if (existsSync(path)) {
      const stats = statSync(path);
      if (stats.isFile()) {
        add(argument, true);
        continue;
      }
      if (!stats.isDirectory()) {
        problems.push(`${argument}: neither a file nor a folder`);
        continue;
      }
      const below = await filesBelow(`**/*.{${NETLIST_EXTENSIONS.join(',')}}`, path);
      if (below.length === 0) empty.push(`${argument}: no file in this folder has the extension of a netlist (${NETLIST_EXTENSIONS.map((extension) => `.${extension}`).join(' ')})`);
      for (const file of below) add(join(argument, file), false);
    } else if (isDynamicPattern(argument)) {
      const matched = await filesBelow(sep === '\\' ? argument.replaceAll('\\', '/') : argument, folder);
      if (matched.length === 0) empty.push(`${argument}: no file matches`);
      for (const file of matched) add(shownPath(resolve(folder, file), folder), false);
    } else problems.push(`${argument}: no such file or folder`);
  }
  return { files: [...found.values()], problems, empty };
}

async function filesBelow(pattern: string, cwd: string): Promise<string[]> {
  const files = await glob(pattern, { cwd, ignore: LEFT_OUT, caseSensitiveMatch: false, onlyFiles: true, expandDirectories: false });
  // What a link leads to is checked once, under its own name where that is among the files.
  const base = realpathSync(cwd);
  const places = files.sort().map((file) => ({ file, real: realPath(join(base, file)), isLink: false })).map((place) => ({ ...place, isLink: place.real !== join(base, place.file) }));
  const known = new Set(places.filter(({ isLink }) => !isLink).map(({ real }) => real));
  return places.filter(({ real, isLink }) => {
    if (!isLink) return true;
    if (known.has(real)) return false;
    known.add(real);
    return true;
  }).map(({ file }) => file);
}

/** Where a path leads; a link that leads nowhere is itself. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Relative to the folder where it lies in it, else whole. */
export function shownPath(path: string, folder = process.cwd()): string {
  const short = relative(folder, path);
  return short === '' || short.startsWith('..') || resolve(short) === short ? path : short;
}

/** How a file that no argument names is shown. */
export function shownFile(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return shownPath(fileURLToPath(uri));
  } catch {
    return uri;
  }
}
