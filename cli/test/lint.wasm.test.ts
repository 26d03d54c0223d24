import { describe, expect, it } from 'vitest';
import { Workplace } from './tool.js';

/** The contract of `nodal lint`, on the built tool. */
const place = new Workplace({
  'clean.cir': 'clean\nv1 a 0 1\nr1 a 0 1k\n.op\n.end\n',
  'warning.cir': 'warning\nv1 a 0 1\nr1 a 0 1k\n.options nonsense=1\n.op\n.end\n',
  'broken.cir': 'broken\nv1 a 0 1\nd1 a 0 nomodel\nx1 a 0 nosub\n.op\n.end\n',
});

describe('nodal lint', () => {
  it('0 when clean', () => {
    expect(place.nodal('lint', 'clean.cir')).toEqual({ code: 0, out: '', err: 'no findings, 1 file checked\n' });
  });

  it('0 with warnings only, unless there are more than allowed', () => {
    const { code, out, err } = place.nodal('lint', 'warning.cir', '--max-warnings', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/^warning\.cir:4:\d+: warning unknown-option: /);
    expect(err).toBe('1 warning in 1 file, 1 file checked\n');
    expect(place.nodal('lint', 'warning.cir', '--max-warnings', '0')).toMatchObject({ code: 1, err: '1 warning in 1 file, 1 file checked\nnodal: more warnings than --max-warnings 0 allows\n' });
  });

  it('1 with errors, in the order of the files and lines', () => {
    const { code, out, err } = place.nodal('lint', 'clean.cir', 'warning.cir', 'broken.cir');
    expect(code).toBe(1);
    const places = out.trim().split('\n').map((line) => /^([^:]+):(\d+):(\d+): (\w+) ([\w-]+): \S/.exec(line)!.slice(1, 3).join(':'));
    expect(places).toEqual(['warning.cir:4', 'broken.cir:3', 'broken.cir:4']);
    expect(err).toBe('2 errors, 1 warning in 2 files, 3 files checked\n');
  });

  it('the working folder without arguments', () => {
    expect(place.nodal('lint').err).toBe('2 errors, 1 warning in 2 files, 3 files checked\n');
  });

  it('2 when a file cannot be read, and the others are told', () => {
    const { code, err, out } = place.nodal('lint', 'broken.cir', 'missing.cir');
    expect(code).toBe(2);
    expect(err).toContain('missing.cir: no such file');
    expect(out).toContain('broken.cir:3:');
    expect(place.nodal('lint', 'clean.cir', '--output', 'no/such/folder/out.txt')).toMatchObject({ code: 2, err: expect.stringContaining('cannot write no/such/folder/out.txt') });
  });

  it('2 for wrong usage', () => {
    for (const args of [['--format', 'xml'], ['--nonsense'], ['--max-warnings', 'few'], ['--rule', 'no-such-rule=off'], ['--rule', 'unknown-option=quiet'], ['--fix', '--watch']]) {
      expect(place.nodal('lint', 'clean.cir', ...args), args.join(' ')).toMatchObject({ code: 2, out: '' });
    }
    expect(place.nodal('lint', '--help').code).toBe(0);
  });

  it('a severity of its own', () => {
    expect(place.nodal('lint', 'warning.cir', '--rule', 'unknown-option=error')).toMatchObject({ code: 1, out: expect.stringMatching(/: error unknown-option: /) });
    expect(place.nodal('lint', 'warning.cir', '--rule', 'unknown-option=off')).toMatchObject({ code: 0, out: '' });
  });

  it('JSON is an array of findings, also in a file', () => {
    const { out } = place.nodal('lint', 'broken.cir', '--format', 'json');
    const findings = JSON.parse(out);
    expect(findings).toHaveLength(2);
    expect(Object.keys(findings[0])).toEqual(['file', 'line', 'column', 'endLine', 'endColumn', 'severity', 'code', 'message']);
    expect(findings[0]).toMatchObject({ file: 'broken.cir', line: 3, endLine: 3, severity: 'error', code: 'unknown-model' });
    expect(findings[0].endColumn - findings[0].column).toBe('nomodel'.length);
    expect(JSON.parse(place.nodal('lint', 'clean.cir', '--format', 'json').out)).toEqual([]);
    expect(place.nodal('lint', 'broken.cir', '--format', 'json', '--output', 'findings.json').out).toBe('');
    expect(place.read('findings.json')).toBe(out);
  });

  it('source lines and colours where they are asked for', () => {
    expect(place.nodal('lint', 'broken.cir').out).not.toContain('\x1b[');
    expect(place.nodal('lint', 'broken.cir', '--color').out).toContain('\x1b[31m^^^^^^^\x1b[39m');
  });
});

describe('nodal lint --watch', () => {
  const DECK = 'deck\n.include part.lib\nv1 a 0 1\nx1 a 0 part\n.op\n.end\n';
  const PART = '.subckt part a b\nr1 a b 1k\n.ends\n';
  const place = new Workplace({ 'deck.cir': DECK, 'part.lib': PART });

  it('tells what a change brings, of included and new files and of the configuration too, until Ctrl-C', async () => {
    const { code, out, err } = await place.watched('Ctrl-C ends\n', [
      () => place.write('part.lib', PART.replace('r1 a b 1k', 'd1 a b nomodel')),
      () => place.write('new.cir', 'new\nv1 a 0 1\nx1 a 0 nosub\n.op\n.end\n'),
      () => place.write('nodal.json', '{ "rules": { "unknown-model": "warning" } }'),
    ], 'lint', '--watch', '--output', 'findings.txt');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err.split('\n').filter((line) => line.includes('checked'))).toEqual([
      'no findings, 2 files checked',
      '1 error in 1 file, 2 files checked',
      '2 errors in 2 files, 3 files checked',
      '1 error, 1 warning in 2 files, 3 files checked',
    ]);
    expect(place.read('findings.txt')).toMatch(/^part\.lib:2:8: warning unknown-model: .*\nnew\.cir:3:8: error unknown-subcircuit: .*\n$/);
  });
});

describe('nodal lint: a line of a megabyte', () => {
  const place = new Workplace({ 'long.cir': `title\n.param ${'a=1 '.repeat(250_000)}\nr9 q\n` });

  it('gives all findings, also those after it', () => {
    const { code, out } = place.nodal('lint', 'long.cir');
    expect(code).toBe(1);
    expect(out.split('\n').length).toBeGreaterThan(200_000);
    expect(out).toContain('long.cir:3:');
  });
});
