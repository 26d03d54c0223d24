import type { Dialect } from './dialect.js';

/** Xyce without its options for the syntax of other simulators. */
export const XYCE: Dialect = {
  name: 'xyce',
  title: 'Xyce',
  dollarComments: false,
  slashComments: false,
  backslashes: 'none',
  plusInFirstColumn: true,
  margins: false,
  doubleQuotedExpressions: false,
  scaleAsPoint: false,
  atto: false,
  xIsMega: true,
  caret: 'exclusive-or',
  truth: 0,
  functions: { log: 'log10' },
  missingValues: false,
  bareParameters: false,
  oneWordLibrary: 'section',
  grounds: [],
  temperature: 27,
};
