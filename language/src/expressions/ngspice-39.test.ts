import { describe, expect, it } from 'vitest';
import values from './ngspice-39.json';
import { evaluateExpression } from './evaluate.js';

/** The parameters that the expressions of the fixture read. */
const PARAMETERS = new Map([['pa', 7], ['pb', 3], ['pc', -2.5]]);

function value(text: string): number | string {
  const result = evaluateExpression(text, PARAMETERS, 'ngspice');
  return 'value' in result ? result.value : result.errors[0]!.message;
}

/**
 * Each value was printed by ngspice 39 as the voltage of a source with the
 * expression in braces, to 14 digits.
 */
describe('expressions have the values of ngspice 39', () => {
  it('in the fixture', () => {
    const wrong = (values as [string, number][]).flatMap(([text, expected]) => {
      const found = value(text);
      const near = typeof found === 'number' && Math.abs(found - expected) <= 1e-12 * Math.abs(expected) + 1e-300;
      return near ? [] : [`{${text}} is ${found}, in ngspice ${expected}`];
    });
    expect(values.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  // Where Nodal differs from ngspice 39 with reason.
  it.each([
    // In .param ngspice reads 1 milli and drops "il"; on its element cards a mil is 25.4 µm, as everywhere.
    ['1mil', 25.4e-6],
    // ngspice gives 2: it joins the conditions wrongly when one stands between the ? and the : of another.
    ['1?0?2:3:4', 3],
    // ngspice gives 2: it reads the last two arguments only.
    ['min(3,1,2)', 1],
    // ngspice gives 8, the power of -2, though -2**2 alone is -4 there too.
    ['2*-2**2', -8],
    // A random draw in ngspice (4 or 6), its nominal value here.
    ['limit(5,1)', 5],
    // ngspice refuses a sign behind an operator that is followed by a name, and a second sign: "wrongly determined negation".
    ['2*-pb', -6],
    ['- -pa', 7],
    ['2*+3', 6],
    // ngspice stops at what is not in its list; other dialects have it, and no name conflicts.
    ['pi', Math.PI],
    ['if(pa>pb,pa,pb)', 7],
    ['u(pa)', 1],
    ['hypot(3,4)', 5],
    ['5 & 3', 1],
    ['~1', 0],
  ])('%s is %s', (text, expected) => expect(value(text)).toBeCloseTo(expected, 15));
});
