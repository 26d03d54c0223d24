import type { DirectiveCard } from '../generated/ast.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import { HEAD_ENDL, HEAD_LIB } from '../text/card-head.js';
import { findDirective } from '../reference/directives.js';
import { positional } from './operands.js';
import { unquoted } from './resolve-uri.js';

/** `.lib name` … `.endl` within a file, by card index. */
export interface Section {
  /** In lower case. */
  name: string;
  /** Index of the `.lib` card. */
  start: number;
  /** Index of the `.endl` card, or the number of cards when it is missing. */
  end: number;
}

export interface Sections {
  /** By the index of their first card. */
  byStart: Map<number, Section>;
  /** `.endl` cards that end nothing. */
  stray: number[];
  /** Sections without `.endl`. */
  unclosed: Section[];
}

/** The canonical keyword of a dot card, `.inc` as `.include`; its own spelling in lower case when nobody knows it. */
export function keywordOf(card: DirectiveCard): string {
  const keyword = card.keyword.toLowerCase();
  return findDirective(keyword)?.name ?? keyword;
}

const known = new WeakMap<ParsedText, Sections>();

/**
 * Finds the sections of a file. `.lib name` with one operand is a section when
 * an `.endl` ends it, and else an include as LTspice takes it; a word that
 * looks like a file is taken for a section only by an `.endl` that names it. What a
 * word without an `.endl` is depends on the dialect.
 */
export function sectionsOf(parsed: ParsedText): Sections {
  let sections = known.get(parsed);
  if (sections === undefined) known.set(parsed, (sections = findSections(parsed)));
  return sections;
}

function findSections(parsed: ParsedText): Sections {
  const sections: Sections = { byStart: new Map(), stray: [], unclosed: [] };
  const open: { name: string; start: number; file: boolean }[] = [];
  const { count, head } = parsed.table;
  for (let i = 0; i < count; i++) {
    if (head[i] !== HEAD_LIB && head[i] !== HEAD_ENDL) continue;
    const card = parsed.card(i);
    if (head[i] === HEAD_LIB) {
      const operands = positional(card);
      const name = operands[0];
      if (operands.length === 1 && (name?.$type === 'Word' || name?.$type === 'Text')) {
        open.push({ name: unquoted(name.text).toLowerCase(), start: i, file: name.$type === 'Text' || /[./\\]/.test(name.text) });
      }
    } else {
      const operand = positional(card)[0];
      const name = operand !== undefined && 'text' in operand ? unquoted(operand.text).toLowerCase() : undefined;
      let at = open.length - 1;
      while (at >= 0 && (name === undefined ? open[at]!.file : open[at]!.name !== name)) at--;
      // An `.endl` with a wrong name still ends the section that is open.
      if (at < 0 && name !== undefined) for (at = open.length - 1; at >= 0 && open[at]!.file; at--);
      if (at < 0) {
        sections.stray.push(i);
        continue;
      }
      sections.byStart.set(open[at]!.start, { name: open[at]!.name, start: open[at]!.start, end: i });
      open.length = at;
    }
  }
  for (const left of open) {
    // Where LTspice and PSpice read a file, one word is its name.
    if (left.file || parsed.dialect.oneWordLibrary === 'file') continue;
    const section = { name: left.name, start: left.start, end: count };
    sections.unclosed.push(section);
    sections.byStart.set(left.start, section);
  }
  return sections;
}
