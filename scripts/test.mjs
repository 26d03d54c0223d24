#!/usr/bin/env node
// npm test: everything that must hold. Stages run in turn, each is timed; the
// last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, holdLock, root } from './setup/install.mjs';
import { aptInstall, isRoot, output, say } from './setup/process.mjs';

await holdLock();
// What Rust would keep for its next build is not needed where all is built once.
process.env.CARGO_INCREMENTAL ??= '0';
const seconds = {};
let passed = 0;
let failed = 0;

// Packages are mostly waited for; what builds the solver is compiled meanwhile. Where that fails, the build says why.
const toolchain = program(process.execPath, ['scripts/setup/toolchain.mjs']);
await stage('dependencies', async () => { ensureDependencies(); installSystemPackages(); });
await stage('build', async () => { await toolchain; await script('scripts/build.mjs'); });
await stage('types and lint', () => script('scripts/check.mjs', ['--no-tests']));
await stage('unit tests (TypeScript)', async () => {
  const report = join(root, '.cache/vitest.json');
  rmSync(report, { force: true });
  const code = await program(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { NODAL_WASM: '1' });
  const { numPassedTests, numFailedTests, numFailedTestSuites } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 1, numFailedTestSuites: 0 };
  count(numPassedTests, numFailedTests || (numFailedTestSuites ? numFailedTestSuites : 0), code);
});
/** Counts the plots that a comparison with ngspice prints. */
const compared = async (...args) => {
  const { code, text } = await captured(process.execPath, args, {});
  const summary = /(\d+) plots, (\d+) beyond tolerance/.exec(text);
  const beyond = summary ? Number(summary[2]) : 1;
  count(summary ? Number(summary[1]) - beyond : 0, beyond, code);
};
/** Counts what a program says in its last line. */
const counted = async (file) => {
  const { code, text } = await captured(process.execPath, [file], {});
  const summary = [...text.matchAll(/^(\d+) passed, (\d+) failed/gm)].pop();
  count(Number(summary?.[1] ?? 0), Number(summary?.[2] ?? 1), code);
};
// VS Code mostly waits, and no stage below keeps more than one or two processors busy: three run at a time.
await Promise.all([
  stage('a real VS Code', () => counted('test/vscode/run.mjs')),
  (async () => {
    await stage('unit tests (Rust)', async () => {
      const { code, text } = await captured('cargo', ['tests'], { TS_RS_EXPORT_DIR: join(root, '.cache/typescript') }, join(root, 'solver-wasm'));
      for (const [, p, f] of text.matchAll(/^test result: .*?(\d+) passed; (\d+) failed/gm)) count(Number(p), Number(f), 0);
      if (code !== 0) count(0, /[1-9]\d* failed/.test(text) ? 0 : 1, 0);
    });
    await stage('exports on ngspice', () => compared('scripts/verify-export.mjs', '--short'));
    await stage('random netlists', async () => {
      const { code, text } = await captured(process.execPath, ['scripts/fuzz.mjs', '--inputs', '20000'], {});
      const failures = Number(/^failures +(\d+)/m.exec(text)?.[1] ?? 1);
      count(failures === 0 ? 1 : 0, failures, code);
    });
  })(),
  (async () => {
    await stage('numbers against ngspice', async () => {
      // The second folder holds what ngspice lets pass with a warning or without: it counts here as it does there.
      for (const folder of ['test/reference', 'test/leniency']) await compared('scripts/compare-ngspice.mjs', folder);
      await compared('scripts/compare-ngspice.mjs', ...['06-bridge-rectifier', '16-bjt-mirrors', '17-mos-mirrors', '18-ring-oscillator', '19-miller-opamp', '20-cmos-inverter'].map((name) => `examples/${name}.cir`));
    });
    await stage('views in a browser', () => counted('webviews/test/run.mjs'));
  })(),
]);

console.log('\nseconds per stage');
for (const [name, s] of Object.entries(seconds)) console.log(`${s.toFixed(1).padStart(8)}  ${name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || passed === 0 ? 1 : 0);

/** Adds results; a program that failed without saying which test counts as one. */
function count(p, f, code) {
  passed += p;
  failed += f || (code !== 0 ? 1 : 0);
}

async function stage(name, work) {
  say(`── ${name}`);
  const start = performance.now();
  await work();
  seconds[name] = (performance.now() - start) / 1000;
}

async function script(file, args = []) {
  const code = await program(process.execPath, [file, ...args]);
  count(code === 0 ? 1 : 0, 0, code);
  // Without a build nothing below can run.
  if (code !== 0 && file.endsWith('build.mjs')) { console.log(`${passed} passed, ${failed} failed`); process.exit(1); }
}

function program(file, args, env = {}) {
  return new Promise((done) => spawn(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } }).on('close', done).on('error', () => done(1)));
}

function captured(file, args, env, cwd = root) {
  return new Promise((done) => {
    let text = '';
    const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
    child.stdout.on('data', (data) => { text += data; });
    // All at once: the output of another stage may come between.
    child.on('close', (code) => { process.stdout.write(text); done({ code, text }); }).on('error', () => done({ code: 1, text }));
  });
}

/** What the tests drive: a browser, ripgrep for VS Code's search, and the simulator that ours is compared with. */
function installSystemPackages() {
  const wanted = [['chromium', ['/usr/bin/chromium']], ['ripgrep', ['/usr/bin/rg']], ['ngspice', ['/usr/bin/ngspice']], ['fonts-dejavu-core', ['/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf']]];
  const missing = wanted.filter(([, files]) => !files.some(existsSync)).map(([name]) => name);
  if (missing.length === 0) return;
  if (!existsSync('/etc/debian_version') || !isRoot() || output('apt-get', ['--version']) === undefined) {
    console.error(`The tests need ${missing.join(', ')}. On Debian: sudo apt-get install ${missing.join(' ')}`);
    process.exit(1);
  }
  aptInstall(missing);
}
