import { NONE, type Circuit, type Job } from '@nodal/protocol';
import type { DialectName } from '../dialect/dialect.js';
import { actsIn, optionDefault, OPTIONS } from '../reference/options.js';

/**
 * The options that a job is solved with: what the deck sets, else the default
 * of its dialect. One without a default that the deck does not set is left out.
 */
export function optionsInForce(circuit: Circuit, job: Job): Record<string, number | string> {
  const dialect = circuit.dialect as DialectName;
  const options: Record<string, number | string> = {};
  for (const facts of OPTIONS) {
    const usual = optionDefault(facts, dialect);
    // The table has `parhier` for the language alone.
    if (actsIn(facts, dialect) && facts.name !== 'parhier' && usual !== null) options[facts.name] = usual;
  }
  const { parameters, values, strings } = circuit;
  for (let i = job.optionsStart; i < job.optionsStart + job.optionsCount; i++) {
    const text = parameters.text[i]!;
    options[strings[parameters.name[i]!]!] = text === NONE ? values.constant[parameters.valueStart[i]!]! : strings[text]!;
  }
  if (job.temperature !== NONE) options.temp = values.constant[job.temperature]!;
  return options;
}
