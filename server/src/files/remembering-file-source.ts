import type { SuppliedDocument } from '@nodal/language';
import type { FileSource } from './file-source.js';

/** Reads each document once until it is invalidated; where from is the subclass's. */
export abstract class RememberingFileSource implements FileSource {
  private readonly documents = new Map<string, Promise<SuppliedDocument>>();

  read(uri: string): Promise<SuppliedDocument> {
    let document = this.documents.get(uri);
    if (!document) {
      document = this.load(uri);
      this.documents.set(uri, document);
    }
    return document;
  }

  invalidate(uri: string): void {
    this.documents.delete(uri);
  }

  /** Never rejects: a failure is a document with an `error`. */
  protected abstract load(uri: string): Promise<SuppliedDocument>;
}
