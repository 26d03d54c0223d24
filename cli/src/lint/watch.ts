import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watch as watchFiles } from 'chokidar';
import { EXIT_OK } from '../exit-codes.js';
import { BadOptionError } from './configuration.js';
import { type FilesToLint, findFiles, NETLIST_EXTENSIONS } from './find-files.js';
import type { LintReport } from './finding.js';
import { designUri, type Linter, UnreadableError } from './linter.js';

const NETLIST = new RegExp(String.raw`\.(?:${NETLIST_EXTENSIONS.join('|')})$`, 'i');

/** An editor writes a file in several steps, and a checkout changes many files at once. */
const SETTLED = 100;

export interface Watching {
  args: readonly string[];
  linter: Linter;
  /** Prints what was found. */
  tell(report: LintReport, files: FilesToLint): unknown;
}

/** Checks, and checks again when a file changes that the result depends on. Ends with Ctrl-C. */
export async function watch({ args, linter, tell }: Watching): Promise<number> {
  let files = await findFiles(args);
  let running = Promise.resolve();
  const watcher = watchFiles([], { ignoreInitial: true, ignored: (path) => /[\\/](?:node_modules|\.git)(?:[\\/]|$)/.test(path) });
  // What changes while a check runs is told to the next one.
  const changes: { path: string; how: 'text' | 'existence' }[] = [];
  const check = async () => {
    for (const { path, how } of changes.splice(0)) linter.changed(path, how);
    files = await findFiles(args);
    if (process.stdout.isTTY) process.stdout.write('\x1b[2J\x1b[3J\x1b[H');
    try {
      tell(await linter.check(files.files), files);
    } catch (error) {
      // A file may go between being found and being read, and a configuration be half written; the next change may mend it.
      if (!(error instanceof UnreadableError || error instanceof BadOptionError)) throw error;
      console.error(`nodal: ${error.message}`);
    }
    watcher.add([...linter.files].filter((uri) => uri.startsWith('file:')).map((uri) => fileURLToPath(uri)));
    console.error('nodal: waiting for changes, Ctrl-C ends');
  };
  let timer: NodeJS.Timeout | undefined;
  return new Promise<number>((done, fail) => {
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => { running = running.then(check).catch(fail); }, SETTLED);
    };
    watcher.on('all', (event, path) => {
      // The output may be written into a folder that is watched.
      if (!NETLIST.test(path) && !linter.files.has(designUri(path)) && !files.files.some((file) => resolve(file.path) === resolve(path))) return;
      changes.push({ path, how: event === 'change' ? 'text' : 'existence' });
      again();
    });
    watcher.on('error', (error) => console.error(`nodal: ${error instanceof Error ? error.message : String(error)}`));
    process.once('SIGINT', () => {
      clearTimeout(timer);
      running.then(() => watcher.close()).then(() => done(EXIT_OK), fail);
    });
    watcher.add(args.filter((argument) => !/[*?{[]/.test(argument)));
    if (args.some((argument) => /[*?{[]/.test(argument))) watcher.add('.');
    running = check().catch(fail);
  });
}
