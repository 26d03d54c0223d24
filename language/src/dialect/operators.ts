import type { DialectName } from './dialect.js';

/** How the operators of a dialect are joined. */
export interface OperatorFacts {
  /** How strongly the operators between two values bind, the strongest last. Operators of one list are taken from left to right. */
  precedence: readonly (readonly string[])[];
  /** Whether a sign before a value binds stronger than the power: `-2**2` is 4, not -4. */
  signBeforePower: boolean;
}

const ARITHMETIC = [['+', '-'], ['*', '/', '%', '\\'], ['**']] as const;

/** As ngspice 39 evaluates: all comparisons are of one level. */
const NGSPICE: OperatorFacts = { precedence: [['||'], ['^^'], ['&&'], ['==', '!=', '<', '>', '<=', '>='], ...ARITHMETIC], signBeforePower: false };

/** As C has it, which the manuals of PSpice, HSPICE and Xyce do not contradict. */
const C_LEVELS: OperatorFacts = { precedence: [['||'], ['^^'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ...ARITHMETIC], signBeforePower: false };

/** LTspice's help has `&`, `|` and `^` in one group, and takes -2**1.5 as a power of a negative number. */
const LTSPICE: OperatorFacts = { precedence: [['&&', '||', '^^'], ['==', '!=', '<', '>', '<=', '>='], ...ARITHMETIC], signBeforePower: true };

/** `^^` is the exclusive or, however it is written. */
export const OPERATORS: Readonly<Record<DialectName, OperatorFacts>> = {
  ngspice: NGSPICE, spice3: NGSPICE, ltspice: LTSPICE, pspice: C_LEVELS, hspice: C_LEVELS, xyce: C_LEVELS,
};
