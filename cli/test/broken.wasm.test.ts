import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asLint, type Severity } from '@nodal/language';
import { describe, expect, it } from 'vitest';

/**
 * The broken netlists of the language's tests through the built tool: `lint`
 * says what the fixture says, and ends with 1 where the text is wrong.
 */
const folder = join(import.meta.dirname, '../../language/test/fixtures/broken');
const program = join(import.meta.dirname, '../bin/nodal.js');
const LIBRARY = 'only-a-library.cir';
const cases = readdirSync(folder).flatMap((name) => {
  const deck = name.endsWith('.cir') ? name : join(name, 'deck.cir');
  const expected = deck.replace(/cir$/, 'expected');
  // What a host would hand over that does not decode; the tool does, and reads it as the good netlist that it is.
  if (deck === 'utf16.cir') return [];
  // `lint` takes it for the library that it is.
  if (deck === LIBRARY) return [];
  return existsSync(join(folder, deck)) && existsSync(join(folder, expected)) ? [{ deck, expected }] : [];
});

describe('broken netlists', () => {
  it('are many', () => expect(cases.length).toBeGreaterThanOrEqual(40));

  it.each(cases)('$deck', ({ deck, expected }) => {
    const wanted = readFileSync(join(folder, expected), 'utf8').trim().split('\n').map((line) => / (error|warning|information|hint) ([\w-]+): /.exec(line)).filter((m) => m !== null)
      .map((m) => asLint({ severity: m[1] as Severity, code: m[2]! })).map(({ severity, code }) => `${severity} ${code}`);
    const { status, stdout } = spawnSync(process.execPath, [program, 'lint', deck], { cwd: folder, encoding: 'utf8', timeout: 120_000 });
    const found = stdout.trim().split('\n').map((line) => /: (error|warning|information|hint) ([\w-]+): /.exec(line)).filter((m) => m !== null).map((m) => `${m[1]} ${m[2]}`);
    expect(found.sort()).toEqual(wanted.sort());
    expect(status).toBe(wanted.some((w) => w.startsWith('error')) ? 1 : 0);
  });

  it('a library is checked as one, and cannot be run', () => {
    const tool = (command: string) => spawnSync(process.execPath, [program, command, LIBRARY], { cwd: folder, encoding: 'utf8' });
    const lint = tool('lint');
    expect(lint.stdout).toContain('warning missing-operand');
    expect(lint.stdout).not.toContain('error');
    expect(lint.status).toBe(0);
    const run = tool('run');
    expect(run.stderr).toContain('error empty-netlist');
    expect(run.status).toBe(1);
  });

  it('a netlist in UTF-16 is read', () => {
    const { status, stdout } = spawnSync(process.execPath, [program, 'lint', 'utf16.cir'], { cwd: folder, encoding: 'utf8' });
    expect(`${status} ${stdout}`).not.toContain('binary-content');
  });

  it('a run ends with 1 and writes nothing', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [program, 'run', 'cut-off-brace.cir'], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^cut-off-brace\.cir:4:8: error unclosed-brace: /m);
    expect(stdout).toBe('');
  });
});
