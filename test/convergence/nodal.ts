import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import type { Statistics } from '@nodal/protocol';
import type { Engine } from '@nodal/simulation/engine';
import { simulate } from '@nodal/simulation/simulate';
import { type HardCircuit, judge } from './deck.js';

export interface NodalResult {
  readonly solved: boolean;
  /** The largest difference of the nearest answer, of its tolerance. */
  readonly error: number;
  /** What is wrong, in words. */
  readonly worst: string;
  readonly statistics: Statistics | undefined;
}

/** The deck on Nodal with its default options. */
export async function runOnNodal(circuit: HardCircuit, engine: Engine): Promise<NodalResult> {
  const { circuit: elaborated, all } = elaborateText(circuit.text);
  const failed = (worst: string, statistics?: Statistics): NodalResult => ({ solved: false, error: Infinity, worst, statistics });
  if (!elaborated) return failed(all.find(({ severity }) => severity === 'error')?.message ?? 'there is no circuit');
  const { plots, outcome, diagnostics } = await simulate(encodeCircuit(elaborated), { engine });
  const plot = plots.at(-1);
  if (outcome !== 'done' || !plot) return failed(diagnostics.find(({ severity }) => severity === 'error')?.message ?? outcome, plot?.statistics);
  const { error, worst } = judge(circuit, new Map(plot.vectors.map(({ name }, i) => [name, plot.columns[i]!])));
  return { solved: error <= 1, error, worst, statistics: plot.statistics };
}
