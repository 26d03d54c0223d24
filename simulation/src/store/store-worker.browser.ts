import type { StoreRequest } from '@nodal/protocol';
import type { Port } from '../worker/port.js';
import { StoreWorker } from './store-worker.js';

/** The store's worker in a browser: above the limit the oldest finished runs are dropped. */
const scope = globalThis as unknown as Port;
const worker = new StoreWorker({ port: scope });
scope.onmessage = ({ data }) => worker.receive(data as StoreRequest);
