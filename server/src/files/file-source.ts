import type { FileReference, SuppliedDocument } from '@nodal/language';
import type { FolderEntry } from '@nodal/protocol';

/**
 * Access to the texts of netlists. One FileSource owns reading, decoding and
 * trust; open documents win over the disk. `language` never reads: it says
 * which URIs it wants, and a FileSource supplies each with its text or with the
 * reason why it cannot be read.
 */
export interface FileSource {
  /** Never rejects: a failure is a document with an `error`. A source that searches looks for what `reference` names. */
  read(uri: string, reference?: FileReference): Promise<SuppliedDocument>;
  /** The names in a folder; none when it cannot be read. Absent where folders cannot be listed. Never rejects. */
  list?(folder: string): Promise<readonly string[]>;
  /** What stands in a folder, for an index; nothing when it may not be read. Absent where folders cannot be listed. Never rejects. */
  entries?(folder: string): Promise<readonly FolderEntry[]>;
  /** The text of a file that nobody will want again soon, so that it is not kept; undefined when it cannot be read. Never rejects. */
  text?(uri: string): Promise<string | undefined>;
  /** Forget what is known of a document, as when it changed on disk. */
  invalidate(uri: string): void;
}

/** A file or folder within a folder. */
export type { FolderEntry } from '@nodal/protocol';

/** Where includes may come from. */
export interface FileTrust {
  /** URIs of folders; when given, nothing outside them is read. */
  roots: readonly string[] | undefined;
}

export function isWithin(uri: string, roots: readonly string[]): boolean {
  return roots.some((root) => {
    const folder = root.endsWith('/') ? root : `${root}/`;
    return uri === root || uri.startsWith(folder);
  });
}

/** Why a refused file was refused, and what to do. */
export function refusal(): string {
  return 'it lies outside the folders that may be read; trust the workspace, add its folder to nodal.library.paths, or run with a wider --root';
}
