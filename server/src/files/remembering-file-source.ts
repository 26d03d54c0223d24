import type { SuppliedDocument } from '@nodal/language';
import type { FileSource } from './file-source.js';

/** Reads each document once until it is invalidated; where from is the subclass's. */
export abstract class RememberingFileSource implements FileSource {
  private readonly documents = new Map<string, Promise<SuppliedDocument>>();
  private readonly folders = new Map<string, Promise<readonly string[]>>();

  read(uri: string): Promise<SuppliedDocument> {
    let document = this.documents.get(uri);
    if (!document) {
      document = this.load(uri);
      this.documents.set(uri, document);
    }
    return document;
  }

  list(folder: string): Promise<readonly string[]> {
    let names = this.folders.get(folder);
    if (!names) {
      names = this.loadFolder(folder);
      this.folders.set(folder, names);
    }
    return names;
  }

  async text(uri: string): Promise<string | undefined> {
    const document = await this.load(uri);
    return 'error' in document ? undefined : document.text;
  }

  invalidate(uri: string): void {
    this.documents.delete(uri);
    // The file may have come, gone, or changed its name; a folder of files may have come with it.
    this.folders.clear();
  }

  /** Never rejects: a failure is a document with an `error`. */
  protected abstract load(uri: string): Promise<SuppliedDocument>;

  /** Never rejects: a folder that cannot be read has no names. */
  protected loadFolder(_folder: string): Promise<readonly string[]> {
    return Promise.resolve([]);
  }
}
