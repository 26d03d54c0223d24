import { parseText, type ParsedText } from '../syntax/parse-document.js';
import { type DialectDecision, decideDialect } from '../dialect/detect.js';
import { type Dialect, DIALECT_NAMES, type DialectChoice } from '../dialect/dialect.js';
import type { Finding } from '../findings.js';
import { syntaxFindings } from '../rules/syntax-findings.js';
import { findingOf } from '../rules/rule.js';
import { unknownDialect } from '../rules/unknown-dialect.js';
import type { ParsedFile, SuppliedDocument } from './design.js';

/** Supplies the document of a URI; undefined when it is not at hand yet. */
export type Documents = (uri: string) => SuppliedDocument | undefined;

/** What is kept of a document: its tree, its syntax errors and why it has its dialect. */
export interface ParsedDocument {
  parsed: ParsedText;
  findings: Finding[];
  decision: DialectDecision;
}

/** What decides a dialect besides the text: the user's setting, and the dialect of the deck that includes it. */
export interface DialectContext {
  choice: DialectChoice;
  deck: Dialect | undefined;
}
const BY_TEXT: DialectContext = { choice: 'auto', deck: undefined };

/**
 * Keeps what was parsed, by URI and role, so that a document is parsed once per
 * version, and of a new version only the cards that differ.
 */
export class ParseCache {
  private readonly entries = new Map<string, ParsedDocument & { version: number; context: DialectContext }>();

  get(uri: string, version: number, text: string, deck: boolean, context: DialectContext = BY_TEXT): ParsedDocument {
    const key = `${deck ? 'deck' : 'part'} ${uri}`;
    const entry = this.entries.get(key);
    // A version belongs to one opening of the document; after closing it the same number may stand for another text.
    const same = entry !== undefined && entry.version === version && entry.parsed.text === text;
    if (same && entry.context.choice === context.choice && entry.context.deck === context.deck) return entry;
    const decision = decideDialect(text, context.choice, context.deck);
    if (same && decision.dialect === entry.parsed.dialect) {
      Object.assign(entry, { context, decision });
      return entry;
    }
    const parsed = parseText(text, deck, entry?.parsed, decision.dialect);
    const fresh = { version, parsed, findings: [...syntaxFindings(uri, parsed), ...dialectFindings(uri, decision)], decision, context };
    this.entries.set(key, fresh);
    return fresh;
  }

  /** Drops all documents but those of `uris`. */
  retain(uris: ReadonlySet<string>): void {
    for (const key of this.entries.keys()) if (!uris.has(key.slice(key.indexOf(' ') + 1))) this.entries.delete(key);
  }
}

function dialectFindings(uri: string, { unknown, dialect }: DialectDecision): Finding[] {
  if (unknown === undefined) return [];
  const { name, start, end, closest } = unknown;
  const meant = closest === undefined ? `Write one of ${DIALECT_NAMES.join(', ')}` : `Did you mean ${closest}`;
  const message = `${name === '' ? 'The comment names no dialect' : `${name} is no dialect that Nodal reads`}, so the file is read as ${dialect.title}. ${meant}${closest === undefined ? '.' : '?'}`;
  return [findingOf(unknownDialect, { uri, start, end }, message, closest === undefined ? {} : { fix: { title: `Write ${closest}`, edits: [{ start, end, newText: closest }] } })];
}

/** The files of one design: asks for documents, parses them, numbers them. */
export class DesignFiles {
  readonly files: ParsedFile[] = [];
  readonly wanted: string[] = [];
  private readonly known = new Map<string, ParsedFile | { error: string } | 'wanted'>();

  constructor(private readonly documents: Documents, private readonly cache: ParseCache, private readonly choice: DialectChoice = 'auto') {}

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
    const context = { choice: this.choice, deck: this.files[0]?.parsed.dialect };
    const { parsed, findings, decision } = this.cache.get(uri, supplied.version, supplied.text, deck, context);
    const file: ParsedFile = {
      index: this.files.length, uri, version: supplied.version, text: supplied.text, netlist: parsed.netlist, parsed, cardStart: parsed.table.start, findings, dialect: decision,
    };
    this.files.push(file);
    return file;
  }
}
