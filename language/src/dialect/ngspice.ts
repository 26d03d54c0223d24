import type { Dialect } from './dialect.js';

export const NGSPICE: Dialect = {
  name: 'ngspice',
  title: 'ngspice',
  dollarComments: true,
  slashComments: true,
};
