import { buildDesign, checkPart, type Design, type DialectChoice, type FileReference, type LintConfiguration, type ParseCache, type SuppliedDocument } from '@nodal/language';
import type { FileSource } from './file-source.js';

/**
 * Builds the design of a deck (or checks a part by itself), supplying the
 * documents that it wants until it wants none. The command line and the
 * language server both load through here. `libraries` are the folders that the
 * project names (`projects.ts`).
 */
export async function loadDesign(uri: string, source: FileSource, options: { role?: 'deck' | 'part'; cache?: ParseCache; dialect?: DialectChoice; lint?: LintConfiguration; libraries?: readonly string[] } = {}): Promise<Design> {
  const documents = new Map<string, SuppliedDocument>([[uri, await source.read(uri)]]);
  const build = options.role === 'part' ? checkPart : buildDesign;
  for (;;) {
    const design = build(uri, (wanted) => documents.get(wanted), options.cache, options.dialect, options.lint);
    const wanted = design.wanted.filter((missing) => !documents.has(missing));
    if (wanted.length === 0) return design;
    // A source may answer under another spelling of the URI; what was asked for decides.
    await Promise.all(wanted.map(async (missing) => documents.set(missing, { ...(await source.read(missing, withLibraries(design.references.get(missing), options.libraries))), uri: missing })));
  }
}

function withLibraries(reference: FileReference | undefined, libraries: readonly string[] = []): FileReference | undefined {
  return reference === undefined || libraries.length === 0 ? reference : { ...reference, libraries };
}
