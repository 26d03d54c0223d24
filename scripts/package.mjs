#!/usr/bin/env node
// Packs the extension: out/nodal.vsix. .vscodeignore is an allow-list.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { hashOf, unlessSame } from './setup/inputs.mjs';
import { run, say } from './setup/process.mjs';

export const VSIX = 'out/nodal.vsix';

/** Builds, then packs unless the same files are packed already. */
export async function packageExtension() {
  run(process.execPath, ['scripts/build.mjs'], { cwd: root });
  mkdirSync(join(root, 'out'), { recursive: true });
  const inputs = hashOf(['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore', 'syntaxes', 'schemas', 'media', 'docs/images', 'dist/webviews', ...(await bundlesOf())]);
  const packed = await unlessSame('vsix', inputs, [VSIX], async () => {
    say('vsce package');
    run(process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository', '--skip-license', '--out', VSIX], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  });
  if (!packed) say(`${VSIX}: unchanged`);
  return join(root, VSIX);
}

async function bundlesOf() {
  const { BUNDLES } = await import('./bundles.mjs');
  const { PLACED_TOOL, SOLVER_FILES } = await import('./bundle.mjs');
  return [...BUNDLES.map((b) => b.outfile).filter((f) => f.startsWith('dist/')), ...SOLVER_FILES.map((file) => `dist/${file}`), PLACED_TOOL];
}

if (process.argv[1]?.endsWith('package.mjs')) {
  await holdLock();
  ensureDependencies();
  say(await packageExtension());
}
