import { MULTIPLIERS } from './kernel/multiplier.js';
import { LONG_OPAMP } from './kernel/opamp.js';
import { HOW, runRace } from './kernel/run-race.js';
import { RINGS } from './kernel/rings.js';
import { evaluations, raceTable, summary } from './kernel/table.js';

/**
 * The devices' equations against ngspice's, in circuits where they take most of the
 * time, each simulated for so long that ngspice needs a second or more: how an engine
 * begins is what `bench kernel` shows.
 */
await runRace({
  name: 'devices',
  title: 'Transistors against ngspice',
  explanation: `${HOW} Each circuit is simulated for so long that ngspice needs a second or more. An evaluation is one device's equations in one iteration; those that a simulator passes over, because the device's voltages hardly moved, count too.`,
  circuits: [...RINGS, LONG_OPAMP, ...MULTIPLIERS],
  report: (results) => `${raceTable(results)}\n\n${evaluations(results)}\n\n${summary(results, { each: 1, mean: 3 })}`,
});
