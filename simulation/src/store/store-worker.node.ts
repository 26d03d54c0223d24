import { parentPort } from 'node:worker_threads';
import type { StoreRequest } from '@nodal/protocol';
import { FileSpill } from './spill.node.js';
import { StoreWorker } from './store-worker.js';

/** The store's worker in Node: columns above the limit go to a temporary file. */
if (!parentPort) throw new Error('This file runs in a worker thread only.');
const port = parentPort;

const worker = new StoreWorker({
  port: { postMessage: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[] | undefined) },
  createSpill: (folder) => new FileSpill(folder),
});
port.on('message', (message: StoreRequest) => worker.receive(message));
