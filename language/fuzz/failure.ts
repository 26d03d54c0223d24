import type { FuzzCase } from './fuzz-case.js';
import { ORACLES } from './oracles/registry.js';
import type { Oracle } from './oracles/oracle.js';
import { Subject } from './subject.js';

/** Something that does not hold for an input. */
export interface Failure {
  /** The oracle's name, or `slow`, `hang`. */
  oracle: string;
  message: string;
}

/** Milliseconds that one oracle may take for an input, or for each time that it builds all anew. */
export const SLOWEST = 1_000;

/** Runs oracles on an input until one fails. */
export function firstFailure(input: FuzzCase, oracles: readonly Oracle[] = ORACLES): Failure | undefined {
  return measured(input, oracles).failure;
}

/** The first failure of an input, and the milliseconds of the oracle that took longest. */
export function measured(input: FuzzCase, oracles: readonly Oracle[] = ORACLES): { failure: Failure | undefined; longest: number } {
  const subject = new Subject(input);
  let longest = 0;
  const failed = (failure: Failure) => ({ failure, longest });
  for (const oracle of oracles) {
    const start = performance.now();
    try {
      const message = oracle.check(subject);
      if (message !== undefined) return failed({ oracle: oracle.name, message });
    } catch (error) {
      return failed({ oracle: oracle.name, message: error instanceof Error ? `${error.name}: ${error.message}\n${framesOf(error)}` : String(error) });
    }
    longest = Math.max(longest, (performance.now() - start) / (oracle.builds?.(subject) ?? 1));
  }
  return { failure: undefined, longest };
}

/** Where an exception came from, without the places in the bundle, which say nothing. */
function framesOf(error: Error): string {
  return (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.replace(/\(.*[\\/]([^\\/]+)\)$/, '($1)')).join('\n');
}

/** Failures that a busy machine may have caused: they count when they come again. */
export function dependsOnTime({ oracle }: Failure): boolean {
  return oracle === 'slow' || oracle === 'hang' || oracle === 'crash';
}

/** Failures of the same cause have the same kind: what the text says in quotes and numbers differs. */
export function kindOf({ oracle, message }: Failure): string {
  const [first, second = ''] = message.replaceAll(/"(?:[^"\\]|\\.)*"/g, '…').split('\n');
  return `${oracle}: ${first!.replaceAll(/-?\d+/g, 'N').slice(0, 160)}${second.replaceAll(/:\d+/g, '')}`;
}

/** The time that the slowest oracle takes for an input, the fastest of three: a machine that others use makes single times long. */
export function fastestTime(input: FuzzCase): number {
  let best = Infinity;
  for (let turn = 0; turn < 3 && best > SLOWEST; turn++) {
    best = Math.min(best, measured(input).longest);
  }
  return best;
}
