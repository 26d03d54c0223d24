import type { Design } from '../design/design.js';
import { findingOf, type Rule } from './rule.js';

/** All rules, in the order in which their checks run. */
export const RULES: readonly Rule[] = [];

/** Runs the checks that look at the whole design and adds their findings to it. */
export function checkDesign(design: Design): void {
  for (const rule of RULES) {
    rule.check?.(design, (place, message, details) => {
      design.findings.push(findingOf(rule, place, message, details));
    });
  }
}
