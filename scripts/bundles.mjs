// What is bundled, from which entry, for which place. One line each.

/** VS Code and Node 20 load CommonJS; langium is ESM only, so it is bundled. Modules come before what a package offers to `require`, whose parts a bundler cannot find. */
const node = { platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };
const browser = { platform: 'browser', format: 'iife', target: 'es2022' };

export const BUNDLES = [
  { entry: 'client/src/extension.node.ts', outfile: 'dist/extension.node.js', ...node, external: ['vscode'] },
  { entry: 'client/src/extension.web.ts', outfile: 'dist/extension.web.js', ...browser, format: 'cjs', external: ['vscode'] },
  { entry: 'server/src/main.node.ts', outfile: 'dist/server.node.js', ...node },
  { entry: 'server/src/main.browser.ts', outfile: 'dist/server.browser.js', ...browser },
  { entry: 'simulation/src/worker/solver-worker.node.ts', outfile: 'dist/solver-worker.node.js', ...node },
  { entry: 'simulation/src/worker/solver-worker.browser.ts', outfile: 'dist/solver-worker.browser.js', ...browser },
  { entry: 'simulation/src/store/store-worker.node.ts', outfile: 'dist/store-worker.node.js', ...node },
  { entry: 'simulation/src/store/store-worker.browser.ts', outfile: 'dist/store-worker.browser.js', ...browser },
  { entry: 'client/src/workers/layout-worker.node.ts', outfile: 'dist/layout-worker.node.js', ...node },
  { entry: 'client/src/workers/layout-worker.browser.ts', outfile: 'dist/layout-worker.browser.js', ...browser },
  { entry: 'webviews/src/waveform/main.ts', outfile: 'dist/webviews/waveform.js', ...browser },
  { entry: 'webviews/src/bode/main.ts', outfile: 'dist/webviews/bode.js', ...browser },
  { entry: 'webviews/src/schematic/main.ts', outfile: 'dist/webviews/schematic.js', ...browser },
  // The command-line tool is started as a module by cli/bin/nodal.js.
  { entry: 'cli/src/main.ts', outfile: 'cli/dist/nodal.js', ...node, format: 'esm' },
];
