import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const command = 'cargo tests --lib export_bindings';

test(
  'the types made from Rust are fresh',
  () => {
    const fresh = mkdtempSync(join(tmpdir(), 'nodal-types-'));
    const { status, stderr } = spawnSync('cargo', command.split(' ').slice(1), {
      cwd: join(root, 'solver-wasm'),
      env: { ...process.env, TS_RS_EXPORT_DIR: fresh },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const generated = join(root, 'protocol/src/generated');
    const names = readdirSync(fresh).sort();
    const committed = readdirSync(generated).filter((name) => name !== 'index.ts').sort();
    expect(committed, `in solver-wasm: TS_RS_EXPORT_DIR=../protocol/src/generated ${command}`).toEqual(names);
    for (const name of names) expect(readFileSync(join(generated, name), 'utf8'), name).toBe(readFileSync(join(fresh, name), 'utf8'));
    const index = readFileSync(join(generated, 'index.ts'), 'utf8');
    for (const name of names) expect(index).toContain(`./${name.replace('.ts', '')}.js`);
    rmSync(fresh, { recursive: true });
  },
  600_000,
);

test('the types of the built solver are those that are committed', () => {
  const built = readFileSync(join(root, 'solver-wasm/pkg/nodal_solver_wasm.d.ts'), 'utf8');
  const committed = readFileSync(join(root, 'solver-wasm/types/nodal_solver_wasm.d.ts'), 'utf8');
  expect(committed, 'cp solver-wasm/pkg/nodal_solver_wasm.d.ts solver-wasm/types/').toBe(built);
});
