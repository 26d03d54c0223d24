import { existsSync, readFileSync } from 'node:fs';
import { moduleOf, SOLVER_FILES } from '@nodal/protocol';
import { type RunResult, simulate } from '@nodal/simulation/simulate';

/** The tool was built without what a command needs. */
export class NotBuiltError extends Error {}

/**
 * Runs every analysis of an encoded circuit. Ctrl-C stops it and keeps what was
 * computed; a second one ends the program.
 */
export async function runCircuit(circuit: Uint8Array): Promise<{ result: RunResult; interrupted: boolean }> {
  const controller = new AbortController();
  const stop = () => {
    console.error('nodal: stopping; the results so far are kept (once more ends at once)');
    controller.abort();
    process.once('SIGINT', () => process.exit(130));
  };
  process.once('SIGINT', stop);
  try {
    // The built tool has the solver's module beside it, unless it was built alone.
    const module = new URL(`./${SOLVER_FILES[moduleOf(circuit)]}`, import.meta.url);
    if (!existsSync(module)) throw new NotBuiltError('this copy was built for lint alone and has no solver. `npm run build` in the root of the repository makes one.');
    const wasm = readFileSync(module);
    const result = await simulate(circuit, { wasm, signal: controller.signal });
    return { result, interrupted: controller.signal.aborted };
  } finally {
    process.removeListener('SIGINT', stop);
  }
}
