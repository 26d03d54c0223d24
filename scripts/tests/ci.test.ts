import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NETLIST_EXTENSIONS } from '@nodal/cli/lint/find-files';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** What services of continuous integration read: that it is well-formed, and names what there is. */
const root = join(import.meta.dirname, '../..');
const text = (name: string) => readFileSync(join(root, name), 'utf8');
const scripts = Object.keys(JSON.parse(text('package.json')).scripts);
const options = [...text('cli/src/commands/lint.ts').matchAll(/'(--[\w-]+)/g), ...text('cli/src/input.ts').matchAll(/'(--[\w-]+)/g)].map(([, option]) => option!);

/** The options of `nodal lint` in a text that are none. */
const unknownOptions = (commands: string) => [...commands.matchAll(/(?:\s|\()(--[a-z][\w-]+)/g)].map(([, option]) => option!).filter((option) => !options.includes(option));

describe('the GitHub action', () => {
  const action = parse(text('action.yml'));
  const names = Object.keys(action.inputs);

  it('uses each of its inputs, and no other', () => {
    const used = [...text('action.yml').matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, name]) => name!);
    expect([...new Set(used)].sort()).toEqual([...names].sort());
  });

  it('says of each input what it is and what it is when not given', () => {
    for (const name of names) expect(action.inputs[name], name).toMatchObject({ description: expect.stringMatching(/\.$/), default: expect.any(String) });
  });

  it('hands inputs to the shell by variables only, and uses each', () => {
    for (const { run, env = {} } of action.runs.steps as { run?: string; env?: Record<string, string> }[]) {
      if (run === undefined) continue;
      expect(run).not.toContain('${{');
      for (const variable of Object.keys(env)) expect(run, variable).toContain(`$${variable}`);
    }
  });

  it('calls scripts and options that there are', () => {
    const [build, lint] = (action.runs.steps as { run?: string }[]).map(({ run }) => run).filter((run) => run !== undefined);
    expect(scripts).toContain(/run ([\w:]+)/.exec(build!)![1]);
    expect(unknownOptions(lint!)).toEqual([]);
    expect(existsSync(join(root, 'cli/bin/nodal.js'))).toBe(true);
  });
});

describe('the hooks of pre-commit', () => {
  const hooks = parse(text('.pre-commit-hooks.yaml')) as { id: string; entry: string; language: string; files: string; require_serial: boolean }[];

  it.each(hooks)('$id starts what there is', ({ entry, language, require_serial }) => {
    const [file, command] = entry.split(' ');
    expect(statSync(join(root, file!)).mode & 0o111).not.toBe(0);
    expect(text(file!)).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(existsSync(join(root, `cli/src/commands/${command}.ts`))).toBe(true);
    expect(unknownOptions(` ${entry}`)).toEqual([]);
    expect(language).toBe('script');
    // Two at once would build the tool twice.
    expect(require_serial).toBe(true);
  });

  it.each(hooks)('$id gets the files that a folder gives', ({ files }) => {
    const pattern = new RegExp(files.replace('(?i)', ''), 'i');
    for (const extension of NETLIST_EXTENSIONS) expect(`a/b.${extension.toUpperCase()}`).toMatch(pattern);
    expect(files).toBe(`(?i)\\.(${NETLIST_EXTENSIONS.join('|')})$`);
  });
});

describe('the template of GitLab', () => {
  const { 'nodal-lint': job } = parse(text('ci/gitlab.yml'));

  it('uses variables that it sets or asks for', () => {
    const used = new Set([...job.script.join('\n').matchAll(/\$(NODAL_\w+)/g)].map(([, name]) => name!));
    expect([...used].sort()).toEqual([...Object.keys(job.variables), 'NODAL_REPOSITORY'].sort());
  });

  it('gives the report that it writes', () => {
    expect(job.script.join('\n')).toContain(`--output ${job.artifacts.reports.codequality} `);
  });

  it('calls scripts and options that there are', () => {
    const lint = job.script.filter((line: string) => line.includes('nodal.js"'));
    expect(lint).toHaveLength(2);
    expect(unknownOptions(lint.join('\n'))).toEqual([]);
    expect(scripts).toContain(/run (build:cli)/.exec(job.script.join('\n'))![1]);
  });
});
