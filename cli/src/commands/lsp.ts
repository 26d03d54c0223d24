import { type Command, Option } from 'commander';

/**
 * `nodal lsp`: the language server for editors other than VS Code, the same as
 * the extension's. Exit 0 after `shutdown` and `exit`, 1 when it ends without
 * `shutdown`: by `exit`, by the end of its input, or with the editor's process.
 */
export function registerLsp(program: Command): void {
  program
    .command('lsp')
    .description('serve an editor by the language server protocol')
    .option('--stdio', 'over standard input and output, which is the default and the only way')
    .addOption(new Option('--clientProcessId <id>', 'end with this process; some clients say it so').hideHelp())
    .action(run);
}

async function run(): Promise<void> {
  // The server reads its channel from the arguments, as when it is started by the extension.
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  const { startNodeServer } = await import('@nodal/server/start-node');
  startNodeServer();
}
