import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * What the examples are designed for, as limits of their measures. That ngspice
 * has the same numbers is held by `npm run compare:ngspice`.
 */
const GOALS: Readonly<Record<string, Readonly<Record<string, readonly [least: number, most: number]>>>> = {
  // 12 V RMS less two diodes at the peak; the ripple is that of the load's current for the part of 10 ms without charge.
  '06-bridge-rectifier': { v_avg: [13.5, 15.5], ripple: [0.8, 1.3] },
  // A collector current of about 1.4 mA through 4.7 k beside the load, with the source's 600 ohms before the base.
  '13-common-emitter': { gain_db: [40, 46] },
  // The Early effect of 4.3 V over 80 V, less two bases' currents; Wilson's copy is low by two collectors' voltages;
  // Widlar's has i*5k = vt*ln(1 mA/i), 20.1 uA.
  '16-bjt-mirrors': { simple: [1.03e-3, 1.06e-3], resistors: [0.985e-3, 1.01e-3], wilson: [0.985e-3, 1e-3], widlar: [19.5e-6, 21e-6] },
  '17-mos-mirrors': { simple: [104e-6, 107e-6], cascode: [99.9e-6, 100.1e-6], low_voltage: [99.5e-6, 100.5e-6] },
  '18-ring-oscillator': { period: [1e-9, 1.5e-9], swing: [3.3, 3.7] },
  // Radians: a margin of more than 60 degrees.
  '19-miller-opamp': { gain_db: [60, 100], gbw: [45e6, 55e6], phase: [-(2 / 3) * Math.PI, 0] },
  // Half of the supply; the gain between 0.8 and 1 V.
  '20-cmos-inverter': { vm: [0.855, 0.945], gain: [-60, -20], vol: [-1e-3, 0.05], voh: [1.75, 1.801] },
};

const root = join(import.meta.dirname, '../..');

it.each(Object.entries(GOALS))('%s does what it is designed for', (name, goals) => {
  const run = spawnSync(process.execPath, [join(root, 'cli/bin/nodal.js'), 'run', join(root, 'examples', `${name}.cir`), '--format', 'json'], { encoding: 'utf8' });
  expect(run.status, run.stderr).toBe(0);
  const { measures } = JSON.parse(run.stdout) as { measures: Record<string, number> };
  for (const [measure, [least, most]] of Object.entries(goals)) {
    expect(measures[measure], measure).toBeGreaterThanOrEqual(least);
    expect(measures[measure], measure).toBeLessThanOrEqual(most);
  }
});
