import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import type { SolverRequest } from '@nodal/protocol';
import { WasmEngine } from '../wasm-engine.js';
import { SolverWorker } from './solver-worker.js';

/** The solver's worker in Node: it polls its port while it works, which costs less than a turn of the event loop. */
if (!parentPort) throw new Error('This file runs in a worker thread only.');
const port = parentPort;

const worker = new SolverWorker({
  port: { postMessage: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[] | undefined) },
  createEngine: (module) => WasmEngine.create(module as WebAssembly.Module),
  pause() {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
      worker.receive(next.message as SolverRequest);
    }
  },
});
port.on('message', (message: SolverRequest) => worker.receive(message));
