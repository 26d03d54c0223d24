import { SOLVER_FILES } from '@nodal/protocol';
import type { WorkerHandle } from '@nodal/simulation/worker/port';
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { Platform } from './platform.js';

/** A browser: the server and all else are web workers, the solver's bytes come through the editor's file systems. */
export function createWebPlatform(context: vscode.ExtensionContext): Platform {
  const read = async (name: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'dist', name)));
  const scripts = new Map<string, Promise<string>>();
  context.subscriptions.push({ dispose: () => { for (const script of scripts.values()) void script.then((url) => URL.revokeObjectURL(url)); } });

  /** VS Code starts no worker from the address of an extension that a remote machine serves, so every script is read first. */
  async function startWorker(bundle: string, name: string): Promise<Worker> {
    let script = scripts.get(bundle);
    if (!script) {
      script = read(bundle).then((bytes) => URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' })));
      scripts.set(bundle, script);
    }
    return new Worker(await script, { name });
  }

  return {
    createLanguageClient: async (options) => new LanguageClient('nodal', 'Nodal', options, await startWorker('server.browser.js', 'nodal-server')),
    workers: {
      start: (name) => handleOf(startWorker(`${name}-worker.browser.js`, `nodal-${name}`)),
      channel() {
        const { port1, port2 } = new MessageChannel();
        return [port1, port2];
      },
    },
    startLayoutWorker: () => handleOf(startWorker('layout-worker.browser.js', 'nodal-layout')),
    commandLineTool: undefined,
    loadSolver: (module) => read(SOLVER_FILES[module]),
    spillFolder: undefined,
    bytesOfBase64: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)),
    base64OfBytes(bytes) {
      let binary = '';
      for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return btoa(binary);
    },
  };
}

/** A worker that is used while its script is still being read: messages wait in order. */
function handleOf(starting: Promise<Worker>): WorkerHandle {
  const failures: ((error: Error) => void)[] = [];
  const fail = (error: Error): void => { for (const listener of failures) listener(error); };
  let ended = false;
  const started = starting.then((worker) => {
    if (ended) worker.terminate();
    worker.addEventListener('error', (event) => fail(new Error(event.message || 'its script could not be loaded')));
    return worker;
  });
  started.catch((error: unknown) => fail(error instanceof Error ? error : new Error(String(error))));
  /** A worker that never started has told so already. */
  const use = (work: (worker: Worker) => void): void => void started.then(work, () => {});
  return {
    post: (message, transfer) => use((worker) => worker.postMessage(message, (transfer ?? []) as Transferable[])),
    onMessage: (listener) => use((worker) => worker.addEventListener('message', ({ data }) => listener(data))),
    onFailure: (listener) => void failures.push(listener),
    terminate() {
      ended = true;
      use((worker) => worker.terminate());
    },
  };
}
