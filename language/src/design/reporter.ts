import type { Finding } from '../findings.js';
import { type Details, findingOf, type Rule } from '../rules/rule.js';
import type { Declaration, PlacedCard } from './design.js';
import type { Place } from './places.js';

/** Places are told apart up to this length. */
const LONGEST_PLACE = 2 ** 20;

/** Collects the findings that the building of a design meets. A card that is placed twice is reported once. */
export class Reporter {
  readonly findings: Finding[] = [];
  /** Places by rule and document, each as one number: a file that is included ten thousand times is reported on as often. */
  private readonly seen = new Map<Rule, Map<string, Set<number>>>();

  report(rule: Rule, place: Place, message: string, details?: Details): void {
    let ofRule = this.seen.get(rule);
    if (ofRule === undefined) this.seen.set(rule, (ofRule = new Map()));
    let places = ofRule.get(place.uri);
    if (places === undefined) ofRule.set(place.uri, (places = new Set()));
    const key = place.start * LONGEST_PLACE + Math.min(place.end - place.start, LONGEST_PLACE - 1);
    if (places.has(key)) return;
    places.add(key);
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
