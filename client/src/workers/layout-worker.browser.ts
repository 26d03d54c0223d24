import type { LayoutRequest } from '@nodal/protocol';
import { LayoutWorker } from './layout.js';

/** The drawing's worker in a browser. */
declare const self: DedicatedWorkerGlobalScope;
const worker = new LayoutWorker();
self.onmessage = ({ data }) => self.postMessage(worker.reply(data as LayoutRequest));
