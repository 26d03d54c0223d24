/** The first bytes of an encoded circuit; the layout's version follows as a little-endian u32. */
export const CIRCUIT_MAGIC = 'NDLC';
/** The version of the circuit's layout (see `solver-wasm/wire/src/circuit.rs`). */
export const CIRCUIT_VERSION = 2;
/** "None" in a column of indices. */
export const NONE = 0xffff_ffff;
