import type { FolderEntry } from '../files/file-source.js';

/** What the index needs of the places where files are: nothing of it is kept. */
export interface LibraryFiles {
  /** What stands in a folder; nothing when it may not be read. Never rejects. */
  entries(folder: string): Promise<readonly FolderEntry[]>;
  /** The text of a file; undefined when it cannot be read. Never rejects. */
  text(uri: string): Promise<string | undefined>;
}

/** Files that may hold models: by their names, before their content decides. */
export const NETLIST_NAME = /\.(?:cir|ckt|sp|spi|spice|cdl|lib|mod|inc|sub|net|model|mdl|prm|txt|bjt|dio|jft|mos)$/i;
/** Folders in which programs keep what is theirs. */
const SKIPPED_FOLDER = /^(?:\.|node_modules$|__pycache__$)/;

export interface FoundFile {
  uri: string;
  modified: number;
  size: number;
}

/** Links between folders may lead around in a circle. */
const DEEPEST = 12;

/** All netlists below folders, one folder after the other. */
export async function* netlistsBelow(folders: readonly string[], files: LibraryFiles): AsyncGenerator<FoundFile> {
  const seen = new Set<string>();
  const open = folders.map((folder) => ({ folder: folder.endsWith('/') ? folder : `${folder}/`, depth: 0 }));
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next.folder)) continue;
    seen.add(next.folder);
    for (const { name, folder, size, modified } of await files.entries(next.folder)) {
      const uri = next.folder + encodeURIComponent(name);
      if (folder) {
        if (next.depth < DEEPEST && !SKIPPED_FOLDER.test(name)) open.push({ folder: `${uri}/`, depth: next.depth + 1 });
      } else if (NETLIST_NAME.test(name)) yield { uri, size, modified };
    }
  }
}
