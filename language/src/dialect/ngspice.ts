import type { Dialect } from './dialect.js';

/** ngspice without a compatibility mode. */
export const NGSPICE: Dialect = {
  name: 'ngspice',
  title: 'ngspice',
  dollarComments: true,
  slashComments: true,
  backslashes: 'double',
  plusInFirstColumn: false,
  margins: true,
  doubleQuotedExpressions: false,
  scaleAsPoint: false,
  atto: false,
  xIsMega: false,
  caret: 'power',
  truth: 0,
  functions: {},
  missingValues: true,
  bareParameters: true,
  oneWordLibrary: 'section',
  grounds: ['gnd'],
  temperature: 27,
};
