// Runs the matrix benchmark in WebAssembly. Build it first, in `solver-wasm`:
// RUSTFLAGS=-Ctarget-feature=+simd128 cargo build --release -p nodal-core --example matrix-bench --target wasm32-unknown-unknown
// Usage: node core/examples/matrix-bench.mjs [FILE.wasm]
import { readFile } from 'node:fs/promises';

const file = process.argv[2]
  ?? new URL('../../target/wasm32-unknown-unknown/release/examples/matrix-bench.wasm', import.meta.url);
const host = {
  now: () => performance.now(),
  print: (text, length) => {
    console.log(new TextDecoder().decode(new Uint8Array(instance.exports.memory.buffer, text, length)));
  },
};
const { instance } = await WebAssembly.instantiate(await readFile(file), { host });
instance.exports.main(0, 0);
