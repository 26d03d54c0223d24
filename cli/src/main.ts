import { Command, CommanderError } from 'commander';
import { registerExplain } from './commands/explain.js';
import { registerExport } from './commands/export.js';
import { registerFormat } from './commands/format.js';
import { registerLint } from './commands/lint.js';
import { registerLsp } from './commands/lsp.js';
import { registerRun } from './commands/run.js';
import { EXIT_FAILED, EXIT_USAGE } from './exit-codes.js';
import { NotBuiltError } from './solver.js';
import { UnwritableError } from './output/write.js';

/** The command-line tool: one file per command, each registers itself. */
const program = new Command('nodal')
  .description('Lint, simulate and test SPICE netlists.')
  .version(process.env.NODAL_VERSION ?? '0.1.0')
  .showHelpAfterError('(nodal --help shows the commands)')
  .exitOverride();
registerRun(program);
registerLint(program);
registerFormat(program);
registerExport(program);
registerLsp(program);
registerExplain(program);

// `nodal run … | head` ends the reader first; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // A command may have its own code for wrong usage; commander's is 1.
    process.exitCode = error.exitCode === 1 ? EXIT_USAGE : error.exitCode;
  } else if (error instanceof UnwritableError || error instanceof NotBuiltError) {
    console.error(`nodal: ${error.message}`);
    process.exitCode = EXIT_FAILED;
  } else {
    console.error(`nodal: ${error instanceof Error ? error.stack : String(error)}`);
    console.error('nodal: this is a fault of Nodal; please report it with the netlist.');
    process.exitCode = 70;
  }
}
