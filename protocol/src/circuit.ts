/**
 * The first bytes of an encoded circuit. The layout's version follows as a
 * little-endian u32, then the place of the module that it needs in `SOLVER_MODULES`.
 */
export const CIRCUIT_MAGIC = 'NDLC';
/** The version of the circuit's layout (see `solver-wasm/wire/src/circuit.rs`). */
export const CIRCUIT_VERSION = 3;
/** Bytes before the circuit. */
export const CIRCUIT_HEADER = 12;
/** "None" in a column of indices. */
export const NONE = 0xffff_ffff;

/** The solver is built twice: `usual` is quickly there, `bsim` has the devices of chip designers too. */
export const SOLVER_MODULES = ['usual', 'bsim'] as const;
export type SolverModule = (typeof SOLVER_MODULES)[number];

/** File of a module's code. */
export const SOLVER_FILES: Readonly<Record<SolverModule, string>> = {
  usual: 'nodal_solver_wasm_bg.wasm',
  bsim: 'nodal_solver_bsim_bg.wasm',
};

/** The module that an encoded circuit needs; the usual one for what is no circuit, which it refuses. */
export function moduleOf(circuit: Uint8Array): SolverModule {
  return SOLVER_MODULES[circuit[8] ?? 0] ?? 'usual';
}
