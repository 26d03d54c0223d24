import type { Engine } from '../engine.js';
import { runJobs, type RunControl } from '../run-jobs.js';
import { WARM_UP_CIRCUITS } from './circuits.js';

/**
 * Runs small circuits of all devices, so that the JavaScript engine has compiled
 * and optimised the solver's code before the first run that somebody waits for.
 * Ends early when `control.stopped` turns true.
 */
export async function warmUp(engine: Engine, control: RunControl): Promise<void> {
  for (const circuit of WARM_UP_CIRCUITS) {
    if (control.stopped) return;
    await runJobs(engine, { circuit: Uint8Array.from(atob(circuit), (letter) => letter.charCodeAt(0)) }, { event() {}, chunk() {} }, control);
  }
}
