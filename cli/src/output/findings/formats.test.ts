import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, it } from 'vitest';
import { LintFolder } from '../../lint/lint.fixture.js';
import { github } from './github.js';
import { junit } from './junit.js';
import { repositoryPaths } from './repository.js';

/** A small project: an error, a warning, a fix, a second place, a library that two decks include, a clean file, and names that need escapes. */
const folder = new LintFolder(`--- nodal.json
{ "rules": { "connections": "off", "values": "off", "analyses": "off", "style": "off" } }
--- filters/low pass.cir
low pass
.include "../parts/opamp.lib"
v1 in 0 ac 1
r1 in out 1k
c1 out 0 10µ
\tx1 out 0 opamp
d1 out 0 dx
.options nonsense=1
.model twice d
.model twice d is=1e-15
.ac dec 10 1 1meg
.end
--- filters/second.cir
second
.include "../parts/opamp.lib"
v1 in 0 ac 1
x1 in 0 opamp
r1 in 0 1k
.ac dec 10 1 1meg
.end
--- parts/opamp.lib
.subckt opamp in out
r1 in out 1k
d1 in out dmod
.model dmox d
.ends
--- clean.cir
clean
v1 a 0 1
r1 a 0 1k
.op
.end
`);
afterAll(() => folder.remove());

const require = createRequire(import.meta.url);

describe('the forms of output', () => {
  it.each(['text', 'json', 'sarif', 'github', 'junit', 'gitlab'] as const)('%s', async (format) => {
    await expect(await folder.lint({ format })).toMatchFileSnapshot(join(import.meta.dirname, `golden/project.${format}.txt`));
  });

  it('text on a terminal', async () => {
    await expect(await folder.lint({ format: 'text', terminal: true })).toMatchFileSnapshot(join(import.meta.dirname, 'golden/project.terminal.txt'));
  });

  it('text is read by the problem matcher of the extension', async () => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../package.json'), 'utf8'));
    const { regexp, ...groups } = manifest.contributes.problemMatchers[0].pattern;
    const lines = (await folder.lint({ format: 'text', terminal: true })).split('\n');
    const read = lines.map((line) => new RegExp(regexp).exec(line)).filter((match) => match !== null).map((match) => `${match[groups.file]} ${match[groups.line]} ${match[groups.column]} ${match[groups.severity]} ${match[groups.code]}`);
    const findings = JSON.parse(await folder.lint({ format: 'json' })) as { file: string; line: number; column: number; severity: string; code: string }[];
    expect(read).toEqual(findings.map(({ file, line, column, severity, code }) => `${file} ${line} ${column} ${severity} ${code}`));
  });

  it('SARIF fulfils its schema', async () => {
    const schema = JSON.parse(readFileSync(join(require.resolve('@microsoft/jest-sarif'), '../schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    expect(validate(JSON.parse(await folder.lint({ format: 'sarif' }))) ? [] : validate.errors).toEqual([]);
    expect(validate(JSON.parse(await folder.lint({ format: 'sarif' }, 'clean.cir'))) ? [] : validate.errors).toEqual([]);
    expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });

  it('fingerprints stay when a finding moves to another line', async () => {
    const before = JSON.parse(await folder.lint({ format: 'gitlab' }, 'filters/low pass.cir'));
    folder.write('filters/low pass.cir', Buffer.from(folder.read('filters/low pass.cir').replace('v1 in', '* moved\nv1 in'), 'latin1'));
    const after = JSON.parse(await folder.lint({ format: 'gitlab' }, 'filters/low pass.cir'));
    const prints = (report: { fingerprint: string }[]) => report.map(({ fingerprint }) => fingerprint);
    expect(prints(after)).toEqual(prints(before));
    expect(new Set(prints(before)).size).toBe(before.length);
    expect(after[0].location.lines.begin).toBe(before[0].location.lines.begin + 1);
  });
});

describe('what must be escaped', () => {
  const finding = {
    file: 'a,b:c%.cir', uri: '', line: 1, column: 2, endLine: 1, endColumn: 3, severity: 'error' as const, code: 'some-code', message: '100% <b>\n"&" \u0001', excerpt: { text: '', column: 1 }, related: [], fix: undefined, tags: [],
  };
  const report = { findings: [finding], checked: [finding.file], leftOut: 0 };
  const context = { terminal: false, version: '', repositoryPath: (file: string) => file, ruleUrl: () => undefined };

  it('in commands of GitHub', () => {
    expect(github(report, context)).toBe('::error file=a%2Cb%3Ac%25.cir,line=1,col=2,endColumn=3,endLine=1,title=some-code::100%25 <b>%0A"&" \u0001\n');
  });

  it('in XML', () => {
    expect(junit(report, context)).toContain('<failure type="some-code" message="100% &lt;b&gt;&#10;&quot;&amp;&quot; \ufffd">a,b:c%.cir:1:2: error some-code: 100% &lt;b&gt;\n"&amp;" \ufffd</failure>');
  });
});

describe('paths as a service knows them', () => {
  it.each([
    ['below the root that it tells', { GITHUB_WORKSPACE: '/home/x/repo' }, 'sub/a.cir', 'designs/sub/a.cir'],
    ['GitLab tells it by another name', { CI_PROJECT_DIR: '/home/x/repo/' }, '../b.cir', 'b.cir'],
    ['from the working folder elsewhere', {}, 'sub/a.cir', 'sub/a.cir'],
    ['a root that is not above means nothing', { GITHUB_WORKSPACE: '/other' }, 'a.cir', 'a.cir'],
    ['a file outside is told whole', {}, '/lib/x.lib', '/lib/x.lib'],
    ['a file with another name of the folder', { GITHUB_WORKSPACE: '/home/x/re' }, 'a.cir', 'a.cir'],
  ])('%s', (_name, environment, file, expected) => {
    expect(repositoryPaths(environment, '/home/x/repo/designs')(file)).toBe(expected);
  });
});
