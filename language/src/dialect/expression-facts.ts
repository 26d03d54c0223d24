import type { DialectName } from './dialect.js';

/** What differs between dialects in how an expression is read and what its operators mean. */
export interface ExpressionFacts {
  /** What `^` is; `**` is the power everywhere. */
  caret: 'power' | 'exclusive-or';
  /** Function of programs that the power is: ngspice's forgets the sign of the base. */
  power: string;
  /** When a number counts as true: other than zero, or above one half. */
  truth: 'nonzero' | 'half';
  /** How strongly the operators between two values bind, the strongest last. Operators of one list are taken from left to right. */
  precedence: readonly (readonly string[])[];
  /** Whether a sign before a value binds stronger than the power: `-2**2` is 4, not -4. */
  signBeforePower: boolean;
}

const ARITHMETIC = [['+', '-'], ['*', '/', '%', '\\'], ['**']] as const;

/** As ngspice 39 evaluates: all comparisons are of one level. */
const NGSPICE: ExpressionFacts = {
  caret: 'power', power: 'pwr', truth: 'nonzero', signBeforePower: false,
  precedence: [['||'], ['^^'], ['&&'], ['==', '!=', '<', '>', '<=', '>='], ...ARITHMETIC],
};

/** As C has it, which the manuals of these dialects do not contradict. */
const C_LEVELS = [['||'], ['^^'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ...ARITHMETIC] as const;

const FACTS: Readonly<Record<DialectName, ExpressionFacts>> = {
  ngspice: NGSPICE,
  spice3: NGSPICE,
  // The help groups `&`, `|` and `^` in one level and gives -2**1.5 as the power of a negative number.
  ltspice: {
    caret: 'exclusive-or', power: 'repow', truth: 'half', signBeforePower: true,
    precedence: [['&&', '||', '^^'], ['==', '!=', '<', '>', '<=', '>='], ...ARITHMETIC],
  },
  pspice: { caret: 'exclusive-or', power: 'pow', truth: 'nonzero', precedence: C_LEVELS, signBeforePower: false },
  hspice: { caret: 'power', power: 'hpow', truth: 'nonzero', precedence: C_LEVELS, signBeforePower: false },
  xyce: { caret: 'exclusive-or', power: 'pow', truth: 'nonzero', precedence: C_LEVELS, signBeforePower: false },
};

/** How expressions of a dialect are read. */
export function expressionFactsOf(dialect: DialectName): ExpressionFacts {
  return FACTS[dialect];
}
