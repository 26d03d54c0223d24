import type { URI } from 'langium';
import type { ParsedText } from './parse-document.js';

/** What the language's Langium services need from the program they run in: it knows which documents are decks, and keeps what was parsed. */
export interface SpiceHost {
  /** The tree of a text, from the cache that designs are built from too: no text is parsed twice. */
  parse(uri: URI, text: string): ParsedText;
}
