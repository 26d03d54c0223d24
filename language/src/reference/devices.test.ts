import { expect, it } from 'vitest';
import { findModelType, modelParameterNames } from './models.js';
import { parametersOfModelType } from './devices.js';

const TYPES = ['npn', 'pnp', 'lpnp', 'njf', 'pjf', 'nmos', 'pmos'];

it.each(TYPES)('the parameters of %s are among those that its rules know', (type) => {
  expect(findModelType(type)).toBeDefined();
  const known = modelParameterNames(type);
  const names = [1, 2, 3].flatMap((level) => parametersOfModelType(type, level) ?? []).flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

it.each(TYPES)('each parameter of %s has one line', (type) => {
  for (const level of [1, 2, 3]) {
    const names = (parametersOfModelType(type, level) ?? []).flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names).toEqual([...new Set(names)]);
  }
});

it('depends on the level', () => {
  const names = (level: number) => (parametersOfModelType('nmos', level) ?? []).map(({ name }) => name);
  expect(names(1)).not.toContain('theta');
  expect(names(3)).toContain('theta');
  expect(names(49)).toContain('lvth0');
  expect(names(9)).toEqual([]);
});
