import { Command } from 'commander';
import { afterEach, expect, it, vi } from 'vitest';
import { registerExplain } from './explain.js';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** What the command prints, and its exit code. */
async function explain(...names: string[]): Promise<{ out: string; error: string; exit: typeof process.exitCode }> {
  const out = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const program = new Command('nodal');
  registerExplain(program);
  await program.parseAsync(['explain', ...names], { from: 'user' });
  return { out: out.mock.calls.flat().join('\n'), error: error.mock.calls.flat().join('\n'), exit: process.exitCode };
}

it('a rule', async () => {
  expect(await explain('Unknown-Model')).toMatchInlineSnapshot(`
    {
      "error": "",
      "exit": undefined,
      "out": "unknown-model (error, names)

    A model that an element names is declared.
    The element has no parameters.

    Wrong:

      d1 a 0 dmodl
      .model dmod d

      Model dmodl is not declared. Did you mean dmod?

    Right:

      d1 a 0 dmod
      .model dmod d

    Fix: Write dmod. It guesses what was meant, so that \`nodal lint --fix\` leaves it to you.

    To suppress one finding, write above its card:

      * nodal-ignore-next-line unknown-model: the reason

    To turn it off, write into nodal.json:

      { "rules": { "unknown-model": "off" } }",
    }
  `);
});

it('a finding of the circuit', async () => {
  expect((await explain('no-analysis')).out).toContain('no-analysis (information, analyses)\n\nA deck says what to compute.');
});

it('a group', async () => {
  expect((await explain('style')).out).toContain('  unused-suppression   warning      A comment that suppresses findings suppresses one.');
});

it('all', async () => {
  const { out } = await explain();
  for (const group of ['syntax:', 'files:', 'limits:']) expect(out).toContain(`${group} `);
});

it('a misspelt code', async () => {
  expect(await explain('unknown-modl')).toEqual({ out: '', error: 'nodal: no finding has the code unknown-modl. Did you mean unknown-model?', exit: 2 });
});

it('what is no code at all', async () => {
  expect((await explain('whatever')).error).toBe('nodal: no finding has the code whatever. `nodal explain` lists all codes.');
});
