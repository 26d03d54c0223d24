import type { SuppliedDocument } from '@nodal/language';
import type { FileSource, FolderEntry } from './file-source.js';

/** Hands each URI to the source of its scheme, or to the one for all others. */
export class SchemeSource implements FileSource {
  constructor(private readonly bySchemes: Record<string, FileSource>, private readonly others: FileSource) {}

  read(uri: string): Promise<SuppliedDocument> {
    return this.sourceOf(uri).read(uri);
  }

  async list(folder: string): Promise<readonly string[]> {
    return (await this.sourceOf(folder).list?.(folder)) ?? [];
  }

  async entries(folder: string): Promise<readonly FolderEntry[]> {
    return (await this.sourceOf(folder).entries?.(folder)) ?? [];
  }

  async text(uri: string): Promise<string | undefined> {
    return this.sourceOf(uri).text?.(uri);
  }

  invalidate(uri: string): void {
    this.sourceOf(uri).invalidate(uri);
  }

  private sourceOf(uri: string): FileSource {
    return this.bySchemes[uri.slice(0, uri.indexOf(':') + 1)] ?? this.others;
  }
}
