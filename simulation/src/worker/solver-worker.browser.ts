import type { SolverRequest } from '@nodal/protocol';
import { WasmEngine } from '../wasm-engine.js';
import { SolverWorker } from './solver-worker.js';
import type { Port } from './port.js';

/** The solver's worker in a browser: messages come in only between tasks, so it yields by a channel of its own, which costs microseconds. */
const scope = globalThis as unknown as Port;
const yielding = new MessageChannel();

const worker = new SolverWorker({
  port: scope,
  createEngine: (module) => WasmEngine.create(module as WebAssembly.Module),
  pause: () =>
    new Promise((resolve) => {
      yielding.port1.onmessage = () => resolve();
      yielding.port2.postMessage(null);
    }),
});
scope.onmessage = ({ data }) => worker.receive(data as SolverRequest);
