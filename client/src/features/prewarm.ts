import * as vscode from 'vscode';
import type { DocumentStatuses } from './document-status.js';
import { messageOf } from './log.js';
import type { Simulation } from './simulation.js';

/** Milliseconds from the first netlist's status, when the editor has had time for what is on the screen. */
const DELAY = 1500;

/** Once a netlist is open, the solver is made ready, so that the first run is as fast as the later ones. */
export function registerPrewarm(context: vscode.ExtensionContext, statuses: DocumentStatuses, simulation: Simulation, log: vscode.LogOutputChannel): void {
  const first = statuses.onDidChange(() => {
    first.dispose();
    const timer = setTimeout(() => {
      // Whatever is wrong is told again, and to the user, when something is run.
      simulation.started.prewarm().catch((error: unknown) => log.warn(`The solver could not be made ready: ${messageOf(error)}`));
    }, DELAY);
    context.subscriptions.push({ dispose: () => clearTimeout(timer) });
  });
  context.subscriptions.push(first);
}
