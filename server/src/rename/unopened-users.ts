import type { NetlistSymbol } from '@nodal/language';
import { roleOf } from '../role.js';
import type { Workspace } from '../workspace.js';
import { type FileEdits, shownName } from './plan-rename.js';

/** More files than this in a folder are not read for a warning. */
const MOST_FILES = 200;
const NETLISTS = /\.(?:cir|ckt|sp|spi|spice|cdl|net|lib|inc|mod|sub)$/i;

/**
 * Netlists that are not open and that include a changed file and mention the
 * name: what a rename does not reach. Looked for are those beside the changed
 * files and in the open folders themselves.
 */
export async function unopenedUsers(workspace: Workspace, symbol: NetlistSymbol, edits: readonly FileEdits[], folders: readonly string[]): Promise<string[]> {
  // What belongs to one subcircuit is seen from nowhere else.
  if (symbol.kind === 'argument' || symbol.kind === 'measure' || (symbol.scope.subcircuit !== undefined && symbol.kind !== 'parameter' && symbol.kind !== 'port')) return [];
  const changed = edits.map(({ file }) => file.uri);
  const libraries = edits.filter(({ file }) => roleOf(file.uri, file.text) === 'part').map(({ file }) => shownName(file.uri).toLowerCase());
  if (libraries.length === 0) return [];
  const known = new Set([...changed, ...workspace.openDocuments.map(({ uri }) => uri)]);
  const places = new Set([...changed.map((uri) => uri.slice(0, uri.lastIndexOf('/') + 1)), ...folders.map((folder) => (folder.endsWith('/') ? folder : `${folder}/`))]);
  const word = new RegExp(`(?<![\\w$])${symbol.name.replace(/[^\w]/g, '\\$&')}(?![\\w$])`, 'i');
  const users: string[] = [];
  for (const folder of places) {
    const names = (await workspace.list(folder)).filter((name) => NETLISTS.test(name)).slice(0, MOST_FILES);
    for (const name of names) {
      const uri = `${folder}${encodeURIComponent(name)}`;
      if (known.has(uri)) continue;
      known.add(uri);
      const text = await workspace.textOf(uri);
      if (text === undefined || !word.test(text)) continue;
      const lower = text.toLowerCase();
      if (libraries.some((library) => lower.includes(library))) users.push(uri);
    }
  }
  return users;
}
