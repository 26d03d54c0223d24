// The suite that @vscode/test-electron starts: in VS Code itself where it can be
// downloaded and shown, else through the launcher beside this file.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/setup/install.mjs';
import { say } from '../../scripts/setup/process.mjs';

const VERSION = '1.100.3';

/** @returns {Promise<{ name: string, error?: string }[]>} */
export async function runApiSuite({ stage, extension, workspace }) {
  const suite = join(stage, 'suite', 'index.js');
  const results = join(stage, 'suite', 'results.json');
  mkdirSync(join(stage, 'suite'), { recursive: true });
  rmSync(results, { force: true });
  const esbuild = await import('esbuild');
  await esbuild.build({ absWorkingDir: root, entryPoints: ['test/vscode/suite/index.ts'], outfile: suite, bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'], logLevel: 'error' });

  const { runTests } = await import('@vscode/test-electron');
  const real = await realVsCode();
  say(real ? `the API suite in VS Code ${VERSION}` : 'the API suite in the VS Code of code-server (VS Code itself cannot be downloaded or shown here)');
  const arguments_ = real ? [] : [`--extensions-dir=${join(stage, 'extensions of the suite')}`];
  let problem;
  await runTests({
    ...(real ?? { vscodeExecutablePath: join(root, 'test/vscode/vscode-launcher.mjs') }),
    extensionDevelopmentPath: extension,
    extensionTestsPath: suite,
    launchArgs: [workspace, '--disable-extensions', ...arguments_],
    extensionTestsEnv: { NODAL_TEST_RESULTS: results, NODAL_EXPECTED_ERRORS: '^The run of netlist-\\d+\\.cir failed: v2: ' },
  }).catch((error) => { problem = error; });
  const listed = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
  // The launcher also fails for what the workbench's console reported.
  if (problem && !listed.some(({ error }) => error)) listed.push({ name: 'the API suite', error: String(problem) });
  return listed;
}

async function realVsCode() {
  if (process.env.NODAL_VSCODE === 'server') return undefined;
  if (process.platform === 'linux' && !process.env.DISPLAY) return undefined;
  const reachable = await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal: AbortSignal.timeout(5000) }).then((r) => r.ok, () => false);
  return reachable ? { version: VERSION } : undefined;
}
