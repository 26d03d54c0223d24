import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** The commands of the GitHub action, of the hooks and of the template for GitLab, run as these services run them, with the built tool. */
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'nodal ci '));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'some decks'));
writeFileSync(join(folder, 'some decks/warning.cir'), 'warning\nv1 a 0 1\nr1 a 0 1k\n.options nonsense=1\n.op\n.end\n');
writeFileSync(join(folder, 'broken.cir'), 'broken\nv1 a 0 1\nd1 a 0 nomodel\n.op\n.end\n');
writeFileSync(join(folder, 'other.json'), '{ "rules": { "unknown-option": "error" } }\n');

function run(program: string, args: string[], environment: Record<string, string>): { code: number | null; out: string; err: string } {
  const { NO_COLOR: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...inherited, ...environment } });
  return { code: status, out: stdout, err: stderr };
}

describe('the GitHub action', () => {
  const { inputs, runs } = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  const step = runs.steps.at(-1) as { run: string; env: Record<string, string> };

  /** Runs the last step as GitHub does. */
  function lint(given: Record<string, string>) {
    const value = (expression: string): string => {
      const name = /inputs\.([\w-]+)/.exec(expression)?.[1];
      if (name !== undefined) return given[name] ?? inputs[name].default;
      return { 'github.action_path': root, 'github.action_repository': 'owner/nodal', 'github.action_ref': 'v1' }[/\{\{ (.*) \}\}/.exec(expression)![1]!]!;
    };
    const environment = Object.fromEntries(Object.entries(step.env).map(([name, expression]) => [name, value(expression)]));
    return run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], { ...environment, GITHUB_WORKSPACE: folder, GITHUB_SERVER_URL: 'https://github.com' });
  }

  it('shows findings beside the lines, and fails for an error', () => {
    const { code, out, err } = lint({});
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=broken\.cir,line=3,col=8,endColumn=15,endLine=3,title=unknown-model::/m);
    expect(out).toMatch(/^::warning file=some decks\/warning\.cir,line=4,/m);
    expect(err).toMatch(/2 files checked/);
  });

  it('takes paths with blanks, a configuration, rules and a limit of warnings', () => {
    expect(lint({ paths: 'some decks\n' }).code).toBe(0);
    expect(lint({ paths: 'some decks\nbroken.cir' }).code).toBe(1);
    expect(lint({ paths: 'some decks', config: 'other.json' }).code).toBe(1);
    expect(lint({ paths: 'some decks', rules: 'unknown-option=off\nlimits=off', 'max-warnings': '0' })).toMatchObject({ code: 0, out: '' });
    expect(lint({ paths: 'some decks', 'max-warnings': '0' }).code).toBe(1);
    expect(lint({ paths: '**/*.cir', format: 'text' }).out).toMatch(/^broken\.cir:3:8: error /m);
  });

  it('writes SARIF besides, with links to the pages of the rules', () => {
    expect(lint({ 'sarif-file': 'nodal.sarif' })).toMatchObject({ code: 1, out: expect.stringContaining('::error ') });
    const [{ tool, results }] = JSON.parse(readFileSync(join(folder, 'nodal.sarif'), 'utf8')).runs;
    expect(results.map((result: { ruleId: string }) => result.ruleId)).toContain('unknown-model');
    expect(tool.driver.rules.find(({ id }: { id: string }) => id === 'unknown-model').helpUri).toBe('https://github.com/owner/nodal/blob/v1/docs/rules/unknown-model.md');
  });

  it('2 when it could not run', () => {
    expect(lint({ paths: 'gone' }).code).toBe(2);
    expect(lint({ config: 'gone.json', 'sarif-file': 'nodal.sarif' })).toMatchObject({ code: 2, err: expect.stringContaining('gone.json: no such file') });
  });
});

describe('the hooks of pre-commit', () => {
  const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as { id: string; entry: string }[];
  const hook = (id: string, ...files: string[]) => {
    const [program, ...args] = hooks.find((each) => each.id === id)!.entry.split(' ');
    return run(join(root, program!), [...args, ...files], {});
  };

  it('check the files that they are given', () => {
    expect(hook('nodal-lint', 'some decks/warning.cir').code).toBe(0);
    expect(hook('nodal-lint', 'some decks/warning.cir', 'broken.cir')).toMatchObject({ code: 1, out: expect.stringMatching(/^broken\.cir:3:8: error unknown-model: /m) });
  });

  it('fix them', () => {
    writeFileSync(join(folder, 'micro.net'), 'micro\nv1 a 0 1\nc1 a 0 1µ\n.op\n.end\n');
    expect(hook('nodal-lint-fix', 'micro.net')).toMatchObject({ code: 0, err: expect.stringContaining('micro.net: 1 finding fixed') });
    rmSync(join(folder, 'micro.net'));
  });
});

describe('the template of GitLab', () => {
  const { 'nodal-lint': job } = parse(readFileSync(join(root, 'ci/gitlab.yml'), 'utf8'));

  /** Runs the script in one shell as a runner does, without getting and building the tool. */
  function lint(variables: Record<string, string>) {
    const lines = job.script.filter((line: string) => !line.includes('build:cli')) as string[];
    return run('bash', ['-eo', 'pipefail', '-c', lines.join('\n')], { ...job.variables, NODAL_FOLDER: root, NODAL_REPOSITORY: 'file:///unused', CI_PROJECT_DIR: folder, ...variables });
  }

  it('writes the report, and shows the findings in the log', () => {
    const { code, out } = lint({});
    expect(code).toBe(1);
    expect(out).toContain('nomodel');
    const report = JSON.parse(readFileSync(join(folder, 'gl-code-quality-report.json'), 'utf8'));
    expect(report.find(({ check_name }: { check_name: string }) => check_name === 'unknown-model')).toMatchObject({ severity: 'major', location: { path: 'broken.cir', lines: { begin: 3, end: 3 } } });
  });

  it('takes options, and says what is missing', () => {
    expect(lint({ NODAL_OPTIONS: '--rule errors=off', NODAL_PATHS: '*.cir' }).code).toBe(2);
    expect(lint({ NODAL_OPTIONS: '--rule unknown-model=off', NODAL_PATHS: '*.cir' }).code).toBe(0);
    expect(lint({ NODAL_REPOSITORY: '' })).toMatchObject({ code: 2, out: expect.stringContaining('Set NODAL_REPOSITORY') });
  });
});
