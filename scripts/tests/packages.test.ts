import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Every installed copy of a package. */
function copies(name: string, folder = join(root, 'node_modules')): string[] {
  const found: string[] = [];
  const own = join(folder, name, 'package.json');
  if (existsSync(own)) found.push(relative(root, own));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const packages = entry.name.startsWith('@') ? readdirSync(join(folder, entry.name)).map((n) => join(folder, entry.name, n)) : [join(folder, entry.name)];
    for (const path of packages) if (existsSync(join(path, 'node_modules'))) found.push(...copies(name, join(path, 'node_modules')));
  }
  return found;
}

describe('installed packages', () => {
  it.each(['langium', 'vscode-languageserver', 'vscode-languageclient', 'vscode-languageserver-protocol', 'vscode-jsonrpc', 'echarts', '@vscode/webview-ui-toolkit', '@vscode/test-electron', 'vitest'])('one copy of %s', (name) => {
    expect(copies(name)).toHaveLength(1);
  });

  it('the lock file names no registry', () => {
    const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
    expect(lock.match(/"resolved": "https?:[^"]*"/g)).toBeNull();
  });

  it('every dependency has its reason in docs/dependencies.md', () => {
    const reasons = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
    const manifests = ['.', 'protocol', 'language', 'server', 'simulation', 'drawing', 'client', 'webviews', 'cli', 'solver-wasm'];
    const names = new Set(manifests.flatMap((folder) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      return Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@nodal/'));
    }));
    for (const crate of ['core', 'wasm', 'native', 'peer']) {
      const manifest = readFileSync(join(root, 'solver-wasm', crate, 'Cargo.toml'), 'utf8');
      for (const [, name] of manifest.matchAll(/^([\w-]+) = (?:"|\{ version)/gm)) if (!['name', 'description', 'path', 'edition', 'license', 'version'].includes(name!)) names.add(name!);
    }
    expect([...names].filter((name) => !reasons.includes(`| \`${name}\` |`)).sort()).toEqual([]);
  });
});
