import type { Finding } from '../findings.js';
import { findingOf, type Report, type Rule } from './rule.js';

/** Adds what a rule reports to `findings`. A card of a file that is read twice is reported once. */
export function reporterOf(rule: Rule, findings: Finding[]): Report {
  const seen = new Set<string>();
  return (place, message, details) => {
    const key = `${place.start} ${place.end} ${place.uri}`;
    if (seen.has(key)) return;
    seen.add(key);
    findings.push(findingOf(rule, place, message, details));
  };
}
