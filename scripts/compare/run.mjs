// Runs a simulator on a deck and reads what it stored.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { readRaw } from './raw.mjs';

/** A run's plots, or why there are none. */
export function runOn(program, args, raw) {
  // ngspice leaves logs of its checks of models where it is started.
  const result = spawnSync(program, args, { cwd: dirname(raw), encoding: 'utf8', timeout: 300_000, maxBuffer: 1 << 28 });
  if (result.error) return { error: String(result.error.message) };
  if (!existsSync(raw)) return { error: (result.stderr + result.stdout).trim().split('\n').filter((line) => /error|fail|singular/i.test(line))[0] ?? `exit ${result.status}, no raw file` };
  if (result.status !== 0) return { error: `exit ${result.status}: ${(result.stderr || result.stdout).trim().split('\n')[0]}` };
  return { plots: readRaw(raw) };
}
