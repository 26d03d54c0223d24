// Scripts that run the project's TypeScript: it is bundled first, as it is shipped.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies, holdLock, releaseLock, root } from './install.mjs';

/** How TypeScript becomes a module of Node. Modules come before what a package offers to `require`, whose parts a bundler cannot find. */
const FOR_NODE = {
  absWorkingDir: root, bundle: true, conditions: ['nodal-source'], mainFields: ['module', 'main'], platform: 'node', format: 'esm', target: 'node20', logLevel: 'error',
  banner: { js: "import { createRequire as nodalCreateRequire } from 'node:module'; const require = nodalCreateRequire(import.meta.url);" },
};

/** Bundles one entry, both as paths in the repository. */
export async function bundleForNode(entry, outfile, further = {}) {
  const esbuild = await import('esbuild');
  await esbuild.build({ ...FOR_NODE, entryPoints: [entry], outfile, ...further });
}

/** Bundles an entry and runs it with the arguments of the command line; ends as it ends. */
export async function runBundled(entry, { node = [], further = {} } = {}) {
  await holdLock();
  ensureDependencies();
  const outfile = join(root, '.cache/bundled', `${entry.replace(/\W+/g, '-')}.mjs`);
  await bundleForNode(entry, outfile, further);
  releaseLock();
  const { status } = spawnSync(process.execPath, [...node, outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
  process.exit(status ?? 1);
}
