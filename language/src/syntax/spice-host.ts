import type { Finding } from '../findings.js';
import type { ParsedText } from './parse-document.js';

/**
 * What the language's Langium services need from the program they run in: the
 * server knows which documents are decks, reads includes, and keeps designs.
 * URIs are canonical.
 */
export interface SpiceHost {
  /** Whether the document is read with a title line. */
  isDeck(uri: string): boolean;
  /** The findings that stand in this document, in the context of its deck. */
  findings(uri: string): Promise<readonly Finding[]>;
  /** The parsed text, when the host keeps a cache of its own that designs are built from. */
  parse?(uri: string, text: string, deck: boolean): ParsedText;
}
