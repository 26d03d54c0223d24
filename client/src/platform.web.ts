import { browserPlatform } from '@nodal/simulation/worker/platform.browser';
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { Platform } from './platform.js';

/** A browser: the server and all else are web workers, the solver's bytes come through the editor's file systems. */
export function createWebPlatform(context: vscode.ExtensionContext): Platform {
  const bundle = (name: string): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, 'dist', name);
  const script = (name: string): string => bundle(name).toString(true);
  return {
    createLanguageClient: (options) => new LanguageClient('nodal', 'Nodal', options, new Worker(script('server.browser.js'), { name: 'nodal-server' })),
    workers: browserPlatform({ solver: script('solver-worker.browser.js'), store: script('store-worker.browser.js') }),
    startLayoutWorker() {
      const worker = new Worker(script('layout-worker.browser.js'), { name: 'nodal-layout' });
      return {
        post: (message, transfer) => worker.postMessage(message, (transfer ?? []) as Transferable[]),
        onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
        onFailure: (listener) => worker.addEventListener('error', (event) => listener(new Error(event.message || 'its script could not be loaded'))),
        terminate: () => worker.terminate(),
      };
    },
    loadSolver: async () => vscode.workspace.fs.readFile(bundle('nodal_solver_wasm_bg.wasm')),
    spillFolder: undefined,
    bytesOfBase64: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)),
    base64OfBytes(bytes) {
      let binary = '';
      for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return btoa(binary);
    },
  };
}
