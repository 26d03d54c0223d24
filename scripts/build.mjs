#!/usr/bin/env node
// npm run build: the solver for WebAssembly, then the extension, its views, its
// workers and the command-line tool. What did not change is not built again.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { hashOf, unlessSame } from './setup/inputs.mjs';
import { run, say } from './setup/process.mjs';

await holdLock();
ensureDependencies();
await buildSolver();
await buildBundles();

async function buildSolver() {
  const pkg = 'solver-wasm/pkg/nodal_solver_wasm_bg.wasm';
  const inputs = hashOf(['solver-wasm/wire/src', 'solver-wasm/wire/Cargo.toml', 'solver-wasm/core/src', 'solver-wasm/core/Cargo.toml', 'solver-wasm/wasm/src', 'solver-wasm/wasm/Cargo.toml', 'solver-wasm/Cargo.toml', 'solver-wasm/Cargo.lock', 'scripts/build.mjs']);
  const built = await unlessSame('solver', inputs, [pkg], async () => {
    const { ensureToolchain } = await import('./setup/toolchain.mjs');
    const env = ensureToolchain();
    say('wasm-pack build');
    run('wasm-pack', ['build', 'wasm', '--mode', 'no-install', '--target', 'web', '--release', '--out-dir', '../pkg'], {
      cwd: join(root, 'solver-wasm'),
      env: { ...env, RUSTFLAGS: '-Ctarget-feature=+simd128' },
    });
  });
  const bytes = readFileSync(join(root, pkg));
  say(`solver: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} compressed${built ? '' : ' (unchanged)'}`);
}

async function buildBundles() {
  const { BUNDLES } = await import('./bundles.mjs');
  const { bundle, PLACED_TOOL, placeSolver, placeTool } = await import('./bundle.mjs');
  const inputs = hashOf(['protocol/src', 'language/src', 'server/src', 'simulation/src', 'drawing/src', 'client/src', 'webviews/src', 'cli/src', 'package-lock.json', 'scripts/bundle.mjs', 'scripts/bundles.mjs', 'solver-wasm/pkg/nodal_solver_wasm_bg.wasm']);
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
