import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/** What was measured, where: the head of each page in docs/measured/. */
export function provenance(root: string, peers: readonly string[], command: string): string {
  const commit = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, encoding: 'utf8' }).stdout.trim();
  const changed = spawnSync('git', ['status', '--porcelain', '--untracked-files=no'], { cwd: root, encoding: 'utf8' }).stdout.trim() !== '';
  return `Written by \`${command}\` at commit ${commit}${changed ? ' with changes that were not committed' : ''}, ${new Date().toISOString().slice(0, 10)}. Node ${process.versions.node}, ${[...peers].join(', ')}, ${cpus().length} processors (${cpus()[0]?.model.trim() ?? 'unknown'}).`;
}

/** Writes a file of docs/measured/. */
export function writeMeasured(root: string, name: string, text: string): void {
  const folder = join(root, 'docs/measured');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text.endsWith('\n') ? text : `${text}\n`);
  console.log(`written: docs/measured/${name}`);
}
