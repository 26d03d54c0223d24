import { expect, it } from 'vitest';
import { tableText } from './table-text.js';

it('aligns figures, columns and rows, and shows what is absent', () => {
  expect(tableText({
    title: 'Fourier analysis of v(out)',
    figures: [{ name: 'THD', value: 12.5, unit: '%' }, { name: 'none', value: null, unit: '' }],
    columns: [{ name: 'frequency', unit: 'Hz' }, { name: 'normalised', unit: '' }],
    rows: [{ name: '1', values: [1000, 1] }, { name: '2', values: [2000, null] }],
  }).join('\n')).toMatchInlineSnapshot(`
    "Fourier analysis of v(out)
      THD      1.250000e+1 %
      none               -
            frequency (Hz)     normalised
      1        1.000000e+3    1.000000e+0
      2        2.000000e+3              -"
  `);
});
