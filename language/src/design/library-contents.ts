import type { DirectiveCard } from '../generated/ast.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import { decideDialect } from '../dialect/detect.js';
import { parseText } from '../syntax/parse-document.js';
import { HEAD_ENDS, HEAD_MODEL, HEAD_SUBCKT } from '../text/card-head.js';
import { briefNameOf } from './brief-names.js';
import { portsOf } from './declarations.js';
import { ParsedFile, PlacedCard } from './design.js';
import { assignments, operandText, positional } from './operands.js';
import { type Section, sectionsOf } from './sections.js';

/** A subcircuit that a file offers to those who include it. */
export interface LibrarySubcircuit {
  name: string;
  ports: readonly string[];
  /** Its parameters as they are written: `gain=10`. */
  parameters: readonly string[];
  /** The section of the library that it stands in. */
  section: string | undefined;
  /** Where its card begins. */
  start: number;
}

/** A model that a file offers to those who include it. */
export interface LibraryModel {
  name: string;
  /** The type word in lower case. */
  type: string;
  section: string | undefined;
  start: number;
}

/** What a file offers to those who include it. */
export interface LibraryContents {
  subcircuits: LibrarySubcircuit[];
  models: LibraryModel[];
}

/**
 * The subcircuits and models that stand outside of other subcircuits, for an
 * index of libraries. Only the first words of models are read, and of cards
 * nothing but the heads of subcircuits is parsed.
 */
export function libraryContents(uri: string, text: string): LibraryContents {
  const contents: LibraryContents = { subcircuits: [], models: [] };
  const decision = decideDialect(text, 'auto');
  const file = new ParsedFile(0, uri, 0, parseText(text, false, undefined, decision.dialect, false), false, decision);
  const { parsed } = file;
  const { head, count } = parsed.table;
  const sections = [...sectionsOf(parsed).byStart.values()].sort((a, b) => a.start - b.start);
  const open: Section[] = [];
  let next = 0;
  let depth = 0;
  for (let i = 0; i < count; i++) {
    while (next < sections.length && sections[next]!.start <= i) open.push(sections[next++]!);
    while (open.length > 0 && open.at(-1)!.end <= i) open.pop();
    const at = head[i]!;
    if (at === HEAD_ENDS && depth > 0) depth--;
    if (at === HEAD_SUBCKT) {
      if (depth === 0) addSubcircuit(new PlacedCard<DirectiveCard>(file, i), open.at(-1)?.name, contents);
      depth++;
    } else if (at === HEAD_MODEL && depth === 0) addModel(parsed, i, open.at(-1)?.name, contents);
  }
  return contents;
}

function addSubcircuit(placed: PlacedCard<DirectiveCard>, section: string | undefined, { subcircuits }: LibraryContents): void {
  const [name] = positional(placed.card);
  if (name?.$type !== 'Word' && name?.$type !== 'Text') return;
  const parameters = assignments(placed.card).map(({ target, value }) => `${operandText(placed, target).text}=${value === undefined ? '' : operandText(placed, value).text}`);
  subcircuits.push({ name: name.text, ports: portsOf(placed).map((port) => port.name), parameters, section, start: placed.file.cardStart[placed.index]! });
}

function addModel(parsed: ParsedText, index: number, section: string | undefined, { models }: LibraryContents): void {
  const start = parsed.table.start[index]!;
  const brief = briefNameOf(parsed, index);
  if (brief !== undefined) {
    models.push({ name: brief.name, type: brief.type, section, start });
    return;
  }
  const [name, type] = positional(parsed.card(index) as DirectiveCard);
  if (name?.$type !== 'Word' && name?.$type !== 'Text') return;
  models.push({ name: name.text, type: (type?.$type === 'Word' ? type.text : type?.$type === 'Call' ? type.callee : '').toLowerCase(), section, start });
}
