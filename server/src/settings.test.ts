import { DEFAULT_SETTINGS } from '@nodal/protocol';
import { expect, it } from 'vitest';
import { Settings } from './settings.js';

it('takes what has the shape of a setting, and tells of a change', () => {
  const settings = new Settings();
  let changes = 0;
  settings.onChange(() => changes++);
  settings.take({ results: { memoryLimit: 64 }, library: 'x', unknown: 1 });
  expect(settings.current).toEqual({ ...DEFAULT_SETTINGS, results: { memoryLimit: 64 } });
  settings.take({ results: { memoryLimit: 64 } });
  expect(changes).toBe(1);
  settings.take(null);
  expect(settings.current).toEqual(DEFAULT_SETTINGS);
});
