// Bundles every entry of scripts/bundles.mjs with esbuild. A warning is an error.
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLES } from './bundles.mjs';
import { root } from './setup/install.mjs';

/** The command-line tool as the extension holds it; a module by its name, since the extension's own files are none. */
export const PLACED_TOOL = 'dist/nodal.mjs';

/** @returns sizes in bytes by output file */
export async function bundle({ production = true, only = undefined, external = [] } = {}) {
  const esbuild = await import('esbuild');
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  const sizes = {};
  for (const { entry, outfile, ...options } of BUNDLES) {
    if (only && !only(outfile)) continue;
    const result = await esbuild.build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile,
      bundle: true,
      conditions: ['nodal-source'],
      minify: production,
      keepNames: false,
      sourcemap: production ? false : 'linked',
      // The licences of what is bundled stand at the end of each bundle.
      legalComments: 'eof',
      logLevel: 'silent',
      loader: { '.css': 'css', '.svg': 'text' },
      // Outside of modules there is no import.meta; wasm-pack's default `init()`, which reads it, is never called.
      define: { ...(options.format === 'esm' ? {} : { 'import.meta.url': '""' }), 'process.env.NODAL_VERSION': JSON.stringify(version), 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
      // Bundled CommonJS libraries in an ES module still call require for Node's own modules.
      ...(options.format === 'esm' ? { banner: { js: "import { createRequire as nodalCreateRequire } from 'node:module'; const require = nodalCreateRequire(import.meta.url);" } } : {}),
      ...options,
      external: [...(options.external ?? []), ...external],
    }).catch((error) => error);
    const problems = [...(result.errors ?? []), ...(result.warnings ?? [])];
    if (problems.length) {
      console.error((await esbuild.formatMessages(problems, { kind: 'error', color: process.stdout.isTTY })).join('\n'));
      throw new Error(`bundling ${entry} failed`);
    }
    if (result instanceof Error) throw result;
    sizes[outfile] = statSync(join(root, outfile)).size;
  }
  return sizes;
}

/** Puts the command-line tool into the extension, for its tasks. */
export function placeTool() {
  copyFileSync(join(root, 'cli/dist/nodal.js'), join(root, PLACED_TOOL));
}

/** Files of the solver's modules, as `protocol/src/circuit.ts` names them. */
export const SOLVER_FILES = ['nodal_solver_wasm_bg.wasm', 'nodal_solver_bsim_bg.wasm'];

/** Puts the solver's modules beside the bundles that start them. */
export function placeSolver() {
  for (const file of SOLVER_FILES) {
    const wasm = join(root, 'solver-wasm/pkg', file);
    if (!existsSync(wasm)) throw new Error('the solver is not built');
    for (const folder of ['dist', 'cli/dist']) {
      mkdirSync(join(root, folder), { recursive: true });
      copyFileSync(wasm, join(root, folder, file));
    }
  }
}
