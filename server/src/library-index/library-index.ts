import { canonicalUri, libraryContents, type LibraryModel, type LibrarySubcircuit } from '@nodal/language';
import { type FoundFile, type LibraryFiles, NETLIST_NAME, netlistsBelow } from './library-files.js';

/** A subcircuit of a file that nobody needs to have included. */
export interface IndexedSubcircuit extends LibrarySubcircuit { kind: 'subcircuit'; uri: string }
/** A model of a file that nobody needs to have included. */
export interface IndexedModel extends LibraryModel { kind: 'model'; uri: string }
export type IndexedSymbol = IndexedSubcircuit | IndexedModel;

/** Larger files are data, not libraries that somebody looks through. */
const LARGEST = 32_000_000;
const MOST_FILES = 5000;

interface IndexedFile {
  modified: number;
  size: number;
  symbols: IndexedSymbol[];
}

/** Who is told how far the work is, and may end it. */
export interface IndexProgress {
  report(done: number, file: string): void;
  readonly cancelled: boolean;
}

/**
 * The subcircuits and models of the files in the workspace's folders and in the
 * folders of libraries, whether a deck includes them or not. Files are told by
 * their content: what is no netlist offers nothing. A file is read again when
 * its time or its size has changed.
 */
export class LibraryIndex {
  private files = new Map<string, IndexedFile>();
  private flat: IndexedSymbol[] | undefined;
  private building: Promise<void> | undefined;
  private stopped = false;
  private ranOnce: () => void = () => {};
  private readonly firstRun = new Promise<void>((done) => { this.ranOnce = done; });
  /** The workspace's folders and those of `nodal.library.paths`, as URIs. */
  workspaceFolders: readonly string[] = [];
  libraryFolders: readonly string[] = [];

  constructor(readonly disk: LibraryFiles, private readonly pause: () => Promise<void>, private readonly log: (message: string) => void) {}

  /** All folders that are indexed. */
  get folders(): readonly string[] {
    return [...this.workspaceFolders, ...this.libraryFolders];
  }

  /** Takes more folders of libraries, as those that a project names; whether there is one that was not known. */
  addLibraries(folders: readonly string[]): boolean {
    const added = folders.filter((folder) => !this.libraryFolders.includes(folder));
    if (added.length > 0) this.libraryFolders = [...this.libraryFolders, ...added];
    return added.length > 0;
  }

  /** How many files are known. */
  get size(): number {
    return this.files.size;
  }

  /** All that is known, by name. */
  get symbols(): readonly IndexedSymbol[] {
    return (this.flat ??= [...this.files.values()].flatMap(({ symbols }) => symbols).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)));
  }

  /** The declarations of a name in any case. */
  declaring(kind: IndexedSymbol['kind'], name: string): IndexedSymbol[] {
    const key = name.toLowerCase();
    return this.symbols.filter((symbol) => symbol.kind === kind && symbol.name.length === key.length && symbol.name.toLowerCase() === key);
  }

  /** Looks through the folders; what has not changed since is taken over. One run at a time. */
  build(progress: IndexProgress): Promise<void> {
    return (this.building ??= this.look(progress).finally(() => {
      this.building = undefined;
      this.ranOnce();
    }));
  }

  /** Ends what is under way, as when the client leaves. */
  stop(): void {
    this.stopped = true;
  }

  /** Waits until the folders were looked through for the first time, and until a run that is under way is over. */
  async ready(): Promise<void> {
    await this.firstRun;
    await this.building;
  }

  /** A file below the folders came, changed or went. */
  async fileChanged(uri: string): Promise<void> {
    const file = canonicalUri(uri);
    if (!NETLIST_NAME.test(file) || !this.folders.some((folder) => file.startsWith(folder.endsWith('/') ? folder : `${folder}/`))) return;
    const text = await this.disk.text(file);
    if (text === undefined) this.files.delete(file);
    else if (this.files.has(file) || this.files.size < MOST_FILES) this.files.set(file, { modified: 0, size: 0, symbols: this.symbolsOf(file, text) });
    this.flat = undefined;
  }

  private async look(progress: IndexProgress): Promise<void> {
    const found = new Map<string, IndexedFile>();
    let tooMany = false;
    for await (const file of netlistsBelow(this.folders, this.disk)) {
      if (this.stopped) return;
      if (progress.cancelled) break;
      if (found.size >= MOST_FILES) {
        tooMany = true;
        break;
      }
      const uri = canonicalUri(file.uri);
      if (found.has(uri)) continue;
      const known = this.files.get(uri);
      found.set(uri, known !== undefined && known.modified === file.modified && known.size === file.size ? known : await this.indexed(uri, file));
      progress.report(found.size, uri);
      await this.pause();
    }
    if (progress.cancelled) {
      this.log(`Indexing libraries was ended after ${found.size} files; models of the others are not offered until the next start.`);
      for (const [uri, file] of this.files) if (!found.has(uri)) found.set(uri, file);
    }
    if (tooMany) this.log(`The folders hold more than ${MOST_FILES} netlists; the others are not indexed. Choose narrower folders in nodal.library.paths.`);
    this.files = found;
    this.flat = undefined;
  }

  private async indexed(uri: string, { modified, size }: FoundFile): Promise<IndexedFile> {
    if (size > LARGEST) {
      this.log(`${uri} has ${Math.round(size / 1e6)} MB; files above ${Math.round(LARGEST / 1e6)} MB are not indexed.`);
      return { modified, size, symbols: [] };
    }
    const text = await this.disk.text(uri);
    return { modified, size, symbols: text === undefined ? [] : this.symbolsOf(uri, text) };
  }

  private symbolsOf(uri: string, text: string): IndexedSymbol[] {
    const { subcircuits, models } = libraryContents(uri, text);
    return [
      ...subcircuits.map((subcircuit): IndexedSubcircuit => ({ kind: 'subcircuit', uri, ...subcircuit })),
      ...models.map((model): IndexedModel => ({ kind: 'model', uri, ...model })),
    ];
  }
}
