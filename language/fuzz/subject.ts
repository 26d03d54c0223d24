import { buildDesign, checkPart } from '../src/design/build-design.js';
import type { Design } from '../src/design/design.js';
import { type Documents, ParseCache } from '../src/design/files.js';
import { decideDialect } from '../src/dialect/detect.js';
import type { Dialect } from '../src/dialect/dialect.js';
import { type ParsedText, parseText } from '../src/syntax/parse-document.js';
import type { FuzzCase } from './fuzz-case.js';

export const DECK_URI = 'file:///fuzz/deck.cir';
/** As many files include themselves under other names; further ones cannot be read. */
const MOST_FILES = 3;

/** One input and what several checks need of it, made when the first asks. */
export class Subject {
  readonly dialect: Dialect;
  private parsedText: ParsedText | undefined;
  private builtDesign: Design | undefined;

  constructor(readonly input: FuzzCase) {
    this.dialect = decideDialect(input.text, input.dialect).dialect;
  }

  get parsed(): ParsedText {
    return (this.parsedText ??= parseText(this.input.text, this.input.deck, undefined, this.dialect));
  }

  get design(): Design {
    return (this.builtDesign ??= this.designOf(this.input.text, 1, new ParseCache()));
  }

  /** The design of a version of the text, parsed through `cache`. */
  designOf(text: string, version: number, cache: ParseCache): Design {
    const { includes, dialect } = this.input;
    const included = new Set<string>();
    const documents: Documents = (uri) => {
      if (uri === DECK_URI) return { uri, version, text };
      if (includes === 'wanted') return undefined;
      if (includes === 'itself' && (included.has(uri) || included.size < MOST_FILES)) {
        included.add(uri);
        return { uri, version, text };
      }
      return { uri, error: 'there is no such file.' };
    };
    return this.input.deck ? buildDesign(DECK_URI, documents, cache, dialect) : checkPart(DECK_URI, documents, cache, dialect);
  }
}
