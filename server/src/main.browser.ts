import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { ClientFileSource } from './files/client-file-source.js';
import { startServer } from './server.js';

declare const self: DedicatedWorkerGlobalScope;

/** The language server in a web worker: the client reads every file. */
startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  source: (connection) => new ClientFileSource(connection),
  pause: () => new Promise((done) => setTimeout(done)),
});
