import { describe, expect, it } from 'vitest';
import { roleOf } from './role.js';

const LIBRARY = '* a part\n.subckt amp in out\nr1 in out 1k\n.ends\n';
const CIRCUIT = 'a title\nv1 in 0 1\nr1 in 0 1k\n.op\n.end\n';

describe('roleOf', () => {
  it.each([
    ['deck', 'a.cir', CIRCUIT],
    ['deck', 'a.cir', ''],
    ['deck', 'a.sp', 'begun\n'],
    ['deck', 'no-extension', CIRCUIT],
    ['part', 'no-extension', 'anything\n'],
    ['deck', 'a.net', '* C:\\draft.asc\nR1 a 0 1k\n.tran 1\n.backanno\n.end\n'],
    ['deck', 'a.txt', CIRCUIT],
    ['deck', 'a.cir', 'tests of a part\n.include part.lib\n.tran 1u 1m\n'],
    ['part', 'a.cir', 'a title\n.subckt begun a b\n.ends\n'],
    ['deck', 'a.cir', 'a title\n.param a=1\n'],
    ['part', 'LICENSE', 'No warranty is given for any of this.\nUse it at your own risk.\nShare it.\n'],
    ['part', 'a.lib', LIBRARY],
    ['part', 'a.spi', LIBRARY],
    ['part', 'a.cir', `${LIBRARY}.end\n`],
    ['part', 'a.lib', `${LIBRARY}.END\n`],
    ['part', 'a.lib', '.lib tt\n.param corner=1\n.endl\n'],
    ['part', 'a.lib', 'r1 in out 1k\n'],
    ['part', 'a.inc', '.subckt bench a\nv1 a 0 1\n.tran 1u 1m\n.ends\n'],
    ['deck', 'a.lib', `* a library with its bench\n${LIBRARY.repeat(3000)}x1 a b amp\n.tran 1u 1m\n.end\n`],
    ['part', 'a.lib', `title\r${'* comment\r'.repeat(20)}.subckt a b\rr1 a b 1\r.ends\r.end\r`],
    ['part', 'corner.spice', '* Copyright\n.param vth_shift=0.1\n.include "models.spice"\n'],
    ['deck', 'a.cir', '* all of it is elsewhere\n.include circuit.inc\n.end\n'],
  ] as const)('%s: %s', (role, name, text) => expect(roleOf(`file:///folder/${name}`, text)).toBe(role));

  it('takes names that are no addresses', () => {
    expect(roleOf('untitled:Untitled-1', 'x')).toBe('deck');
    expect(roleOf('untitled:Untitled-1', LIBRARY)).toBe('part');
    expect(roleOf('file:///100%.lib', LIBRARY)).toBe('part');
  });
});
