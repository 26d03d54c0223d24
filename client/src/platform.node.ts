import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Worker } from 'node:worker_threads';
import { SOLVER_FILES } from '@nodal/protocol';
import { nodePlatform } from '@nodal/simulation/worker/platform.node';
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { Platform } from './platform.js';

/** Node: the server is a process of its own, workers are threads, results spill to the system's folder for temporary files. */
export function createNodePlatform(context: vscode.ExtensionContext): Platform {
  const bundle = (name: string): string => context.asAbsolutePath(`dist/${name}`);
  return {
    async createLanguageClient(options) {
      const module = bundle('server.node.js');
      return new LanguageClient('nodal', 'Nodal', {
        run: { module, transport: TransportKind.ipc },
        debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6017'] } },
      }, options);
    },
    workers: nodePlatform({ solver: bundle('solver-worker.node.js'), store: bundle('store-worker.node.js') }),
    startLayoutWorker() {
      const worker = new Worker(bundle('layout-worker.node.js'), { name: 'nodal-layout' });
      let ended = false;
      return {
        post: (message, transfer) => worker.postMessage(message, transfer as ArrayBuffer[] | undefined),
        onMessage: (listener) => void worker.on('message', listener),
        onFailure(listener) {
          worker.on('error', listener);
          worker.on('exit', (code) => { if (!ended) listener(new Error(`it exited with code ${code}`)); });
        },
        terminate() {
          ended = true;
          void worker.terminate();
        },
      };
    },
    // The program of the extension host is VS Code itself on the desktop, which this variable makes a plain Node.
    commandLineTool: { program: process.execPath, tool: bundle('nodal.mjs'), environment: { ELECTRON_RUN_AS_NODE: '1' } },
    loadSolver: (module) => readFile(bundle(SOLVER_FILES[module])),
    spillFolder: tmpdir(),
    bytesOfBase64: (text) => Buffer.from(text, 'base64'),
    base64OfBytes: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  };
}
