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

it('shows in which region devices are', () => {
  expect(tableText({
    title: 'Operating point of devices: voltage-switch',
    figures: [],
    columns: [{ name: 'i', unit: 'A' }, { name: 'p', unit: 'W' }],
    rows: [{ name: 's1', values: [1e-3, 2e-6], device: 0, region: 'closed' }, { name: 's.x1.s2', values: [0, 0], device: 1, region: 'open' }],
  }).join('\n')).toMatchInlineSnapshot(`
    "Operating point of devices: voltage-switch
                       i (A)          p (W)  region
      s1         1.000000e-3    2.000000e-6  closed
      s.x1.s2    0.000000e+0    0.000000e+0  open"
  `);
});

it('puts devices with many variables side by side', () => {
  const columns = ['id', 'vgs', 'vds', 'von', 'gm', 'gds', 'cgs'].map((name) => ({ name, unit: name.startsWith('v') ? 'V' : '' }));
  const rows = ['m1', 'm2', 'm3', 'm4', 'm5'].map((name, device) => ({ name, device, region: 'saturation', values: columns.map((_, i) => (i === 6 ? null : device + i / 10)) }));
  expect(tableText({ title: 'Operating point of devices: mosfet', figures: [], columns, rows }).join('\n')).toMatchInlineSnapshot(`
    "Operating point of devices: mosfet
                          m1             m2             m3             m4
      region      saturation     saturation     saturation     saturation
      id         0.000000e+0    1.000000e+0    2.000000e+0    3.000000e+0
      vgs (V)    1.000000e-1    1.100000e+0    2.100000e+0    3.100000e+0
      vds (V)    2.000000e-1    1.200000e+0    2.200000e+0    3.200000e+0
      von (V)    3.000000e-1    1.300000e+0    2.300000e+0    3.300000e+0
      gm         4.000000e-1    1.400000e+0    2.400000e+0    3.400000e+0
      gds        5.000000e-1    1.500000e+0    2.500000e+0    3.500000e+0
      cgs                  -              -              -              -

                          m5
      region      saturation
      id         4.000000e+0
      vgs (V)    4.100000e+0
      vds (V)    4.200000e+0
      von (V)    4.300000e+0
      gm         4.400000e+0
      gds        4.500000e+0
      cgs                  -"
  `);
});
