import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { Workplace } from './tool.js';

/** The contract of `nodal lsp`, on the built tool, as an editor starts it. */
const place = new Workplace({ 'parts.lib': '.subckt part a b\nr1 a b 1k\n.ends\n' });
const tool = join(import.meta.dirname, '../bin/nodal.js');
const DECK = 'deck\n.include parts.lib\nv1 a 0 1\nx1 a 0 part\nd1 a 0 nomodel\n.op\n.end\n';

let server: ChildProcessWithoutNullStreams;
let connection: MessageConnection;
afterEach(() => {
  connection.dispose();
  server.kill();
});

function start(...args: string[]): void {
  server = spawn(process.execPath, [tool, 'lsp', ...args], { cwd: place.folder });
  connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.listen();
}

async function initialize(processId: number | null = process.pid): Promise<void> {
  const folder = pathToFileURL(place.folder).href;
  await connection.sendRequest('initialize', { processId, rootUri: folder, capabilities: {}, initializationOptions: { dialect: 'ngspice', libraryPaths: ['.'] } });
  await connection.sendNotification('initialized', {});
}

const exitCode = async (process: ChildProcessWithoutNullStreams): Promise<unknown> => (await once(process, 'exit'))[0];

describe('nodal lsp', () => {
  it.each([[['--stdio']], [[]]])('serves an editor, with the arguments %j', async (args) => {
    start(...args);
    const ended = exitCode(server);
    const told = new Promise<{ diagnostics: { code: string; range: { start: object } }[] }>((done) => connection.onNotification('textDocument/publishDiagnostics', done));
    await initialize();
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: pathToFileURL(join(place.folder, 'deck.cir')).href, languageId: 'spice', version: 1, text: DECK } });
    expect((await told).diagnostics.map(({ code, range }) => ({ code, start: range.start }))).toEqual([{ code: 'unknown-model', start: { line: 4, character: 7 } }]);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await ended).toBe(0);
  });

  it('1 when exit comes without shutdown', async () => {
    start('--stdio');
    const ended = exitCode(server);
    await initialize();
    await connection.sendNotification('exit');
    expect(await ended).toBe(1);
  });

  it('ends with its input', async () => {
    start('--stdio');
    const ended = exitCode(server);
    await initialize();
    server.stdin.end();
    expect(await ended).toBe(1);
  });

  it('ends when the process of the editor dies', async () => {
    const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    start('--stdio');
    const ended = exitCode(server);
    await initialize(editor.pid!);
    editor.kill('SIGKILL');
    await once(editor, 'exit');
    expect(await ended).toBe(1);
  });
});
