import type { Dialect } from './dialect.js';

/** HSPICE. */
export const HSPICE: Dialect = {
  name: 'hspice',
  title: 'HSPICE',
  dollarComments: true,
  slashComments: false,
  backslashes: 'any',
  plusInFirstColumn: false,
  margins: true,
  doubleQuotedExpressions: true,
  scaleAsPoint: false,
  atto: true,
  xIsMega: true,
  caret: 'power',
  truth: 0,
  // pwr() keeps the sign of its base here.
  functions: { pwr: 'pwrs' },
  missingValues: false,
  bareParameters: true,
  oneWordLibrary: 'section',
  grounds: ['gnd', 'gnd!', 'ground'],
  temperature: 25,
};
