import { closestOf } from '../rules/closest.js';
import { DIALECT_NAMES, type Dialect, type DialectChoice, type DialectName } from './dialect.js';
import { collectEvidence, type Evidence } from './evidence.js';
import { dialectOf } from './registry.js';

/** The dialect of a text, and why. */
export interface DialectDecision {
  dialect: Dialect;
  /** What decided: the comment of the file, the user's setting, what was seen in the text, the deck's dialect, or nothing. */
  by: 'comment' | 'setting' | 'text' | 'deck' | 'default';
  /** What speaks for the dialect, the weightiest first. */
  evidence: Evidence[];
  /** A comment that names no dialect, and the name that it may have meant. */
  unknown: { name: string; start: number; end: number; closest: string | undefined } | undefined;
}

/** No more of a text is looked at: what follows has seldom more to say, and typing must not wait. */
const HEAD = 65_536;
/** By how much the deck's dialect is ahead in a file that it includes, and ngspice in a deck: what it takes as well decides nothing. */
const DECK_ADVANTAGE = 3, DEFAULT_ADVANTAGE = 2;

/**
 * Decides the dialect of a text. A comment of the file (`* nodal: dialect=NAME`)
 * comes before the user's choice, this before what is seen in the text, this
 * before the dialect of the deck that includes it.
 */
export function decideDialect(text: string, choice: DialectChoice = 'auto', deck?: Dialect): DialectDecision {
  const limit = Math.min(text.length, HEAD);
  const comment = dialectComment(text, limit);
  const name = comment?.name.toLowerCase();
  const stated = name === undefined ? undefined : DIALECT_NAMES.find((known) => known === name);
  const unknown = comment === undefined || stated !== undefined || name === 'auto' ? undefined : { ...comment, closest: closestOf(name!, DIALECT_NAMES) };
  if (stated !== undefined) return { dialect: dialectOf(stated), by: 'comment', evidence: [], unknown };
  if (choice !== 'auto') return { dialect: dialectOf(choice), by: 'setting', evidence: [], unknown };
  const evidence = collectEvidence(text, limit);
  const best = strongest(evidence, deck?.name);
  if (best === undefined) return { dialect: deck ?? dialectOf('ngspice'), by: deck === undefined ? 'default' : 'deck', evidence: [], unknown };
  const speaking = evidence.filter(({ dialect }) => dialect === best).sort((a, b) => b.weight - a.weight || a.line - b.line);
  return { dialect: dialectOf(best), by: speaking.length > 0 ? 'text' : deck === undefined ? 'default' : 'deck', evidence: speaking, unknown };
}

/** The dialect with the most weight; at a draw the first of the list of dialects. */
function strongest(evidence: readonly Evidence[], deck: DialectName | undefined): DialectName | undefined {
  if (evidence.length === 0) return undefined;
  const weights = new Map<DialectName, number>();
  weights.set(deck ?? 'ngspice', deck === undefined ? DEFAULT_ADVANTAGE : DECK_ADVANTAGE);
  for (const { dialect, weight } of evidence) weights.set(dialect, (weights.get(dialect) ?? 0) + weight);
  let best: DialectName | undefined;
  for (const name of DIALECT_NAMES) {
    if ((weights.get(name) ?? 0) > (best === undefined ? 0 : weights.get(best)!)) best = name;
  }
  return best;
}

const COMMENT = /nodal:[ \t]*dialect[ \t]*=[ \t]*([^\s;,]*)/gi;

/** The name in the first comment `nodal: dialect=NAME`, and where it stands. */
function dialectComment(text: string, limit: number): { name: string; start: number; end: number } | undefined {
  const head = limit < text.length ? text.slice(0, limit) : text;
  if (!head.includes('odal:')) return undefined;
  COMMENT.lastIndex = 0;
  for (let match = COMMENT.exec(head); match !== null; match = COMMENT.exec(head)) {
    const lineStart = Math.max(head.lastIndexOf('\n', match.index), head.lastIndexOf('\r', match.index)) + 1;
    if (!/^\s*[*;$/#]|;|\s\$/.test(head.slice(lineStart, match.index))) continue;
    const end = match.index + match[0].length;
    return { name: match[1]!, start: end - match[1]!.length, end };
  }
  return undefined;
}

/** Why a file has its dialect, in one line for people. */
export function explainDialect({ dialect, by, evidence }: DialectDecision): string {
  switch (by) {
    case 'comment': return `${dialect.title}, because a comment of the file says so.`;
    case 'setting': return `${dialect.title}, because the setting nodal.dialect says so.`;
    case 'deck': return `${dialect.title}, the dialect of the deck that includes it.`;
    case 'default': return `${dialect.title}; nothing in the file speaks for another dialect.`;
    case 'text': return `${dialect.title}: ${evidence.slice(0, 3).map(({ line, reason }) => `${reason} (line ${line + 1})`).join('; ')}.`;
  }
}
