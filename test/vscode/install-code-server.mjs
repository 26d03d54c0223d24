// A real VS Code that runs without a display: code-server from the npm registry
// (VS Code 1.100.3), installed once into an ignored folder. Its own installer
// wants tools that a test machine may lack, so each step is done here.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/setup/install.mjs';
import { aptInstall, isRoot, output, run, say } from '../../scripts/setup/process.mjs';

const VERSION = '4.100.3';
/** Several checkouts may share one installation by naming it in the environment. */
const folder = process.env.NODAL_VSCODE_SERVER ?? join(root, '.cache/vscode-server');
const vscode = join(folder, 'node_modules/code-server/lib/vscode');

/**
 * Installs code-server unless it is there.
 * @returns {string} the folder whose `out/server-main.js` is VS Code's server
 */
export function installCodeServer() {
  const stamp = join(folder, 'installed');
  const wanted = `${VERSION} ${process.version} 3`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return vscode;

  say(`installing code-server ${VERSION} for the tests (about 40 s, once)`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "vscode-for-tests", "private": true }\n');
  const env = { ...process.env, ...headers() };
  const npm = (cwd, ...args) => run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env });
  npm(folder, 'install', `code-server@${VERSION}`, '--ignore-scripts');
  npm(vscode, 'install', '--ignore-scripts', '--omit=dev');
  // kerberos and node-pty stay unbuilt: nothing here opens a proxy or a terminal.
  npm(vscode, 'rebuild', '@vscode/spdlog', '@parcel/watcher', 'native-watchdog');
  const ripgrep = join(vscode, 'node_modules/@vscode/ripgrep/bin');
  mkdirSync(ripgrep, { recursive: true });
  rmSync(join(ripgrep, 'rg'), { force: true });
  symlinkSync(systemProgram('rg', 'ripgrep'), join(ripgrep, 'rg'));
  if (!existsSync(join(vscode, 'node_modules.asar'))) symlinkSync('node_modules', join(vscode, 'node_modules.asar'));
  silenceBuiltInPrograms();
  writeFileSync(stamp, wanted);
  return vscode;
}

/**
 * Built-in extensions that run code (Git, JSON, TypeScript …) are nothing that
 * the tests need, and some of them look for the network: their code is replaced
 * by none. They stay listed, because the list is part of VS Code's own bundle.
 */
function silenceBuiltInPrograms() {
  const extensions = join(vscode, 'extensions');
  for (const name of readdirSync(extensions)) {
    const manifest = join(extensions, name, 'package.json');
    if (!existsSync(manifest)) continue;
    const { main, browser } = JSON.parse(readFileSync(manifest, 'utf8'));
    for (const entry of [main, browser]) {
      if (!entry) continue;
      const file = [entry, `${entry}.js`].map((path) => join(extensions, name, path)).find((path) => existsSync(path) && statSync(path).isFile());
      if (file) writeFileSync(file, 'exports.activate = () => {};\nexports.deactivate = () => {};\n');
    }
  }
}

/** Chromium of the machine, installed by Debian's package manager where that is possible. */
export function findChromium() {
  if (process.env.NODAL_CHROMIUM) return process.env.NODAL_CHROMIUM;
  const other = ['chromium-browser', 'google-chrome', 'google-chrome-stable'].map(which).find(Boolean);
  return other ?? systemProgram('chromium', 'chromium');
}

function systemProgram(program, debianPackage) {
  const found = which(program);
  if (found) return found;
  if (existsSync('/etc/debian_version') && isRoot()) {
    aptInstall([debianPackage]);
    const installed = which(program);
    if (installed) return installed;
  }
  console.error(`\nThe tests in VS Code need ${program}. On Debian: sudo apt-get install ${debianPackage}\n`);
  process.exit(1);
}

function which(program) {
  return output('sh', ['-c', `command -v ${program}`])?.trim() || undefined;
}

/** Node's headers, where the machine has them: node-gyp would otherwise download them. */
function headers() {
  return existsSync('/usr/include/node/node.h') && !process.env.npm_config_nodedir ? { npm_config_nodedir: '/usr' } : {};
}
