import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SuppliedDocument } from '@nodal/language';
import { FILE_NOT_THERE } from '@nodal/protocol';
import { decodeNetlist } from './decode.js';
import { type FileTrust, type FolderEntry, isWithin, refusal } from './file-source.js';
import { RememberingFileSource } from './remembering-file-source.js';

/** Reads `file:` URIs from the disk, once each until invalidated. */
export class NodeFileSource extends RememberingFileSource {
  constructor(private readonly trust: FileTrust = { roots: undefined }) {
    super();
  }

  protected async load(uri: string): Promise<SuppliedDocument> {
    try {
      const path = fileURLToPath(uri);
      if (await this.isRefused(path)) return { uri, error: refusal() };
      const bytes = await readFile(path);
      return { uri, version: contentVersion(bytes), text: decodeNetlist(bytes).text };
    } catch (error) {
      return { uri, error: explain(error as NodeJS.ErrnoException) };
    }
  }

  protected override async loadFolder(folder: string): Promise<readonly string[]> {
    try {
      const path = fileURLToPath(folder);
      return (await this.isRefused(path)) ? [] : await readdir(path);
    } catch {
      return [];
    }
  }

  async entries(folder: string): Promise<readonly FolderEntry[]> {
    try {
      const path = fileURLToPath(folder);
      if (await this.isRefused(path)) return [];
      const names = await readdir(path);
      return (await Promise.all(names.map((name) => entryOf(path, name)))).filter((entry) => entry !== undefined);
    } catch {
      return [];
    }
  }

  /** Whether a file or folder lies outside the trusted folders; a link inside them must not lead out. */
  private async isRefused(path: string): Promise<boolean> {
    if (!this.trust.roots) return false;
    const real = pathToFileURL(await realpath(path)).href;
    return !isWithin(real, await Promise.all(this.trust.roots.map(resolvedRoot)));
  }
}

/** Undefined for what went away meanwhile, and for a link that leads nowhere. */
async function entryOf(folder: string, name: string): Promise<FolderEntry | undefined> {
  try {
    const found = await stat(join(folder, name));
    return found.isDirectory() || found.isFile() ? { name, folder: found.isDirectory(), size: found.size, modified: found.mtimeMs } : undefined;
  } catch {
    return undefined;
  }
}

async function resolvedRoot(root: string): Promise<string> {
  try {
    return pathToFileURL(await realpath(fileURLToPath(root))).href;
  } catch {
    return root;
  }
}

/** A number that changes with the content, so that equal texts are parsed once. */
function contentVersion(bytes: Uint8Array): number {
  return createHash('sha1').update(bytes).digest().readUIntBE(0, 6);
}

function explain(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT': return FILE_NOT_THERE;
    case 'EACCES':
    case 'EPERM': return 'no permission to read the file';
    case 'EISDIR': return 'this is a folder, not a file';
    case 'ERR_INVALID_FILE_URL_PATH':
    case 'ERR_INVALID_FILE_URL_HOST':
    case 'ERR_INVALID_URL_SCHEME': return 'this is not the path of a file on this machine';
    default: return error.message;
  }
}
