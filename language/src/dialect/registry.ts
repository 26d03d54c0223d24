import type { Dialect, DialectName } from './dialect.js';
import { NGSPICE } from './ngspice.js';

const byName: Partial<Record<DialectName, Dialect>> = { ngspice: NGSPICE };

/** The facts of a dialect. */
export function dialectOf(name: DialectName): Dialect {
  return byName[name] ?? NGSPICE;
}
