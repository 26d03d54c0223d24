import { describe, expect, it } from 'vitest';
import { Workplace } from './tool.js';

/** The contract of `nodal export`, on the built tool. */
const place = new Workplace({
  'deck.cir': 'deck\n.include parts/lib.inc\nv1 a 0 1\nx1 a 0 part\n.step temp 1 2 1\n.op\n.end\n',
  'parts/lib.inc': '* parts\n.subckt part a b\nr1 a b 1k\n.ends\n',
  'broken.cir': 'broken\nv1 a 0 1\nr1 a\n.op\n.end\n',
  'transistor.cir': 'transistor\nv1 c 0 1\nz1 c 0 0 zn\n.model zn nmf\n.op\n.end\n',
});
const DECK = '.subckt part a b\nr1 a b 1k\n.ends part\nv1 a 0 1\nx1 a 0 part\n.op\n.end\n';

describe('nodal export', () => {
  it('prints one file, tells what was lost, and exits with 0', () => {
    const { code, out, err } = place.nodal('export', 'deck.cir');
    expect({ code, cards: out.replace(/^\*.*\n/gm, '') }).toEqual({ code: 0, cards: DECK });
    expect(err).toMatch(/^deck\.cir:5:7: warning export-loss: ngspice has no \.step/);
    expect(out).toMatch(/^\* not carried over \(deck\.cir, line 5\): ngspice has no \.step/m);
  });

  it('writes a file, flat when asked to', () => {
    expect(place.nodal('export', 'deck.cir', '--to', 'ngspice', '-o', 'out.cir').code).toBe(0);
    expect(place.read('out.cir')).toContain(DECK);
    expect(place.nodal('export', 'deck.cir', '--flat').out).toContain('r.x1.r1 a 0 1000\n');
  });

  it('1 with errors, and nothing is written', () => {
    const { code, out, err } = place.nodal('export', 'broken.cir');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^broken\.cir:3:/);
  });

  it('what Nodal does not simulate has a hierarchical form only', () => {
    expect(place.nodal('export', 'transistor.cir').code).toBe(0);
    const flat = place.nodal('export', 'transistor.cir', '--flat');
    expect({ code: flat.code, out: flat.out }).toEqual({ code: 1, out: '' });
  });

  it('2 when a file cannot be read, 64 for another dialect', () => {
    expect(place.nodal('export', 'missing.cir').code).toBe(2);
    expect(place.nodal('export', 'deck.cir', '--to', 'spice2').code).toBe(64);
  });
});
