import { homedir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { ClientFileSource } from './files/client-file-source.js';
import { NodeFileSource } from './files/node-file-source.js';
import { SchemeSource } from './files/scheme-source.js';
import { startServer } from './server.js';

/** The language server as a process of Node: `file:` is read here, every other scheme by the client. */
startServer(createConnection(ProposedFeatures.all), {
  source: (connection, params) => {
    const { trusted = true, libraryPaths = [] } = (params.initializationOptions ?? {}) as { trusted?: boolean; libraryPaths?: string[] };
    const folders = (params.workspaceFolders ?? []).map((folder) => folder.uri);
    const roots = trusted ? undefined : [...folders, ...libraryPaths];
    return new SchemeSource({ 'file:': new NodeFileSource({ roots }) }, new ClientFileSource(connection));
  },
  home: pathToFileURL(homedir()).href,
  variable: (name) => process.env[name],
  pause: () => new Promise((done) => setImmediate(done)),
});
