import type * as vscode from 'vscode';
import { registerAnalysisLenses } from './features/analysis-lenses.js';
import { registerConvertDialect } from './features/convert-dialect.js';
import { registerCopyReport } from './features/copy-report.js';
import { DocumentStatuses } from './features/document-status.js';
import { registerFileTypes } from './features/file-types.js';
import { LanguageServer, registerLanguageServer } from './features/language-server.js';
import { createLog, messageOf } from './features/log.js';
import { registerNewNetlist } from './features/new-netlist.js';
import { registerPrewarm } from './features/prewarm.js';
import { registerReadFile } from './features/read-file.js';
import { registerResultViews } from './features/result-views.js';
import { registerRun, Runner } from './features/run.js';
import { registerRunDiagnostics } from './features/run-diagnostics.js';
import { registerRunStatus } from './features/run-status.js';
import { registerSchematic } from './features/schematic.js';
import { Simulation } from './features/simulation.js';
import { registerTasks } from './features/tasks.js';
import type { Platform } from './platform.js';

/** Wires the features. Nothing here reads a file, starts a worker or compiles WebAssembly; the server is started last. */
export function activateNodal(context: vscode.ExtensionContext, platform: Platform): void {
  const log = createLog(context);
  const server = new LanguageServer(platform, log);
  const statuses = new DocumentStatuses(server);
  const simulation = new Simulation(platform, log);
  const runner = new Runner(server, simulation, statuses, platform, log);
  context.subscriptions.push(statuses, simulation);

  registerLanguageServer(context, server);
  registerReadFile(server, platform, log);
  registerFileTypes(context, server, log);
  registerRun(context, runner);
  registerRunStatus(context, runner);
  registerRunDiagnostics(context, runner, server, log);
  registerAnalysisLenses(context, server, runner, log);
  registerResultViews(context, simulation, statuses, runner, log);
  registerPrewarm(context, statuses, simulation, log);
  registerSchematic(context, server, statuses, platform, log);
  registerCopyReport(context, runner);
  registerNewNetlist(context);
  registerTasks(context, platform);
  registerConvertDialect(context, server);

  // Activation does not wait for the server: commands and views are there at once.
  server.start().catch((error: unknown) => log.error(`The language server could not be started: ${messageOf(error)}. Try the command "Nodal: Restart Server".`));
}
