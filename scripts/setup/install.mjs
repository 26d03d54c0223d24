// Dependencies: `npm ci` when the lock file is another than the installed one,
// and one script at a time in a checkout.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, say } from './process.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const cache = join(root, '.cache');
const lockFile = join(cache, 'script.lock');

/** Installs what package-lock.json names, unless that is what node_modules already holds. */
export function ensureDependencies() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const stamp = join(root, 'node_modules/.nodal-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('npm ci');
  run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  writeFileSync(stamp, lock);
}

/**
 * Waits for another script of this checkout to end, then holds the lock until
 * this process ends. A script that a holder starts inherits the lock.
 */
export async function holdLock() {
  if (process.env.NODAL_LOCK_HELD === root) return;
  mkdirSync(cache, { recursive: true });
  let told = false;
  for (;;) {
    try {
      const handle = openSync(lockFile, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(readSafely(lockFile));
      if (!alive(holder)) { rmSync(lockFile, { force: true }); continue; }
      if (!told) say(`waiting for another script of this checkout (process ${holder})`);
      told = true;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
  process.env.NODAL_LOCK_HELD = root;
  process.on('exit', releaseLock);
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.on(signal, () => process.exit(code));
}

/** Lets the next script begin, when what remains to be done here changes no file of the checkout. */
export function releaseLock() {
  if (Number(readSafely(lockFile)) === process.pid) rmSync(lockFile, { force: true });
}

function readSafely(file) {
  try { return readFileSync(file, 'utf8'); } catch { return ''; }
}

function alive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try { process.kill(pid, 0); return true; } catch (error) { return error.code === 'EPERM'; }
}
