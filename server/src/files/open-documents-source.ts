import type { SuppliedDocument } from '@nodal/language';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileSource } from './file-source.js';

/** Open documents win over the source below. */
export class OpenDocumentsSource implements FileSource {
  constructor(private readonly open: (uri: string) => TextDocument | undefined, private readonly below: FileSource) {}

  async read(uri: string): Promise<SuppliedDocument> {
    const document = this.open(uri);
    return document ? { uri, version: document.version, text: document.getText(), open: true } : this.below.read(uri);
  }

  async list(folder: string): Promise<readonly string[]> {
    return (await this.below.list?.(folder)) ?? [];
  }

  invalidate(uri: string): void {
    this.below.invalidate(uri);
  }
}
