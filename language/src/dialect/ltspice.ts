import type { Dialect } from './dialect.js';

/** LTspice, as its help describes it. */
export const LTSPICE: Dialect = {
  name: 'ltspice',
  title: 'LTspice',
  dollarComments: false,
  slashComments: false,
  backslashes: 'none',
  plusInFirstColumn: false,
  margins: true,
  doubleQuotedExpressions: false,
  scaleAsPoint: true,
  atto: false,
  xIsMega: false,
  caret: 'exclusive-or',
  truth: 0.5,
  functions: {},
  missingValues: false,
  bareParameters: false,
  oneWordLibrary: 'file',
  grounds: ['gnd'],
  temperature: 27,
};
