import { type DialectDecision, decideDialect } from '../dialect/detect.js';
import type { Dialect, DialectChoice } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import { parseText, type ParsedText } from '../syntax/parse-document.js';
import { Names } from './card-facts.js';
import { type FoundFile, ParsedFile, type SuppliedDocument } from './design.js';
import type { FileReference } from './file-search.js';
import { resolveReference } from './resolve-uri.js';

/** Supplies the document of a URI; undefined when it is not at hand yet. `reference` is how a card names it. */
export type Documents = (uri: string, reference?: FileReference) => SuppliedDocument | undefined;

/** What is kept may grow by use to so many times what the last design needed before it is made anew. */
const SURPLUS = 4;
const LEAST_NAMES = 20_000;
/** Signatures are longer than names. */
const LEAST_STAMPS = 1_000;

/**
 * What is kept from one build of a design to the next: the parsed texts, by URI
 * and by how they are read, the numbers of names, and the stamps of scopes.
 */
export class ParseCache {
  /** The numbers of names in the facts of cards. */
  names = new Names();
  private readonly entries = new Map<string, { version: number; parsed: ParsedText }>();
  private readonly decisions = new Map<string, { text: string; decision: DialectDecision }>();
  private stamps = new Map<string, number>();
  /** How large the last design of each deck was. */
  private readonly sizes = new Map<string, { elements: number; scopes: number }>();
  private lastStamp = 0;

  /** The parse of a text. `whole` parses all its cards at once, else each is parsed when it is asked for. */
  get(uri: string, version: number, text: string, deck: boolean, whole = true, dialect: Dialect = NGSPICE): ParsedText {
    const key = `${deck ? 'deck' : 'part'}:${dialect.name} ${uri}`;
    const entry = this.entries.get(key);
    // A version belongs to one opening of the document; after closing it the same number may stand for another text.
    if (entry !== undefined && entry.version === version && entry.parsed.text === text) {
      if (whole && entry.parsed.keepsTrees) entry.parsed.parseAll();
      return entry.parsed;
    }
    const parsed = parseText(text, deck, entry?.parsed, dialect, whole);
    this.entries.set(key, { version, parsed });
    return parsed;
  }

  /** The dialect of a text; `deck` is that of the deck which includes it. */
  dialectOf(uri: string, text: string, choice: DialectChoice, deck?: Dialect): DialectDecision {
    // A part is also looked at without its deck.
    const key = `${choice}:${deck?.name ?? ''} ${uri}`;
    const known = this.decisions.get(key);
    if (known !== undefined && known.text === text) return known.decision;
    const decision = decideDialect(text, choice, deck);
    this.decisions.set(key, { text, decision });
    return decision;
  }

  /** The same number for the same signature; a new one for one that was not met before. */
  stamp(signature: string): number {
    let stamp = this.stamps.get(signature);
    if (stamp === undefined) this.stamps.set(signature, (stamp = ++this.lastStamp));
    return stamp;
  }

  /**
   * Begins anew with names and stamps when most of them are of texts that are no
   * longer there. `elements` and `scopes` are how many the design of `deck` has;
   * those of the other decks count too, since all share the numbers.
   */
  tidy(deck: string, elements: number, scopes: number): void {
    this.sizes.set(deck, { elements, scopes });
    let allElements = 0;
    let allScopes = 0;
    for (const size of this.sizes.values()) {
      allElements += size.elements;
      allScopes += size.scopes;
    }
    // There are signatures of scopes, and of what elements name.
    if (this.names.size <= LEAST_NAMES + SURPLUS * allElements && this.stamps.size <= LEAST_STAMPS + SURPLUS * (allScopes + allElements)) return;
    this.names = new Names();
    this.stamps = new Map();
  }

  /** How many texts are kept. */
  get size(): number {
    return this.entries.size;
  }

  /** Drops all documents but those of `uris`. */
  retain(uris: ReadonlySet<string>): void {
    for (const deck of this.sizes.keys()) if (!uris.has(deck)) this.sizes.delete(deck);
    for (const key of this.decisions.keys()) if (!uris.has(key.slice(key.indexOf(' ') + 1))) this.decisions.delete(key);
    for (const key of this.entries.keys()) if (!uris.has(key.slice(key.indexOf(' ') + 1))) this.entries.delete(key);
  }
}

/** The files of one design: asks for documents, parses them, numbers them. */
export class DesignFiles {
  readonly files: ParsedFile[] = [];
  readonly wanted: string[] = [];
  readonly references = new Map<string, FileReference>();
  /** Files that were found in another place than their URI says. */
  readonly found = new Map<string, FoundFile>();
  private readonly known = new Map<string, ParsedFile | { error: string } | 'wanted'>();
  private readonly resolutions = new Map<string, Map<string, string>>();

  constructor(private readonly documents: Documents, private readonly cache: ParseCache, private readonly choice: DialectChoice) {}

  /** `resolveReference`, once for each name in each folder: a netlist may include one file a thousand times. */
  resolved(baseUri: string, reference: string): string | undefined {
    let ofBase = this.resolutions.get(baseUri);
    if (ofBase === undefined) this.resolutions.set(baseUri, (ofBase = new Map()));
    let uri = ofBase.get(reference);
    if (uri === undefined) ofBase.set(reference, (uri = resolveReference(baseUri, reference) ?? ''));
    return uri === '' ? undefined : uri;
  }

  /** `whole` asks for the findings of all cards, not only of those that the deck uses. */
  load(uri: string, deck: boolean, whole: boolean, reference?: FileReference): ParsedFile | { error: string } | 'wanted' {
    const known = this.known.get(uri);
    if (known !== undefined) return known;
    const loaded = this.read(uri, deck, whole, reference);
    this.known.set(uri, loaded);
    return loaded;
  }

  private read(key: string, deck: boolean, whole: boolean, reference: FileReference | undefined): ParsedFile | { error: string } | 'wanted' {
    const supplied = this.documents(key, reference);
    if (supplied === undefined) {
      this.wanted.push(key);
      if (reference !== undefined) this.references.set(key, reference);
      return 'wanted';
    }
    if ('error' in supplied) return { error: supplied.error };
    // The file stands where it was found: what it includes itself is relative to that place.
    const uri = supplied.found?.uri ?? key;
    if (supplied.found !== undefined) {
      this.found.set(key, supplied.found);
      const known = this.known.get(uri);
      if (known !== undefined && known !== 'wanted') return known;
    }
    const all = whole || supplied.open === true;
    const decision = this.cache.dialectOf(uri, supplied.text, this.choice, this.files[0]?.parsed.dialect);
    const parsed = this.cache.get(uri, supplied.version, supplied.text, deck, all, decision.dialect);
    const file = new ParsedFile(this.files.length, uri, supplied.version, parsed, all, decision);
    this.files.push(file);
    this.known.set(uri, file);
    return file;
  }
}
