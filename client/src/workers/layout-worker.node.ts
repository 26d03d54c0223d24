import { parentPort } from 'node:worker_threads';
import type { LayoutRequest } from '@nodal/protocol';
import { LayoutWorker } from './layout.js';

/** The drawing's worker in Node: placing and routing never run on the extension host's thread. */
const worker = new LayoutWorker();
parentPort?.on('message', (request: LayoutRequest) => parentPort!.postMessage(worker.reply(request)));
