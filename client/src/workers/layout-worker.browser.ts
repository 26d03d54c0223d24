import type { LayoutRequest } from '@nodal/protocol';
import { layout } from './layout.js';

/** The drawing's worker in a browser. */
declare const self: DedicatedWorkerGlobalScope;
self.onmessage = ({ data }) => self.postMessage(layout(data as LayoutRequest));
