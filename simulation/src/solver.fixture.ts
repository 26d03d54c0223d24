import { readFileSync } from 'node:fs';
import { SOLVER_FILES, type SolverModule } from '@nodal/protocol';
import { WasmEngine } from './wasm-engine.js';

/** The code of a module of the built solver. */
export function solverBytes(module: SolverModule): Uint8Array<ArrayBuffer> {
  return readFileSync(new URL(`../../solver-wasm/pkg/${SOLVER_FILES[module]}`, import.meta.url));
}

let made: { module: SolverModule; engine: Promise<WasmEngine> } | undefined;

/** The built solver in this thread, which can have one module only. */
export function solver(module: SolverModule = 'usual'): Promise<WasmEngine> {
  made ??= { module, engine: WasmEngine.create(solverBytes(module)) };
  if (made.module !== module) throw new Error(`This thread has the module '${made.module}' already: test '${module}' in a file of its own.`);
  return made.engine;
}
