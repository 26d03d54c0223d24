import type { Finding } from '../findings.js';
import type { ParsedText } from '../syntax/parsed-text.js';
import { binaryContent } from './binary-content.js';
import { dollarNode } from './dollar-node.js';
import { lineEndAt } from '../text/characters.js';
import type { Block } from '../text/blocks.js';
import { encryptedBlock } from './encrypted-block.js';
import { encryptedFile } from './encrypted-file.js';
import { insertAt } from './fixes.js';
import { foreignFile } from './foreign-file.js';
import { microSigns } from './micro-sign.js';
import { findingOf, type Rule } from './rule.js';
import { strayCharacter } from './stray-character.js';
import { strayEqualsSign } from './stray-equals-sign.js';
import { strayParenthesis } from './stray-parenthesis.js';
import { syntaxError } from './syntax-error.js';
import { unclosedBlock } from './unclosed-block.js';
import { unclosedBrace } from './unclosed-brace.js';
import { unclosedParenthesis } from './unclosed-parenthesis.js';
import { unclosedQuote } from './unclosed-quote.js';

const RULES: Record<string, Rule> = Object.fromEntries([syntaxError, unclosedQuote, unclosedBrace, unclosedParenthesis, strayParenthesis, strayEqualsSign, dollarNode].map((rule) => [rule.code, rule]));

/** The findings of a text that need no other document: malformed cards, of those in `used` only where it is given, and bytes that are no text. */
export function syntaxFindings(uri: string, parsed: ParsedText, used?: Uint8Array): Finding[] {
  const { binaryAt, foreign, strayAt } = parsed;
  if (parsed.encrypted) {
    return [findingOf(encryptedFile, firstLine(uri, parsed), 'This library is encrypted for LTspice, and nobody else can read it. Look for an open model of the part.')];
  }
  if (foreign !== undefined) {
    return [findingOf(foreignFile, firstLine(uri, parsed), `This is ${foreign.what}. It is no SPICE netlist, and Nodal leaves it alone.`)];
  }
  if (binaryAt !== undefined) {
    const place = { uri, start: binaryAt, end: binaryAt + 1 };
    return [parsed.deck
      ? findingOf(binaryContent, place, 'This is not a text: it holds control characters. If it is a netlist, save it as UTF-8.')
      : findingOf(binaryContent, place, 'This is not a text: it holds control characters. It is no SPICE netlist, and Nodal leaves it alone.', { severity: 'information' })];
  }
  const findings = microSigns(uri, parsed.text, parsed.table.title?.end ?? 0);
  if (strayAt !== undefined) {
    const code = parsed.text.charCodeAt(strayAt).toString(16).toUpperCase().padStart(4, '0');
    findings.push(findingOf(strayCharacter, { uri, start: strayAt, end: strayAt + 1 }, `An invisible control character (U+${code}) stands here and is read as a blank. Remove it.`, { ...(harmless(parsed.text, strayAt) ? { severity: 'hint' } : {}), fix: { title: 'Write a blank', edits: [{ start: strayAt, end: strayAt + 1, newText: ' ' }] } }));
  }
  for (const block of parsed.table.blocks) blockFindings(uri, parsed.text, block, findings);
  if (parsed.problems.size === 0) return findings;
  for (const [index, problems] of parsed.problems) {
    if (used?.[index] === 0) continue;
    const base = parsed.table.start[index]!;
    for (const problem of problems) {
      findings.push(withFix(findingOf(RULES[problem.code]!, { uri, start: base + problem.start, end: base + problem.end }, problem.message), parsed, index));
    }
  }
  return findings;
}

/** A control character in a comment line, and the end of a file of DOS in the middle of files that were joined, change nothing. */
function harmless(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x1a || /^[ \t]*\*/.test(text.slice(Math.max(text.lastIndexOf('\n', at), text.lastIndexOf('\r', at)) + 1, at));
}

/** What is not closed is closed where it ends, and what closes nothing goes. */
function withFix(finding: Finding, { text, table }: ParsedText, card: number): Finding {
  const { start, end, code } = finding;
  const insert = (at: number, newText: string) => ({ ...finding, fix: { title: `Insert ${newText}`, edits: [{ start: at, end: at, newText }], guess: true } });
  switch (code) {
    case unclosedQuote.code: return insert(end, text.charAt(start));
    case unclosedBrace.code: return insert(end, '}');
    case unclosedParenthesis.code: return insert(endOfOperands(text, start, table.end[card]!), ')'.repeat(openIn(text.slice(start, table.end[card]))));
    case strayParenthesis.code: case strayEqualsSign.code: return { ...finding, fix: { title: `Remove ${text.slice(start, end)}`, edits: [{ start, end, newText: '' }], guess: true } };
    default: return finding;
  }
}

/** How many parentheses of a text are not closed; at least one. */
function openIn(text: string): number {
  let depth = 0;
  for (const character of text) depth += character === '(' ? 1 : character === ')' ? -1 : 0;
  return Math.max(1, depth);
}

/** Where the last operand of a card ends: comments at the end of its last line do not count. */
function endOfOperands(text: string, start: number, end: number): number {
  const line = Math.max(start, text.lastIndexOf('\n', end - 1) + 1);
  const comment = /[ \t]*(?:;|[ \t]\$[ \t]|[ \t]\/\/)/.exec(text.slice(line, end));
  return line + (comment?.index ?? text.slice(line, end).trimEnd().length);
}

/** The first line of a text that is not blank. */
function firstLine(uri: string, { text }: ParsedText): { uri: string; start: number; end: number } {
  const start = Math.max(0, text.search(/\S/));
  return { uri, start, end: lineEndAt(text, start, text.length) };
}

const CLOSERS = { machine: '.endmachine', aliases: '.endaliases', variation: '.end_variation', encrypted: '.unprot or $CDNENCFINISH' } as const;

/** One note for each block, at its first line. */
function blockFindings(uri: string, text: string, { kind, start, closed }: Block, findings: Finding[]): void {
  const place = { uri, start, end: lineEndAt(text, start, text.length) };
  if (!closed) findings.push(findingOf(unclosedBlock, place, `What begins here is not closed, so that nothing below it is read. Add ${CLOSERS[kind]} where it ends.`, kind === 'encrypted' ? {} : { fix: insertAt(`Insert ${CLOSERS[kind]}`, text, text.length, CLOSERS[kind]) }));
  if (kind === 'encrypted') findings.push(findingOf(encryptedBlock, place, 'The text from here on is encrypted, and only the simulator that it was made for can read it. Look for an open model of the part.'));
}
