import type { Dialect, DialectName } from './dialect.js';
import { HSPICE } from './hspice.js';
import { LTSPICE } from './ltspice.js';
import { NGSPICE } from './ngspice.js';
import { PSPICE } from './pspice.js';
import { SPICE3 } from './spice3.js';
import { XYCE } from './xyce.js';

/** All dialects. A new one is a file of its own and a line here. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = { ngspice: NGSPICE, ltspice: LTSPICE, pspice: PSPICE, hspice: HSPICE, xyce: XYCE, spice3: SPICE3 };

/** The facts of a dialect. */
export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name];
}
