import type { Design } from '../design/design.js';
import type { Severity } from '../findings.js';
import type { Loop, ScopeConnections } from '../connectivity/scope-connections.js';
import { reportLoops } from './connections.js';
import { severityIn } from './reached.js';
import type { Rule } from './rule.js';

/**
 * No voltage sources form a loop, alone or with inductors.
 *
 * Nothing limits the current around the loop: the matrix is singular. An
 * inductor is a source of 0 V while the operating point is looked for, so that
 * one across a voltage source needs a resistance in series.
 */
export const voltageLoop: Rule = {
  group: 'connections',
  code: 'voltage-loop',
  severity: 'error',
  summary: 'No voltage sources form a loop, alone or with inductors.',
  why: 'Nothing limits the current around the loop: the matrix is singular. An inductor is a source of 0 V while the operating point is looked for, so that one across a voltage source needs a resistance in series; some simulators get by without, and so it is a warning.',
  example: 'v1 a 0 1\nv2 b a 1\ne1 b 0 c 0 2\nr1 b c 1k\nr2 c 0 1k',
  counterExample: 'v1 a 0 1\nv2 b a 1\ne1 d 0 c 0 2\nr3 d b 1\nr1 b c 1k\nr2 c 0 1k',
  checkCircuit(design, report) {
    reportLoops(design, report, (loop) => !isPairOfSources(loop), ({ text, count }, { inductive }) => (inductive
      ? `At direct current ${text} ${count === 1 ? 'has' : 'form'} a loop without resistance, so that the matrix is singular. Put a small resistor in series.`
      : `${text} ${count === 1 ? 'has' : 'form'} a loop of voltage sources, in which nothing limits the current. Put a resistor in series.`), severityOfLoop(design));
  },
};

/** Whether a loop is two independent sources side by side. */
export function isPairOfSources({ members }: Loop): boolean {
  return members.length === 2 && members.every(({ card }) => /^v/i.test(card.name));
}

export function severityOfLoop(design: Design): (loop: Loop, connections: ScopeConnections) => Severity {
  return ({ members, inductive }, { scope }) => {
    if (!inductive) return severityIn(design, scope, 'error');
    return design.role === 'deck' && members.some(({ file }) => file.index === 0) ? 'warning' : 'information';
  };
}
