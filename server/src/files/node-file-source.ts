import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SuppliedDocument } from '@nodal/language';
import { decodeNetlist } from './decode.js';
import { type FileTrust, isWithin, refusal } from './file-source.js';
import { RememberingFileSource } from './remembering-file-source.js';

/** Reads `file:` URIs from the disk, once each until invalidated. */
export class NodeFileSource extends RememberingFileSource {
  constructor(private readonly trust: FileTrust = { roots: undefined }) {
    super();
  }

  protected async load(uri: string): Promise<SuppliedDocument> {
    try {
      const path = fileURLToPath(uri);
      if (this.trust.roots) {
        // A link inside the trusted folders must not lead out of them.
        const real = pathToFileURL(await realpath(path)).href;
        const roots = await Promise.all(this.trust.roots.map(resolvedRoot));
        if (!isWithin(real, roots)) return { uri, error: refusal() };
      }
      const bytes = await readFile(path);
      return { uri, version: contentVersion(bytes), text: decodeNetlist(bytes).text };
    } catch (error) {
      return { uri, error: explain(error as NodeJS.ErrnoException) };
    }
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
    case 'ENOENT': return 'the file does not exist';
    case 'EACCES':
    case 'EPERM': return 'no permission to read the file';
    case 'EISDIR': return 'this is a folder, not a file';
    case 'ERR_INVALID_FILE_URL_PATH':
    case 'ERR_INVALID_FILE_URL_HOST':
    case 'ERR_INVALID_URL_SCHEME': return 'this is not the path of a file on this machine';
    default: return error.message;
  }
}
