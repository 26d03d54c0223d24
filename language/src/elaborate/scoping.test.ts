import { describe, expect, it } from 'vitest';
import { elaborateText } from './elaborate-text.js';

/** The resistance of the only resistor of a deck, and what was told of it. */
function resistance(cards: string): { value: number | undefined; codes: string[] } {
  const { circuit, all } = elaborateText(`title\ni1 0 1 1\n${cards}\n.op\n.end\n`);
  const codes = all.map((finding) => finding.code);
  if (!circuit) return { value: undefined, codes };
  const device = circuit.devices.kind.findIndex((kind) => circuit.strings[kind] === 'resistor');
  return { value: circuit.values.constant[circuit.parameters.valueStart[circuit.devices.parametersStart[device]!]!], codes };
}

/** Which declaration a name means. The resistance is the voltage that ngspice 39 printed. */
describe('parameters mean what they mean in ngspice 39', () => {
  it.each([
    ['body over global', ".param k=5\nx1 1 s\n.subckt s a\n.param k=7\nr1 a 0 {k}\n.ends", 7],
    ['x over default', "x1 1 s w=4\n.subckt s a w=2\nr1 a 0 {w}\n.ends", 4],
    ['body over formal', "x1 1 s w=4\n.subckt s a w=2\n.param w=9\nr1 a 0 {w}\n.ends", 4],
    ['body over formal default', "x1 1 s\n.subckt s a w=2\n.param w=9\nr1 a 0 {w}\n.ends", 9],
    ['x of body param', "x1 1 s w=4\n.subckt s a\n.param w=9\nr1 a 0 {w}\n.ends", 4],
    ['default of global', ".param g=3\nx1 1 s\n.subckt s a w={g*2}\nr1 a 0 {w}\n.ends", 6],
    ['default of formal', "x1 1 s w=5\n.subckt s a w=2 l={w*2}\nr1 a 0 {l}\n.ends", 10],
    ['default of later formal', "x1 1 s w=5\n.subckt s a l={w*2} w=2\nr1 a 0 {l}\n.ends", 10],
    ['caller', "x1 1 o\n.subckt o a\n.param k=6\nx2 a i\n.ends\n.subckt i a\nr1 a 0 {k}\n.ends", 6],
    ['caller over global', ".param k=2\nx1 1 o\n.subckt o a\n.param k=6\nx2 a i\n.ends\n.subckt i a\nr1 a 0 {k}\n.ends", 6],
    ['caller formal over global', ".param k=2\nx1 1 o k=8\n.subckt o a k=3\nx2 a i\n.ends\n.subckt i a\nr1 a 0 {k}\n.ends", 8],
    ['nested', "x1 1 o\n.subckt o a\n.param k=6\nx2 a i\n.subckt i a\nr1 a 0 {k}\n.ends\n.ends", 6],
    ['same name', ".param w=3\nx1 1 s w={w*2}\n.subckt s a w=1\nr1 a 0 {w}\n.ends", 6],
    ['global after', "x1 1 s\n.subckt s a\nr1 a 0 {k}\n.ends\n.param k=7", 7],
    ['last wins', ".param k=1\n.param k=4\nr1 1 0 {k}", 4],
    ['last wins chain', ".param k=1 j={k*2}\n.param k=4\nr1 1 0 {j}", 8],
    ['default over global', ".param w=3\nx1 1 s\n.subckt s a w=1\nr1 a 0 {w}\n.ends", 1],
    ['func local', ".func f(x) {x*2}\nx1 1 s\n.subckt s a\n.func f(x) {x*3}\nr1 a 0 {f(2)}\n.ends", 6],
    ['self of outer', ".param w=3\nx1 1 s\n.subckt s a\n.param w={w+1}\nr1 a 0 {w}\n.ends", 4],
    ['formal of outer', ".param w=3\nx1 1 s\n.subckt s a w={w+1}\nr1 a 0 {w}\n.ends", 4],
    ['x twice', "x1 1 s w=2 w=3\n.subckt s a w=1\nr1 a 0 {w}\n.ends", 3],
    ['two levels', ".param p=2\nx1 1 o w={p+1}\n.subckt o a w=1\nx2 a i w={w*10}\n.ends\n.subckt i a w=7\nr1 a 0 {w}\n.ends", 30],
    ['params word', "x1 1 s params: w=4\n.subckt s a params: w=2\nr1 a 0 {w}\n.ends", 4],
    ['body of formal', "x1 1 s w=4\n.subckt s a w=2\n.param v={w*2}\nr1 a 0 {v}\n.ends", 8],
    ['func reads param', ".param g=3\n.func f(x) {x*g}\nx1 1 s\n.subckt s a\n.param g=10\nr1 a 0 {f(2)}\n.ends", 20],
    ['actual reads callers local', "x1 1 o\n.subckt o a\n.param q=3\nx2 a i w={q}\n.ends\n.subckt i a w=1\nr1 a 0 {w}\n.ends", 3],
    ['formal twice', "x1 1 s\n.subckt s a w=2 w=3\nr1 a 0 {w}\n.ends", 3],
    ['body twice', "x1 1 s\n.subckt s a\n.param w=2\n.param w=3\nr1 a 0 {w}\n.ends", 3],
    ['m formal', "x1 1 s m=4\n.subckt s a m=2\nr1 a 0 {m}\n.ends", 4],
    ['body reads formal of same', "x1 1 s w=4\n.subckt s a w=2\n.param w={w*3}\nr1 a 0 {w}\n.ends", 4],
    ['forward', ".param a={b+1}\n.param b=3\nr1 1 0 {a}", 4],
    ['forward in body', "x1 1 s\n.subckt s p\n.param a={b+1}\n.param b=3\nr1 p 0 {a}\n.ends", 4],
    ['func in subckt body', "x1 1 s\n.subckt s p\n.func f(x) {x*3}\nr1 p 0 {f(2)}\n.ends", 6],
    ['func in func', ".func g(x) {x+1}\n.func f(x) {g(x)*2}\nr1 1 0 {f(2)}", 6],
    ['func arg hides', ".param x=7\n.func f(x) {x+1}\nr1 1 0 {f(2)}", 3],
    ['func twice', ".func f(x) {x+1}\n.func f(x) {x+2}\nr1 1 0 {f(2)}", 4],
    ['param func', ".param f(x)={x*5}\nr1 1 0 {f(2)}", 10],
    ['nested func arg', ".func f(x,y) {x-y}\nr1 1 0 {f(f(9,2),f(3,1))}", 5],
    ['func unused param', ".func f(x,y) {x}\nr1 1 0 {f(9,2)}", 9],
  ])('%s', (_, cards, expected) => expect(resistance(cards).value).toBe(expected));
});

