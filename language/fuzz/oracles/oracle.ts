import type { Subject } from '../subject.js';

/** One thing that must hold for every text. */
export interface Oracle {
  /** As it is printed with a failure and given to replay one. */
  name: string;
  /** One of how many inputs is looked at; those that cost much are not tried on each. */
  every: number;
  /** How many designs it builds of texts as long as the input's; one where absent. */
  builds?(subject: Subject): number;
  /** What does not hold, or undefined. An exception is a failure too. */
  check(subject: Subject): string | undefined;
}
