import type { Dialect } from './dialect.js';

/** Berkeley's SPICE3, from which the others descend. */
export const SPICE3: Dialect = {
  name: 'spice3',
  title: 'SPICE3',
  dollarComments: false,
  slashComments: false,
  backslashes: 'none',
  plusInFirstColumn: true,
  margins: true,
  doubleQuotedExpressions: false,
  scaleAsPoint: false,
  atto: false,
  xIsMega: false,
  caret: 'power',
  truth: 0,
  functions: { log: 'log10' },
  missingValues: false,
  bareParameters: false,
  oneWordLibrary: 'section',
  grounds: ['gnd'],
  temperature: 27,
};
