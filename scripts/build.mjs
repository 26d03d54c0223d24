#!/usr/bin/env node
// npm run build: the solver for WebAssembly, then the extension, its views, its
// workers and the command-line tool. What did not change is not built again.
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SOLVER_FILES } from './bundle.mjs';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { hashOf, unlessSame } from './setup/inputs.mjs';
import { runBeside, say } from './setup/process.mjs';

await holdLock();
ensureDependencies();
await buildSolver();
await buildBundles();

async function buildSolver() {
  const files = SOLVER_FILES.map((file) => `solver-wasm/pkg/${file}`);
  const inputs = hashOf(['solver-wasm/wire/src', 'solver-wasm/wire/Cargo.toml', 'solver-wasm/core/src', 'solver-wasm/core/Cargo.toml', 'solver-wasm/wasm/src', 'solver-wasm/wasm/Cargo.toml', 'solver-wasm/Cargo.toml', 'solver-wasm/Cargo.lock', 'scripts/build.mjs']);
  const built = await unlessSame('solver', inputs, files, async () => {
    const { ensureToolchain } = await import('./setup/toolchain.mjs');
    const env = ensureToolchain();
    say('wasm-pack build, twice');
    /** Each has a folder of its own for what is compiled, so that they need not wait for each other. */
    const build = (folder, target, features) => runBeside('wasm-pack', ['build', 'wasm', '--mode', 'no-install', '--target', 'web', '--release', '--out-dir', join(root, folder), '--', ...features], {
      cwd: join(root, 'solver-wasm'),
      env: { ...env, RUSTFLAGS: '-Ctarget-feature=+simd128', CARGO_TARGET_DIR: join(root, 'solver-wasm/target', target) },
    });
    await Promise.all([build('solver-wasm/pkg', 'usual', []), build('.cache/pkg-bsim', 'bsim', ['--features', 'bsim'])]);
    const [usual, bsim] = ['solver-wasm/pkg', '.cache/pkg-bsim'].map((folder) => readFileSync(join(root, folder, 'nodal_solver_wasm.js'), 'utf8'));
    if (usual !== bsim) throw new Error('the two modules of the solver need different JavaScript; they are started by the same');
    copyFileSync(join(root, '.cache/pkg-bsim/nodal_solver_wasm_bg.wasm'), join(root, files[1]));
  });
  for (const file of files) {
    const bytes = readFileSync(join(root, file));
    say(`${file}: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} compressed${built ? '' : ' (unchanged)'}`);
  }
}

async function buildBundles() {
  const { BUNDLES } = await import('./bundles.mjs');
  const { bundle, PLACED_TOOL, placeSolver, placeTool } = await import('./bundle.mjs');
  const inputs = hashOf(['protocol/src', 'language/src', 'server/src', 'simulation/src', 'drawing/src', 'client/src', 'webviews/src', 'cli/src', 'package-lock.json', 'scripts/bundle.mjs', 'scripts/bundles.mjs', 'solver-wasm/pkg/nodal_solver_wasm_bg.wasm', 'solver-wasm/pkg/nodal_solver_bsim_bg.wasm']);
  const built = await unlessSame('bundles', inputs, [...BUNDLES.map((b) => b.outfile), PLACED_TOOL], async () => {
    say(`esbuild: ${BUNDLES.length} bundles`);
    await bundle();
    placeSolver();
    placeTool();
  });
  for (const { outfile } of BUNDLES) say(`${outfile.padEnd(36)} ${kilobytes(statSync(join(root, outfile)).size).padStart(10)}`);
  if (!built) say('bundles: unchanged');
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