describe('where dialects differ', () => {
  it('LTspice gives subcircuits parameters that they do not declare', () => {
    const cards = 'x1 1 s w=4\n.subckt s a\nr1 a 0 {w}\n.ends';
    expect(resistance(cards)).toEqual({ value: 4, codes: ['unknown-instance-parameter'] });
    expect(resistance(`* nodal: dialect=ltspice\n${cards}`)).toEqual({ value: 4, codes: [] });
  });

  it('so it does with m, which is the multiplier where nothing inside reads it', () => {
    const cards = '* nodal: dialect=ltspice\nx1 1 s m=4\n.subckt s a\nr1 a 0 {m}\n.ends';
    expect(resistance(cards)).toEqual({ value: 4, codes: [] });
  });

  it('each instance has those that it is given', () => {
    const { circuit } = elaborateText('title\n* nodal: dialect=ltspice\n.param w=1\nx1 1 s w=4\nx2 1 s\nx3 1 s v=3 w=5\n.subckt s a\nr1 a 0 {w}\n.ends\n.op\n');
    const { parameters, values, devices } = circuit!;
    expect(devices.parametersStart.map((start) => values.constant[parameters.valueStart[start]!])).toEqual([4, 1, 5]);
  });

  it('HSPICE lets the outer parameter win, unless parhier says otherwise', () => {
    const cards = ".param w=3\nx1 1 s w=4\n.subckt s a w=2\nr1 a 0 'w'\n.ends";
    expect(resistance(cards).value).toBe(4);
    expect(resistance(`* nodal: dialect=hspice\n${cards}`).value).toBe(3);
    expect(resistance(`* nodal: dialect=hspice\n.option parhier=local\n${cards}`).value).toBe(4);
    expect(resistance(`* nodal: dialect=hspice\n.option parhier='local'\n.option parhier=global\n${cards}`).value).toBe(3);
  });

  it('a sweep declares its parameter where nothing else does', () => {
    expect(resistance('.step param rl list 5 6\nr1 1 0 {rl}').value).toBe(5);
    expect(resistance('.step dec param rl 7 70 3\nr1 1 0 {rl}').value).toBe(7);
    expect(resistance('.step param rl 1 2 3\n.param rl=9\nr1 1 0 {rl}').value).toBe(9);
  });
});
