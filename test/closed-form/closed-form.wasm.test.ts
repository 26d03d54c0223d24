import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Circuits with a closed form, run by the built command-line tool. A deck says
 * in comments what its measures must be: `* expect NAME VALUE RELATIVE-ERROR`,
 * the value with a SPICE scale factor or without.
 */
const folder = import.meta.dirname;
const tool = join(folder, '../../cli/bin/nodal.js');
const SCALE: Record<string, number> = { k: 1e3, m: 1e-3, u: 1e-6, n: 1e-9, p: 1e-12, meg: 1e6 };

function expectations(deck: string) {
  return [...deck.matchAll(/^\* expect (\S+) ([-+.\d]+(?:e[-+]?\d+)?)([a-z]*) (\S+)$/gm)].map(([, name, number, scale, tolerance]) => ({
    name: name!,
    value: Number(number) * (scale ? SCALE[scale]! : 1),
    tolerance: Number(tolerance),
  }));
}

describe('closed forms', () => {
  for (const file of readdirSync(folder).filter((f) => f.endsWith('.cir'))) {
    it(file, () => {
      const wanted = expectations(readFileSync(join(folder, file), 'utf8'));
      expect(wanted.length).toBeGreaterThan(0);
      const run = spawnSync(process.execPath, [tool, 'run', join(folder, file)], { encoding: 'utf8' });
      expect(run.status, run.stderr).toBe(0);
      for (const { name, value, tolerance } of wanted) {
        const printed = new RegExp(`^${name}\\s*=\\s*(\\S+)`, 'm').exec(run.stdout);
        expect(printed, `${name} in\n${run.stdout}`).not.toBeNull();
        const error = Math.abs(Number(printed![1]) - value) / Math.abs(value);
        expect(error, `${name} = ${printed![1]}, closed form ${value}`).toBeLessThanOrEqual(tolerance);
      }
    });
  }
});
