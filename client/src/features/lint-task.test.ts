import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintArguments, OFFERED_TASKS } from './lint-task.js';

describe('tasks that lint', () => {
  it.each([
    [{}, 'lint -- .'],
    [{ paths: ['designs', 'a b.cir'] }, 'lint -- designs a b.cir'],
    [{ paths: ['${file}'], options: ['--max-warnings', '0'] }, 'lint --max-warnings 0 -- ${file}'],
    [{ paths: 'designs', options: [1, ''] }, 'lint -- .'],
  ])('%j', (definition, expected) => {
    expect(lintArguments({ type: 'nodal', command: 'lint', ...definition })?.join(' ')).toBe(expected);
  });

  it('tasks of others are left to them', () => {
    expect(lintArguments({ type: 'npm', command: 'lint' })).toBeUndefined();
    expect(lintArguments({ type: 'nodal', command: 'format' })).toBeUndefined();
  });

  it('what is offered is what the manifest declares', () => {
    const { taskDefinitions: [declared] } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')).contributes;
    for (const { definition } of OFFERED_TASKS) {
      expect(definition.type).toBe(declared.type);
      expect(declared.required.filter((name: string) => !(name in definition))).toEqual([]);
      expect(Object.keys(definition).filter((name) => name !== 'type' && !(name in declared.properties))).toEqual([]);
      expect(lintArguments({ ...definition })).toBeDefined();
    }
    expect(Object.keys(declared.properties)).toEqual(['command', 'paths', 'options']);
  });
});
