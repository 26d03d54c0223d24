import type { Dialect } from './dialect.js';

/** PSpice A/D. */
export const PSPICE: Dialect = {
  name: 'pspice',
  title: 'PSpice',
  dollarComments: false,
  slashComments: false,
  backslashes: 'none',
  plusInFirstColumn: true,
  margins: true,
  doubleQuotedExpressions: false,
  scaleAsPoint: false,
  atto: false,
  xIsMega: false,
  caret: 'exclusive-or',
  truth: 0,
  functions: { m: 'abs' },
  missingValues: false,
  bareParameters: false,
  oneWordLibrary: 'file',
  grounds: [],
  temperature: 27,
};
