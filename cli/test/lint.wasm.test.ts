import { describe, expect, it } from 'vitest';
import { Workplace } from './tool.js';

/** The contract of `nodal lint`, on the built tool. */
const place = new Workplace({
  'clean.cir': 'clean\nv1 a 0 1\nr1 a 0 1k\n.op\n.end\n',
  'warning.cir': 'warning\nv1 a 0 1\nr1 a 0 1k\n.options nonsense=1\n.op\n.end\n',
  'broken.cir': 'broken\nv1 a 0 1\nd1 a 0 nomodel\nr1 a 0\n.op\n.end\n',
});

describe('nodal lint', () => {
  it('0 and silent when clean', () => {
    expect(place.nodal('lint', 'clean.cir')).toEqual({ code: 0, out: '', err: '' });
  });

  it('0 with warnings only', () => {
    const { code, out } = place.nodal('lint', 'warning.cir');
    expect(code).toBe(0);
    expect(out).toMatch(/^warning\.cir:4:\d+: warning unknown-option: /);
  });

  it('1 with errors, in the order of the files and lines', () => {
    const { code, out } = place.nodal('lint', 'clean.cir', 'warning.cir', 'broken.cir');
    expect(code).toBe(1);
    const places = out.trim().split('\n').map((line) => /^([^:]+):(\d+):(\d+): (\w+) ([\w-]+): \S/.exec(line)!.slice(1, 3).join(':'));
    expect(places).toEqual(['warning.cir:4', 'broken.cir:3', 'broken.cir:4']);
  });

  it('2 when a file cannot be read', () => {
    const { code, err } = place.nodal('lint', 'clean.cir', 'missing.cir');
    expect(code).toBe(2);
    expect(err).toContain('missing.cir: no such file');
  });

  it('64 for wrong usage', () => {
    expect(place.nodal('lint').code).toBe(64);
    expect(place.nodal('lint', 'clean.cir', '--format', 'sarif').code).toBe(64);
  });

  it('JSON is an array of findings', () => {
    const { out } = place.nodal('lint', 'broken.cir', '--format', 'json');
    const findings = JSON.parse(out);
    expect(findings).toHaveLength(2);
    expect(Object.keys(findings[0])).toEqual(['file', 'line', 'column', 'endLine', 'endColumn', 'severity', 'code', 'message']);
    expect(findings[0]).toMatchObject({ file: 'broken.cir', line: 3, endLine: 3, severity: 'error', code: 'unknown-model' });
    expect(findings[0].endColumn - findings[0].column).toBe('nomodel'.length);
    expect(JSON.parse(place.nodal('lint', 'clean.cir', '--format', 'json').out)).toEqual([]);
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
