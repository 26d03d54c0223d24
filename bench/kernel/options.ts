import type { BenchCircuit } from './circuit.js';

export interface BenchOptions {
  readonly circuits: readonly BenchCircuit[];
  readonly rounds: number;
  /** Whether the page in docs/measured/ is written. */
  readonly write: boolean;
  /** Which simulators run; all when absent. */
  readonly simulators: readonly string[] | undefined;
}

/** `--only NAME[,NAME…] --rounds N --simulators NAME[,NAME…] --write`; ends the process at anything else. */
export function parseOptions(args: readonly string[], circuits: readonly BenchCircuit[], rounds = 3): BenchOptions {
  let [chosen, write, simulators]: [readonly BenchCircuit[], boolean, readonly string[] | undefined] = [circuits, false, undefined];
  for (let i = 0; i < args.length; i++) {
    const option = args[i];
    if (option === '--write') write = true;
    else if (option === '--rounds' && Number(args[i + 1]) >= 1) rounds = Number(args[++i]);
    else if (option === '--simulators' && args[i + 1]) simulators = args[++i]!.split(',');
    else if (option === '--only' && args[i + 1]) {
      const names = args[++i]!.split(',');
      chosen = circuits.filter(({ name }) => names.some((wanted) => name === wanted || (name.includes(wanted) && !circuits.some((other) => other.name === wanted))));
      if (chosen.length === 0) return wrong(`There is no circuit ${names.join(', ')}. There are: ${circuits.map(({ name }) => name).join(', ')}.`);
    } else return wrong(`usage: npm run bench NAME -- [--only CIRCUIT] [--rounds N] [--simulators ngspice,native,wasm,eecircuit] [--write] (not ${option})`);
  }
  return { circuits: chosen, rounds, write, simulators };
}

function wrong(message: string): never {
  console.error(message);
  process.exit(64);
}
