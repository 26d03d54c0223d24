import type { Design } from '../design/design.js';
import type { Finding } from '../findings.js';
import { HEAD_CONTROL, HEAD_DIRECTIVE, HEAD_END, isElementHead } from '../text/card-head.js';

/** What the deck that includes a fragment may bring. */
const MAY_BE_ELSEWHERE: ReadonlySet<string> = new Set(['unknown-parameter', 'unknown-model', 'unknown-subcircuit', 'unknown-function', 'unknown-element-name', 'no-ground']);

/**
 * Whether the deck's text may be a fragment that another deck includes: it has
 * no elements, or it says neither what to compute nor where it ends, nor anything
 * else than elements and declarations. So does a deck that somebody has just begun.
 */
function maybeFragment({ role, files }: Design): boolean {
  const heads = files[0]?.heads;
  if (role !== 'deck' || heads === undefined) return false;
  return !heads.includes(HEAD_DIRECTIVE) && !heads.includes(HEAD_END) && !heads.includes(HEAD_CONTROL) || !heads.some(isElementHead);
}

/** The findings of a text that may be a fragment: that a name is missing is a warning, since the deck around it may declare it. */
export function ofFragment(design: Design): (finding: Finding) => Finding {
  if (!maybeFragment(design)) return (finding) => finding;
  return (finding) => (finding.severity === 'error' && MAY_BE_ELSEWHERE.has(finding.code) ? { ...finding, severity: 'warning' } : finding);
}
