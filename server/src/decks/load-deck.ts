import { buildDesign, type Design, type SuppliedDocument } from '@nodal/language';
import type { FileSource } from '../files/file-source.js';

/**
 * Builds the design of a deck, supplying the documents that it wants until it
 * wants none. The command line and the language server both load through here.
 */
export async function loadDesign(deckUri: string, source: FileSource): Promise<Design> {
  const documents = new Map<string, SuppliedDocument>([[deckUri, await source.read(deckUri)]]);
  for (;;) {
    const design = buildDesign(deckUri, (uri) => documents.get(uri));
    const wanted = design.wanted.filter((uri) => !documents.has(uri));
    if (wanted.length === 0) return design;
    for (const document of await Promise.all(wanted.map((uri) => source.read(uri)))) documents.set(document.uri, document);
  }
}
