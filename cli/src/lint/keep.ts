import type { ParseCache } from '@nodal/language';
import type { FileSource } from '@nodal/server/files/file-source';

/** So many characters of text are kept beside those of the file that is checked. */
const MOST_CHARACTERS = 1 << 25;

/**
 * What is kept of the files from one check to the next: libraries that many
 * decks include are read and parsed once, and memory does not grow with the
 * number of files. The files that were not used for longest are let go first.
 */
export class KeptFiles {
  private readonly sizes = new Map<string, number>();
  private total = 0;
  private released = 0;

  constructor(private readonly source: FileSource, private readonly cache: ParseCache, private readonly most = MOST_CHARACTERS) {}

  /** The texts of a check that just ended; `only` was needed for this check alone. */
  used(files: readonly { uri: string; text: string }[], only: string | undefined): void {
    for (const { uri, text } of files) {
      this.drop(uri);
      this.sizes.set(uri, text.length);
      this.total += text.length;
    }
    if (only !== undefined) this.drop(only, true);
    for (const uri of this.sizes.keys()) {
      if (this.total <= this.most) break;
      this.drop(uri, true);
    }
    // The cache is looked through as a whole, so not for each file.
    if (this.released >= 64) this.tidy();
  }

  /** A file changed on disk. */
  forget(uri: string): void {
    this.drop(uri);
    this.source.invalidate(uri);
  }

  private drop(uri: string, release = false): void {
    this.total -= this.sizes.get(uri) ?? 0;
    this.sizes.delete(uri);
    if (!release) return;
    this.source.invalidate(uri);
    this.released++;
  }

  private tidy(): void {
    this.released = 0;
    this.cache.retain(new Set(this.sizes.keys()));
  }
}
