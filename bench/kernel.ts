import { CIRCUITS } from './kernel/circuits.js';
import { HOW, runRace } from './kernel/run-race.js';
import { raceTable, summary } from './kernel/table.js';

/**
 * The solver against ngspice, native and in WebAssembly, on the same decks in
 * one run, each in turn.
 */
await runRace({
  name: 'kernel',
  title: 'The solver against ngspice',
  explanation: HOW,
  circuits: CIRCUITS,
  report: (results) => `${raceTable(results)}\n\n${summary(results, { each: 2, mean: 4, eecircuit: 6 })}`,
});
