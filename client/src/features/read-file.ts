import { FILE_NOT_THERE, type FolderEntry, LIST_FOLDER_REQUEST, type ListFolderParams, READ_FILE_REQUEST, type ReadFileParams, type ReadFileResult } from '@nodal/protocol';
import * as vscode from 'vscode';
import type { Platform } from '../platform.js';
import { type LanguageServer, libraryFolders } from './language-server.js';
import { messageOf } from './log.js';

/** VS Code itself keeps documents above this from extensions. */
const MOST_BYTES = 50 * 1024 * 1024;

/** Reads files for the server that it cannot read itself: every scheme in a browser, all but `file:` elsewhere. */
export function registerReadFile(server: LanguageServer, platform: Platform, log: vscode.LogOutputChannel): void {
  server.onRequest(READ_FILE_REQUEST, async ({ uri }: ReadFileParams): Promise<ReadFileResult> => {
    if (!mayRead(uri)) return { error: 'it lies outside the folders that may be read; trust the workspace, or add its folder to nodal.library.paths' };
    try {
      const target = vscode.Uri.parse(uri, true);
      const { type, size } = await vscode.workspace.fs.stat(target);
      if (type & vscode.FileType.Directory) return { error: 'this is a folder, not a file' };
      if (size > MOST_BYTES) return { error: `the file has ${Math.round(size / 1e6)} MB; more than 50 MB are not read` };
      return { base64: platform.base64OfBytes(await vscode.workspace.fs.readFile(target)) };
    } catch (error) {
      return { error: error instanceof vscode.FileSystemError && error.code === 'FileNotFound' ? FILE_NOT_THERE : messageOf(error) };
    }
  });
  server.onRequest(LIST_FOLDER_REQUEST, async ({ uri }: ListFolderParams): Promise<FolderEntry[]> => {
    if (!mayRead(uri.endsWith('/') ? uri : `${uri}/`)) return [];
    try {
      const folder = vscode.Uri.parse(uri, true);
      const entries = await vscode.workspace.fs.readDirectory(folder);
      return await Promise.all(entries.map(([name, type]) => entryOf(folder, name, type)));
    } catch (error) {
      log.debug(`Listing ${uri}: ${messageOf(error)}`);
      return [];
    }
  });
}

async function entryOf(parent: vscode.Uri, name: string, type: vscode.FileType): Promise<FolderEntry> {
  if (type & vscode.FileType.Directory) return { name, folder: true, size: 0, modified: 0 };
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(parent, name));
    return { name, folder: false, size, modified: mtime };
  } catch {
    // It went away meanwhile, or is a link that leads nowhere: reading it says so.
    return { name, folder: false, size: 0, modified: 0 };
  }
}

/** In an untrusted workspace only its own folders and the user's library folders. */
function mayRead(uri: string): boolean {
  if (vscode.workspace.isTrusted) return true;
  const roots = [...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.toString()), ...libraryFolders()];
  const normal = vscode.Uri.parse(uri).toString();
  return !normal.includes('/../') && roots.some((root) => normal.startsWith(root.endsWith('/') ? root : `${root}/`));
}
