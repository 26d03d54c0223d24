import { type Design, type Finding, LineIndex, type ParsedText } from '@nodal/language';
import type { Excerpt, FilePlace, LintFinding } from './finding.js';

/** Of a line that is longer, the part around the finding is shown. Findings beside each other show the same. */
const LONGEST_EXCERPT = 160;
const STEP = 80;

const NONE: readonly never[] = [];

interface Text {
  text: string;
  index: LineIndex;
  /** The last excerpt, with its offset. */
  last: { from: number; excerpt: Excerpt } | undefined;
}

/** Gives findings the lines and columns of their texts. The lines of a library are counted once for all decks. */
export class Placing {
  private readonly indices = new WeakMap<ParsedText, Text>();

  constructor(private readonly display: (uri: string) => string) {}

  place(design: Design, findings: readonly Finding[]): LintFinding[] {
    const texts = new Map<string, Text>();
    const textOf = (uri: string): Text => {
      let text = texts.get(uri);
      if (text === undefined) texts.set(uri, (text = this.textIn(design, uri)));
      return text;
    };
    const placeOf = (uri: string, { start, end }: { start: number; end: number }): FilePlace => {
      const { index } = textOf(uri);
      const from = index.positionAt(start);
      const to = index.positionAt(end);
      return { file: this.display(uri), line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
    };
    return findings.map((finding) => {
      const { uri, severity, code, message, related = NONE, fix, tags = NONE } = finding;
      const { file, line, column, endLine, endColumn } = placeOf(uri, finding);
      return {
        file, line, column, endLine, endColumn, uri, severity, code, message, tags,
        excerpt: excerptAt(textOf(uri), finding.start, column),
        related: related.length === 0 ? NONE : related.map((other) => ({ ...placeOf(other.uri, other), message: other.message })),
        fix: fix === undefined ? undefined : { title: fix.title, guess: fix.guess === true, edits: fix.edits.map((edit) => ({ ...edit, ...placeOf(uri, edit) })) },
      };
    });
  }

  private textIn(design: Design, uri: string): Text {
    const file = design.files.find((each) => each.uri === uri);
    // What is said of a file that could not be read stands at its beginning.
    if (file === undefined) return { text: '', index: new LineIndex(''), last: undefined };
    let known = this.indices.get(file.parsed);
    if (known === undefined) this.indices.set(file.parsed, (known = { text: file.text, index: new LineIndex(file.text), last: undefined }));
    return known;
  }
}

function excerptAt(file: Text, start: number, column: number): Excerpt {
  const { text, last } = file;
  const lineStart = start - column + 1;
  const from = lineStart + Math.floor(Math.max(0, column - LONGEST_EXCERPT + STEP) / STEP) * STEP;
  if (last?.from === from) return last.excerpt;
  let end = from;
  while (end < text.length && end - from < LONGEST_EXCERPT && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  // A piece of a string keeps the whole alive, so the characters are copied.
  const excerpt = { text: Buffer.from(text.slice(from, end), 'utf16le').toString('utf16le'), column: from - lineStart + 1 };
  file.last = { from, excerpt };
  return excerpt;
}
