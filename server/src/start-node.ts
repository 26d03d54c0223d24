import { homedir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { ClientFileSource } from './files/client-file-source.js';
import { NodeFileSource } from './files/node-file-source.js';
import { SchemeSource } from './files/scheme-source.js';
import { startServer } from './server.js';

/**
 * Starts the language server in this process of Node, over the channel that the
 * command line names (`--stdio`, `--node-ipc`, `--pipe`, `--socket`): `file:` is
 * read here, every other scheme by the client. The process ends with `exit`,
 * with its input, or with the client's process.
 */
export function startNodeServer(): void {
  startServer(createConnection(ProposedFeatures.all), {
    source: (connection, params, { folders, libraries }) => {
      const { trusted = true } = (params.initializationOptions ?? {}) as { trusted?: boolean };
      const roots = trusted ? undefined : [...folders, ...libraries];
      return new SchemeSource({ 'file:': new NodeFileSource({ roots }) }, new ClientFileSource(connection));
    },
    home: pathToFileURL(homedir()).href,
    variable: (name) => process.env[name],
    pause: () => new Promise((done) => setImmediate(done)),
  });
}
