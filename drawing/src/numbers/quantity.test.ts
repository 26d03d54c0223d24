import { describe, expect, it } from 'vitest';
import { formatNumber, formatQuantity, formatValue } from './quantity.js';

describe('engineering notation', () => {
  it.each<[number, string, string]>([
    [4700, 'Ω', '4.7 kΩ'],
    [159.1549, 'Hz', '159.2 Hz'],
    [-3.0103, 'dB', '−3.01 dB'],
    [12.5e-6, 's', '12.5 µs'],
    [0, 'V', '0 V'],
    [999.96, 'V', '1 kV'],
    [999.94, 'V', '999.9 V'],
    [1e-12, 'F', '1 pF'],
    [1e-18, 'A', '1 aA'],
    [3.2e-25, 'A', '3.2e−25 A'],
    [4e21, 'Ω', '4e21 Ω'],
    [2.5e14, 'Hz', '250 THz'],
    [-45, '°', '−45°'],
    [27, '°C', '27 °C'],
    [1234.5, '°C', '1235 °C'],
    [-0.001, 'dB', '0 dB'],
    [6.66666667, 'V', '6.667 V'],
    [1e6, '', '1M'],
    [100, '', '100'],
    [-1.5e-3, 'A', '−1.5 mA'],
    [NaN, 'V', '–'],
    [-Infinity, 'dB', '−∞ dB'],
    [1e-6, 'F', '1 µF'],
    [1e3, 'Hz', '1 kHz'],
  ])('%f %s is %s', (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
  });

  it('keeps more digits when asked', () => {
    expect(formatQuantity(3.160614, 'V', { digits: 7 })).toBe('3.160614 V');
    expect(formatQuantity(50329.2, 'Hz', { digits: 6 })).toBe('50.3292 kHz');
  });

  it('is short beside a symbol', () => {
    expect(formatValue(4700)).toBe('4.7k');
    expect(formatValue(1e-7, 'F')).toBe('100nF');
  });

  it('writes bare numbers', () => {
    expect(formatNumber(-0.25)).toBe('−0.25');
    expect(formatNumber(1234567)).toBe('1.23457e6');
    expect(formatNumber(1.5e-9)).toBe('1.5e−9');
  });
});
