import { connectInSlices } from '../connectivity/connectivity.js';
import type { Design } from '../design/design.js';
import type { Finding } from '../findings.js';
import { RULES } from './registry.js';
import { reporterOf } from './reporter-of.js';
import { findUnusedInSlices } from './unused.js';
import { toEnd } from '../to-end.js';

const known = new WeakMap<Design, readonly Finding[]>();

/**
 * What the rules for whole circuits find. They wait until typing stops, since
 * they look at everything anew. A design that still wants documents is not judged.
 */
export function circuitFindings(design: Design): readonly Finding[] {
  return toEnd(circuitFindingsInSlices(design));
}

/** The same with pauses, so that a server can answer others, and stop, in between. */
export function* circuitFindingsInSlices(design: Design): Generator<void, readonly Finding[]> {
  const found = known.get(design);
  if (found !== undefined) return found;
  const findings: Finding[] = [];
  if (design.wanted.length === 0) {
    yield* connectInSlices(design);
    yield* findUnusedInSlices(design);
    for (const rule of RULES) {
      if (rule.checkCircuit === undefined) continue;
      rule.checkCircuit(design, reporterOf(rule, findings));
      yield;
    }
  }
  known.set(design, findings);
  return findings;
}
