import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The packed extension holds just these files, none larger than its bound in kB. Needs a build. */
const BOUNDS: Record<string, number> = JSON.parse(readFileSync(join(import.meta.dirname, 'vsix-files.json'), 'utf8'));
const root = join(import.meta.dirname, '../..');

describe('the packed extension', () => {
  const vsix = join(root, 'out/nodal.vsix');
  execFileSync(process.execPath, ['scripts/package.mjs'], { cwd: root, stdio: 'ignore' });
  const listing = execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'], { cwd: root, encoding: 'utf8' }).trim().split('\n').filter(Boolean).sort();

  it('has just the listed files', () => {
    expect(listing).toEqual(Object.keys(BOUNDS).sort());
  });

  it.each(Object.entries(BOUNDS))('%s is at most %d kB', (file, bound) => {
    expect(statSync(join(root, file)).size / 1000).toBeLessThanOrEqual(bound);
  });

  it('and the command-line tool, which it has too, is at most 2400 kB', () => {
    expect(statSync(join(root, 'cli/dist/nodal.js')).size / 1000).toBeLessThanOrEqual(2400);
  });

  it('is small enough to install in a moment', () => {
    expect(statSync(vsix).size / 1e6).toBeLessThanOrEqual(6);
  });
});
