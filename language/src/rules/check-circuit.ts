import type { Design } from '../design/design.js';
import type { Finding } from '../findings.js';
import { RULES } from './registry.js';
import { reporterOf } from './reporter-of.js';

const known = new WeakMap<Design, readonly Finding[]>();

/**
 * What the rules for whole circuits find. They wait until typing stops, since
 * they look at everything anew. A design that still wants documents is not judged.
 */
export function circuitFindings(design: Design): readonly Finding[] {
  let findings = known.get(design);
  if (findings === undefined) known.set(design, (findings = findAll(design)));
  return findings;
}

function findAll(design: Design): readonly Finding[] {
  const findings: Finding[] = [];
  if (design.wanted.length > 0) return findings;
  for (const rule of RULES) rule.checkCircuit?.(design, reporterOf(rule, findings));
  return findings;
}
