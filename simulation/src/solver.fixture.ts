import { readFileSync } from 'node:fs';
import { WasmEngine } from './wasm-engine.js';

/** The built solver's code. */
export function solverBytes(): Uint8Array<ArrayBuffer> {
  return readFileSync(new URL('../../solver-wasm/pkg/nodal_solver_wasm_bg.wasm', import.meta.url));
}

let engine: Promise<WasmEngine> | undefined;

/** The built solver in this thread. */
export function solver(): Promise<WasmEngine> {
  return (engine ??= WasmEngine.create(solverBytes()));
}
