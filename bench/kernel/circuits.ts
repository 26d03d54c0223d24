import type { BenchCircuit } from './circuit.js';
import { GRIDS } from './grids.js';
import { LADDERS } from './ladders.js';
import { LOGIC } from './logic.js';
import { OPAMPS } from './opamp.js';
import { RECTIFIERS } from './rectifiers.js';
import { STEPS } from './steps.js';

/** All circuits that are raced, in the order of the table. */
export const CIRCUITS: readonly BenchCircuit[] = [...LADDERS, ...RECTIFIERS, ...OPAMPS, ...LOGIC, ...STEPS, ...GRIDS];
