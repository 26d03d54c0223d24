// Work is skipped when the hash of its inputs is that of the last time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const IGNORED = new Set(['node_modules', 'target', '.cache', '.git', 'artefacts']);

/** Hash of files and folders, by their names and content. */
export function hashOf(paths, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const path of paths) for (const file of filesBelow(join(root, path))) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) { yield path; return; }
  for (const name of readdirSync(path).sort()) if (!IGNORED.has(name)) yield* filesBelow(join(path, name));
}

/** Does the work unless its inputs are the same and its outputs are there. */
export async function unlessSame(name, inputs, outputs, work) {
  const stamp = join(root, '.cache/stamps', name);
  const same = existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs && outputs.every((file) => existsSync(join(root, file)));
  if (same) return false;
  await work();
  mkdirSync(join(root, '.cache/stamps'), { recursive: true });
  writeFileSync(stamp, inputs);
  return true;
}
