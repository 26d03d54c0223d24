import type { SuppliedDocument } from '@nodal/language';
import type { FileSource } from './file-source.js';

/** Hands each URI to the source of its scheme, or to the one for all others. */
export class SchemeSource implements FileSource {
  constructor(private readonly bySchemes: Record<string, FileSource>, private readonly others: FileSource) {}

  read(uri: string): Promise<SuppliedDocument> {
    return this.sourceOf(uri).read(uri);
  }

  async list(folder: string): Promise<readonly string[]> {
    return (await this.sourceOf(folder).list?.(folder)) ?? [];
  }

  invalidate(uri: string): void {
    this.sourceOf(uri).invalidate(uri);
  }

  private sourceOf(uri: string): FileSource {
    return this.bySchemes[uri.slice(0, uri.indexOf(':') + 1)] ?? this.others;
  }
}
