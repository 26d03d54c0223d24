import type { Finding } from '../findings.js';
import { type Details, findingOf, type Rule } from '../rules/rule.js';
import type { Declaration, PlacedCard } from './design.js';
import type { Place } from './places.js';

/** Collects the findings that the building of a design meets. A card that is placed twice is reported once. */
export class Reporter {
  readonly findings: Finding[] = [];
  private readonly seen = new Set<string>();

  report(rule: Rule, place: Place, message: string, details?: Details): void {
    const key = `${rule.code} ${place.start} ${place.end} ${place.uri}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.findings.push(findingOf(rule, place, message, details));
  }

  declared(declaration: Declaration, message: string): { uri: string; start: number; end: number; message: string } {
    return { uri: declaration.placed.file.uri, start: declaration.nameStart, end: declaration.nameEnd, message };
  }

  /** Whether the card has syntax errors, so that what is missing on it may have been lost to them. */
  isMalformed(placed: PlacedCard): boolean {
    return isMalformed(placed);
  }
}

/** Problems to which nothing of a card is lost. */
const HARMLESS: ReadonlySet<string> = new Set(['dollar-node', 'stray-parenthesis', 'stray-equals-sign']);

export function isMalformed(placed: PlacedCard): boolean {
  return placed.file.parsed.problemsOf(placed.index)?.some((problem) => !HARMLESS.has(problem.code)) ?? false;
}
