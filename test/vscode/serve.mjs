// VS Code's server on a free port with folders of its own, ended by its process id.
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installCodeServer } from './install-code-server.mjs';

/**
 * Installs a packed extension as a user would.
 * @param {string} vsix
 * @param {string} extensions the folder that VS Code unpacks it into
 */
export function installExtension(vsix, extensions, userData) {
  mkdirSync(extensions, { recursive: true });
  const result = spawnSync(process.execPath, [main(), '--install-extension', vsix, '--extensions-dir', extensions, '--user-data-dir', userData, '--accept-server-license-terms'], { encoding: 'utf8' });
  if (result.status !== 0 || !/successfully installed/.test(result.stdout)) throw new Error(`VS Code refused ${vsix}:\n${result.stdout}${result.stderr}`);
}

/**
 * @param {{ userData: string, extensions: string, trusted?: boolean, settings?: object, env?: object }} options
 * @returns {Promise<{ origin: string, port: number, pid: number, configure(settings: object): void, close(): Promise<void> }>}
 */
export async function serve({ userData, extensions, trusted = true, settings = {}, env = {} }) {
  const machine = join(userData, 'Machine');
  mkdirSync(machine, { recursive: true });
  mkdirSync(extensions, { recursive: true });
  const configure = (more) => writeFileSync(join(machine, 'settings.json'), JSON.stringify({ ...QUIET, ...settings, ...more }, undefined, 2));
  configure({});
  const port = await freePort();
  const child = spawn(process.execPath, [
    main(), '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms',
    '--user-data-dir', userData, '--extensions-dir', extensions, '--telemetry-level', 'off', ...(trusted ? ['--disable-workspace-trust'] : []),
  ], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...OFFLINE, ...env } });
  let log = '';
  child.stdout.on('data', (data) => { log += data; });
  child.stderr.on('data', (data) => { log += data; });
  const ended = new Promise((done) => child.once('close', done));
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null) throw new Error(`VS Code's server ended:\n${log}`);
    if (await fetch(`${origin}/version`).then((r) => r.ok, () => false)) break;
    if (tries > 300) { child.kill('SIGKILL'); throw new Error(`VS Code's server did not answer in 30 s:\n${log}`); }
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    origin, port, pid: child.pid,
    /** Changes settings of the machine while VS Code runs. */
    configure,
    async close() {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(killer);
    },
  };
}

/** Settings that keep VS Code from opening what no test asks for. */
const QUIET = {
  'workbench.startupEditor': 'none',
  'files.autoSave': 'off',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'github.gitAuthentication': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'chat.commandCenter.enabled': false,
  'security.workspace.trust.untrustedFiles': 'open',
};

/** No marketplace: the tests ask the network for nothing. */
const OFFLINE = { EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }) };

function main() {
  return join(installCodeServer(), 'out/server-main.js');
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
  });
}
