import { canonicalUri } from '@nodal/language';
import type { InitializationOptions } from '@nodal/protocol';
import type { InitializeParams } from 'vscode-languageserver';

/** URIs of folders that a client names at the start. */
export interface ClientFolders {
  /** Those of the workspace. */
  folders: string[];
  /** Those in which libraries are looked for. */
  libraries: string[];
}

/**
 * The folders of a client. VS Code sends URIs; people who configure another
 * editor by hand write paths, with `~` or relative to the folder of the
 * workspace. Older clients know one folder only.
 */
export function clientFolders(params: InitializeParams, home: string | undefined): ClientFolders {
  const { workspaceFolders, rootUri, initializationOptions } = params as InitializeParams & { rootUri?: string | null };
  const folders = workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === 'string' ? [rootUri] : []);
  const told = (initializationOptions as Partial<InitializationOptions> | null | undefined)?.libraryPaths;
  const paths = Array.isArray(told) ? told.filter((path): path is string => typeof path === 'string') : [];
  return { folders, libraries: paths.map((path) => uriOf(path, folders[0], home)) };
}

function uriOf(path: string, folder: string | undefined, home: string | undefined): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return path;
  const name = path.replaceAll('\\', '/');
  if (/^~(?:\/|$)/.test(name) && home !== undefined) return canonicalUri(`${home}/${encoded(name.slice(2))}`);
  if (name.startsWith('//')) return canonicalUri(`file:${encoded(name)}`);
  if (name.startsWith('/') || /^[a-z]:\//i.test(name)) return canonicalUri(`file:///${encoded(name.replace(/^\//, ''))}`);
  return canonicalUri(`${folder ?? home ?? 'file://'}/${encoded(name)}`);
}

function encoded(path: string): string {
  return path.split('/').map((segment) => (/^[a-z]:$/i.test(segment) ? segment : encodeURIComponent(segment))).join('/');
}
