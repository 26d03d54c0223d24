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

/** Milliseconds that one input may take. */
export const SLOWEST = 1_000;

/** Runs oracles on an input until one fails. */
export function firstFailure(input: FuzzCase, oracles: readonly Oracle[] = ORACLES): Failure | undefined {
  const subject = new Subject(input);
  for (const oracle of oracles) {
    try {
      const message = oracle.check(subject);
      if (message !== undefined) return { oracle: oracle.name, message };
    } catch (error) {
      return { oracle: oracle.name, message: error instanceof Error ? `${error.name}: ${error.message}\n${framesOf(error)}` : String(error) };
    }
  }
  return undefined;
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

/** The time that an input takes, the fastest of three: a machine that others use makes single times long. */
export function fastestTime(input: FuzzCase): number {
  let best = Infinity;
  for (let turn = 0; turn < 3 && best > SLOWEST; turn++) {
    const start = performance.now();
    firstFailure(input);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
