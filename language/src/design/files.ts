import { parseText, type ParsedText } from '../syntax/parse-document.js';
import type { Finding } from '../findings.js';
import { syntaxFindings } from '../rules/syntax-findings.js';
import type { ParsedFile, SuppliedDocument } from './design.js';

/** Supplies the document of a URI; undefined when it is not at hand yet. */
export type Documents = (uri: string) => SuppliedDocument | undefined;

/**
 * Keeps what was parsed, by URI and role, so that a document is parsed once per
 * version, and of a new version only the cards that differ.
 */
export class ParseCache {
  private readonly entries = new Map<string, { version: number; parsed: ParsedText; findings: Finding[] }>();

  get(uri: string, version: number, text: string, deck: boolean): { parsed: ParsedText; findings: Finding[] } {
    const key = `${deck ? 'deck' : 'part'} ${uri}`;
    const entry = this.entries.get(key);
    // A version belongs to one opening of the document; after closing it the same number may stand for another text.
    if (entry !== undefined && entry.version === version && entry.parsed.text === text) return entry;
    const parsed = parseText(text, deck, entry?.parsed);
    const fresh = { version, parsed, findings: syntaxFindings(uri, parsed) };
    this.entries.set(key, fresh);
    return fresh;
  }

  /** Drops all documents but those of `uris`. */
  retain(uris: ReadonlySet<string>): void {
    for (const key of this.entries.keys()) if (!uris.has(key.slice(key.indexOf(' ') + 1))) this.entries.delete(key);
  }
}

/** The files of one design: asks for documents, parses them, numbers them. */
export class DesignFiles {
  readonly files: ParsedFile[] = [];
  readonly wanted: string[] = [];
  private readonly known = new Map<string, ParsedFile | { error: string } | 'wanted'>();

  constructor(private readonly documents: Documents, private readonly cache: ParseCache) {}

  load(uri: string, deck: boolean): ParsedFile | { error: string } | 'wanted' {
    const known = this.known.get(uri);
    if (known !== undefined) return known;
    const loaded = this.read(uri, deck);
    this.known.set(uri, loaded);
    return loaded;
  }

  private read(uri: string, deck: boolean): ParsedFile | { error: string } | 'wanted' {
    const supplied = this.documents(uri);
    if (supplied === undefined) {
      this.wanted.push(uri);
      return 'wanted';
    }
    if ('error' in supplied) return { error: supplied.error };
    const { parsed, findings } = this.cache.get(uri, supplied.version, supplied.text, deck);
    const file: ParsedFile = {
      index: this.files.length, uri, version: supplied.version, text: supplied.text, netlist: parsed.netlist, parsed, cardStart: parsed.table.start, findings,
    };
    this.files.push(file);
    return file;
  }
}
