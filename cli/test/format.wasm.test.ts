import { describe, expect, it } from 'vitest';
import { Workplace } from './tool.js';

const DECK = 'deck\nv1  a 0 1\nr1 a   0 1k\n.op\n.end\n';
const FORMATTED = 'deck\nv1 a 0 1\nr1 a 0 1k\n.op\n.end\n';

/** The contract of `nodal format`, on the built tool. */
describe('nodal format', () => {
  it('lists what would change and fails with --check, then writes it', () => {
    const place = new Workplace({ 'sub/a.cir': DECK, 'b.cir': FORMATTED });
    expect(place.nodal('format', '--check')).toEqual({ code: 1, out: 'sub/a.cir\n', err: '1 file would be formatted, 1 file unchanged\n' });
    expect(place.read('sub/a.cir')).toBe(DECK);
    expect(place.nodal('format', 'sub')).toEqual({ code: 0, out: 'sub/a.cir\n', err: '1 file formatted, 0 files unchanged\n' });
    expect(place.read('sub/a.cir')).toBe(FORMATTED);
    expect(place.nodal('format', '--check')).toEqual({ code: 0, out: '', err: '0 files would be formatted, 2 files unchanged\n' });
  });

  it('formats its input', () => {
    const place = new Workplace({ 'nodal.json': '{ "format": { "indent": 4 } }' });
    expect(place.piped(DECK, 'format', '--stdin')).toEqual({ code: 0, out: FORMATTED, err: '' });
    expect(place.piped('.subckt s a\nr1  a 0 1\n.ends\n', 'format', '--stdin', 'x.lib').out).toBe('.subckt s a\n    r1 a 0 1\n.ends\n');
    expect(place.piped(DECK, 'format', '--stdin', '--check')).toEqual({ code: 1, out: '', err: '' });
  });

  it('2 when a file is not there, or the configuration is wrong', () => {
    const place = new Workplace({ 'a.cir': FORMATTED });
    expect(place.nodal('format', 'a.cir', 'b.cir')).toEqual({ code: 2, out: '', err: 'nodal: b.cir: no such file or folder\n0 files formatted, 1 file unchanged\n' });
    place.write('nodal.json', '{ "format": { "indent": "wide" } }');
    expect(place.nodal('format', 'a.cir')).toMatchObject({ code: 2, out: '' });
  });
});
