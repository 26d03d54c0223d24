import type { BenchCircuit } from './circuit.js';

/** How often a run can be begun: a filter of two nodes, a thousand times. */
const FROM = 1000;
const BY = 9;
const TO = FROM + 999 * BY;

const filter: BenchCircuit = {
  name: 'rc-step-1000',
  analysis: 'steps',
  body: `A thousand RC filters
.param rr=${FROM}
v1 in 0 pulse(0 1 0 1u 1u 1 2)
r1 in out {rr}
c1 out 0 10n`,
  card: `.tran 10u 500u 0 10u\n.step param rr ${FROM} ${TO} ${BY}`,
  save: ['v(out)'],
  // ngspice has no .step. One process alters the resistor and drops each plot, which is its fastest way.
  loop: [`let value = ${FROM}`, `while value <= ${TO}`, '  alter r1 = $&value', '  tran 10u 500u 0 10u', '  destroy', `  let value = value + ${BY}`, 'end'],
};

export const STEPS: readonly BenchCircuit[] = [filter];
