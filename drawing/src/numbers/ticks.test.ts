import { describe, expect, it } from 'vitest';
import { degreeTicks, linearTicks, logTickFormat, logTicks, tickFormat } from './ticks.js';

/** The labels of a linear axis in one line, its unit last. */
function linearAxis(from: number, to: number, unit: string, target = 6): string {
  const ticks = linearTicks(from, to, target);
  const format = tickFormat(from, to, ticks.step, unit);
  return `${ticks.major.map((value) => format.label(value)).join(' ')} ${format.unit}`.trim();
}

function logAxis(from: number, to: number, target = 8): string {
  const format = logTickFormat('Hz');
  return logTicks(from, to, target).major.map((value) => format.label(value)).join(' ');
}

describe('a linear axis', () => {
  it('shares one prefix', () => {
    expect(linearAxis(0, 5e-3, 's')).toBe('0 1 2 3 4 5 ms');
    expect(linearAxis(-1, 1, 'V', 4)).toBe('−1.0 −0.5 0 0.5 1.0 V');
    expect(linearAxis(0, 3.3e-6, 'A', 4)).toBe('0 1 2 3 µA');
  });
  it('tells neighbours apart when zoomed in deeply', () => {
    expect(linearAxis(1.0000001, 1.0000005, 's', 4)).toBe('1.0000001 1.0000002 1.0000003 1.0000004 1.0000005 s');
  });
  it('uses exponents without a unit', () => {
    expect(linearAxis(0, 4e-9, '', 4)).toBe('0 1e−9 2e−9 3e−9 4e−9');
  });
  it('has small ticks between the large ones', () => {
    expect(linearTicks(0, 1, 5).minor).toHaveLength(15);
    expect(linearTicks(0, 5, 5).minor).toHaveLength(20);
  });
  it('gives up quietly on nonsense', () => {
    expect(linearTicks(NaN, 1).major).toEqual([]);
    expect(linearTicks(1, 1).major).toEqual([1]);
  });
});

describe('an axis of degrees', () => {
  it('counts in 45 and 90', () => {
    expect(degreeTicks(-180, 0, 4).major).toEqual([-180, -135, -90, -45, 0]);
    expect(degreeTicks(-360, 0, 4).major).toEqual([-360, -270, -180, -90, 0]);
    expect(degreeTicks(-1, 0, 4).major).toEqual([-1, -0.8, -0.6, -0.4, -0.2, 0]);
  });
});

describe('a logarithmic axis', () => {
  it('labels decades', () => {
    expect(logAxis(1, 1e6)).toBe('1 10 100 1k 10k 100k 1M');
    expect(logTicks(1, 1e6).minor).toHaveLength(48);
  });
  it('labels 1, 2 and 5 over few decades', () => {
    expect(logAxis(10, 1000)).toBe('10 20 50 100 200 500 1k');
  });
  it('labels inside one decade', () => {
    expect(logAxis(2, 8)).toBe('2 3 4 5 6 7 8');
    expect(logAxis(100, 120, 4)).toBe('100 105 110 115 120');
  });
  it('leaves decades out when there is no room', () => {
    expect(logAxis(1e-3, 1e9, 6)).toBe('10m 1 100 10k 1M 100M');
  });
  it('has no ticks for a range that is not positive', () => {
    expect(logTicks(0, 10).major).toEqual([]);
  });
});
