import { canonicalUri, type Candidate, candidatesOf, type FileReference, type SearchPlaces, shownPlace, type SuppliedDocument } from '@nodal/language';
import { FILE_NOT_THERE } from '@nodal/protocol';
import type { FileSource } from './file-source.js';

/**
 * Looks for what a card names in the places where it may stand, the likeliest
 * first, in each also for a name in other letters: decks come from Windows,
 * where the case of letters does not matter, and from other machines, whose
 * folders are not here.
 */
export class SearchingSource implements FileSource {
  constructor(private readonly below: FileSource, private readonly places: SearchPlaces) {}

  async read(uri: string, reference?: FileReference): Promise<SuppliedDocument> {
    if (reference === undefined) return this.below.read(uri);
    const candidates = candidatesOf(reference, this.places);
    let refused: SuppliedDocument | undefined;
    let first: SuppliedDocument | undefined;
    for (const candidate of candidates) {
      const document = await this.below.read(candidate.uri);
      if (!('error' in document)) return candidate.uri === uri ? document : found(uri, document, candidate);
      first ??= document;
      if (document.error !== FILE_NOT_THERE) {
        refused ??= document;
        continue;
      }
      const other = await this.inOtherLetters(candidate.uri);
      if (other === undefined) continue;
      const same = await this.below.read(other);
      if (!('error' in same)) return { ...same, uri, found: { uri: other, how: candidate.written ? 'letter-case' : 'elsewhere' } };
    }
    if (refused !== undefined && 'error' in refused) return { uri, error: refused.error };
    return { uri, error: `${first !== undefined && 'error' in first ? first.error : FILE_NOT_THERE}${advice(candidates)}` };
  }

  async list(folder: string): Promise<readonly string[]> {
    return (await this.below.list?.(folder)) ?? [];
  }

  invalidate(uri: string): void {
    this.below.invalidate(uri);
  }

  /** The file of the same name in other letters, in folders whose names may be in other letters too. */
  private async inOtherLetters(uri: string): Promise<string | undefined> {
    const slash = uri.lastIndexOf('/');
    const folder = uri.slice(0, slash);
    // Above the first segment there is no name.
    if (slash < 0 || !/^[a-z][a-z0-9+.-]*:\/\/[^/]*\/?/i.test(folder) || folder.endsWith('/')) return undefined;
    const name = comparable(decoded(uri.slice(slash + 1)));
    let at: string | undefined = folder;
    let names = await this.list(`${folder}/`);
    if (names.length === 0) {
      at = await this.inOtherLetters(folder);
      if (at === undefined) return undefined;
      names = await this.list(`${at}/`);
    }
    const match = names.find((candidate) => comparable(candidate) === name);
    return match === undefined ? undefined : canonicalUri(`${at}/${encodeURIComponent(match)}`);
  }
}

function found(uri: string, document: SuppliedDocument, candidate: Candidate): SuppliedDocument {
  return { ...document, uri, found: { uri: candidate.uri, how: candidate.written ? 'written' : 'elsewhere' } };
}

function advice(candidates: readonly Candidate[]): string {
  const [written, ...others] = candidates;
  if (others.length > 0) return `. It was looked for in ${others.length} more ${others.length === 1 ? 'place' : 'places'}, such as ${shownPlace(others[0]!.uri)}`;
  return written === undefined ? '' : '. Correct its name, or add the folder where it is to nodal.library.paths';
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The same for names that differ in the case of letters, or in how a letter with a mark is put together. */
function comparable(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
