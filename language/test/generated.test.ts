import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const PACKAGE = join(import.meta.dirname, '..');

test('what Langium makes of the grammar is what is committed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nodal-grammar-'));
  try {
    cpSync(join(PACKAGE, 'src', 'syntax', 'spice.langium'), join(folder, 'spice.langium'));
    const config = JSON.parse(readFileSync(join(PACKAGE, 'langium-config.json'), 'utf8')) as { languages: { grammar: string }[]; out: string };
    config.languages[0]!.grammar = 'spice.langium';
    config.out = 'generated';
    writeFileSync(join(folder, 'langium-config.json'), JSON.stringify(config));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const cli = join(PACKAGE, '..', 'node_modules', 'langium-cli', 'bin', 'langium.js');
    const run = spawnSync(process.execPath, [cli, 'generate', '--file', join(folder, 'langium-config.json')], { cwd: folder, encoding: 'utf8' });
    expect(run.status, run.stdout + run.stderr).toBe(0);
    for (const name of ['ast.ts', 'grammar.ts', 'module.ts']) {
      expect(readFileSync(join(PACKAGE, 'src', 'generated', name), 'utf8')).toBe(readFileSync(join(folder, 'generated', name), 'utf8'));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
