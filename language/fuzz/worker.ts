import { parentPort } from 'node:worker_threads';
import { CoverageRecorder } from './coverage.js';
import { fastestTime, firstFailure, measured, SLOWEST } from './failure.js';
import type { Answer, Order, WorkerData } from './messages.js';
import { ORACLES } from './oracles/registry.js';
import { Plan } from './plan.js';
import { Random } from './random.js';
import { readSeeds } from './seeds.js';

/** Runs the inputs that the main thread orders, and tells it of each that fails. */
export function work({ root, corpus, inputs, seed, coverage, pulse }: WorkerData): void {
  // The parser throws for each malformed card; the places that it keeps with them cost more than the parsing.
  Error.stackTraceLimit = 2;
  const plan = new Plan(inputs, seed, readSeeds(root, corpus));
  const beat = new Float64Array(pulse);
  const recorder = coverage ? new CoverageRecorder() : undefined;
  const answer = (message: Answer) => parentPort!.postMessage(message);

  const runOne = (index: number): void => {
    const sampling = new Random(seed ^ 0x5bd1e995, index);
    const oracles = ORACLES.filter((oracle) => oracle.every === 1 || sampling.oneIn(oracle.every));
    const input = plan.caseAt(index);
    beat[1] = Date.now();
    beat[0] = index;
    const { failure, longest } = measured(input, oracles);
    if (failure !== undefined) answer({ kind: 'failed', index, failure });
    else if (longest > SLOWEST) {
      const again = fastestTime(input);
      if (again > SLOWEST) answer({ kind: 'failed', index, failure: { oracle: 'slow', message: `it takes ${Math.round(again)} ms` } });
    }
    beat[0] = -1;
  };

  answer({ kind: 'ready' });
  parentPort!.on('message', (order: Order) => {
    switch (order.kind) {
      case 'run':
        for (let index = order.from; index < order.to; index++) runOne(index);
        return answer({ kind: 'done' });
      case 'try': {
        const failure = firstFailure(order.input);
        return answer({ kind: 'tried', failure, milliseconds: fastestTime(order.input) });
      }
      case 'finish':
        return answer({ kind: 'covered', counts: recorder?.take() });
    }
  });
}
