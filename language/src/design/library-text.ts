import type { Finding } from '../findings.js';
import { libraryText } from '../rules/library-text.js';
import { findingOf } from '../rules/rule.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import { HEAD_ENDS, HEAD_FUNC, HEAD_MODEL, HEAD_SUBCKT, HEAD_UNKNOWN, isElementHead } from '../text/card-head.js';
import type { Design } from './design.js';
import { cardIndexAt } from './lookup.js';

export const LIBRARY_TEXT = 'This stands outside of the subcircuits of a library and is no card. LTspice and PSpice pass over it, ngspice does not: begin the line with * if it is a comment.';

/**
 * The findings of a library that is checked by itself. Its makers write titles
 * and remarks between the subcircuits, which their simulators pass over: what
 * is wrong with such a line as a card is no error there.
 */
export function findingsOfLibrary(design: Design, findings: Finding[]): Finding[] {
  const file = design.files[0];
  if (design.role !== 'part' || file === undefined || findings.length === 0) return findings;
  const outside = cardsOutside(file.parsed);
  if (outside === undefined) return findings;
  const { table } = file.parsed;
  const cardOf = (finding: Finding) => (finding.uri === file.uri ? cardIndexAt(table.start, table.end, finding.start) : -1);
  const passed = new Set<number>();
  // The first line of a file is its title more often than an element.
  const title = outside[0] === 1 && isFirstLine(file.text, table.start[0]!) ? 0 : -1;
  for (const finding of findings) {
    const card = cardOf(finding);
    if (finding.severity !== 'error' && !OF_TEXT.has(finding.code) && card !== title) continue;
    if (card >= 0 && outside[card] === 1) passed.add(card);
  }
  if (passed.size === 0) return findings;
  const kept = findings.filter((finding) => !passed.has(cardOf(finding)));
  for (const card of passed) kept.push(findingOf(libraryText, { uri: file.uri, start: table.start[card]!, end: table.end[card]! }, LIBRARY_TEXT));
  return kept;
}

/** Codes of what is milder than an error and shows that a line is no card all the same. */
const OF_TEXT: ReadonlySet<string> = new Set(['missing-operand', 'unknown-card', 'stray-equals-sign', 'stray-parenthesis', 'unclosed-parenthesis']);

/** Whether nothing stands above a card. */
function isFirstLine(text: string, start: number): boolean {
  return text.slice(0, start).trim() === '';
}

/** Which elements, unknown cards and `.ends` stand outside of subcircuits; undefined for a text that declares nothing, which is no library. */
function cardsOutside({ table: { head, count } }: ParsedText): Uint8Array | undefined {
  const outside = new Uint8Array(count);
  let depth = 0;
  let declares = false;
  for (let i = 0; i < count; i++) {
    const at = head[i]!;
    if (at === HEAD_SUBCKT || at === HEAD_MODEL || at === HEAD_FUNC) declares = true;
    if (at === HEAD_SUBCKT) depth++;
    else if (at === HEAD_ENDS && depth > 0) depth--;
    else if (depth === 0 && (at === HEAD_UNKNOWN || at === HEAD_ENDS || isElementHead(at))) outside[i] = 1;
  }
  return declares ? outside : undefined;
}
