import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../reference/function-vectors.json';
import { FUNCTIONS } from '../reference/functions.js';
import { ARITHMETIC } from './arithmetic/functions.js';
import { fromBits, toBits } from './arithmetic/words.js';
import { evaluateExpression } from './evaluate.js';

/** The value, or the first error with the text that it marks. */
function value(text: string, parameters: Record<string, number> = {}): string {
  const result = evaluateExpression(text, new Map(Object.entries(parameters)));
  if ('value' in result) return String(result.value);
  const error = result.errors[0]!;
  return `${error.code} [${text.slice(error.start, error.end)}] ${error.message}`;
}

describe('arithmetic', () => {
  it('has the same bits as the solver', () => {
    const wrong: string[] = [];
    for (const [name, given, expected] of vectors as [string, string[], string][]) {
      const numbers = Float64Array.from(given.map(fromBits));
      const bits = toBits(ARITHMETIC[name]!(numbers, 0, numbers.length));
      if (bits !== expected) wrong.push(`${name}(${given.join(', ')}) is ${bits}, not ${expected}`);
    }
    expect(wrong).toEqual([]);
  });

  it('has an entry and vectors for every function of the table', () => {
    const tested = new Set((vectors as [string, string[], string][]).map(([name]) => name));
    for (const facts of FUNCTIONS) {
      if (facts.draw || facts.behavioural) continue;
      const name = facts.program ?? facts.name;
      expect(ARITHMETIC[name], name).toBeTypeOf('function');
      expect(tested.has(name), name).toBe(true);
    }
  });
});

describe('expressions', () => {
  // Each was run in ngspice 39.
  it.each([
    ['2**3**2', '64'], ['2^3^2', '64'], ['-2**2', '-4'], ['2*-3', '-6'], ['2-3-4', '-5'], ['7%3', '1'], ['-7%3', '-1'],
    ['1?2:3', '2'], ['0?2:3', '3'], ['1==1', '1'], ['3<2', '0'], ['1&&0', '0'], ['1||0', '1'], ['!3', '0'], ['2<>3', '1'],
    ['sqr(-3)', '9'], ['pwr(-2,3)', '8'], ['pow(-2,3)', '-8'], ['int(-2.7)', '-2'], ['nint(2.5)', '2'], ['nint(3.5)', '4'],
    ['sgn(0)', '0'], ['log10(100)', '2'], ['log(1)', '0'], ['ternary_fcn(1,2,3)', '2'], ['1/3*3', '1'], ['1meg', '1000000'],
    ['1kohm', '1000'], ['2**-1', '0.5'], ['7\\2', '3'], ['(-2)**3', '8'], ['7%2.6', '1.7999999999999998'], ['1>2||3>2', '1'],
    ['1+1&&0', '0'], ['3 - -2', '5'], ['1<2<3', '1'], ['!0+1', '2'], ['max(1,2,3)', '3'], ['agauss(5,0,1)', '5'], ['limit(5,0)', '5'],
  ])('%s is %s', (text, expected) => expect(value(text)).toBe(expected));

  it('takes delimiters, parameters, line ends and nested braces', () => {
    expect(value('{a+{b}}', { a: 1, b: 2 })).toBe('3');
    expect(value("'2*A'", { a: 4 })).toBe('8');
    expect(value('1 +\n+ 2')).toBe('3');
    expect(value('1 \n + +2')).toBe('3');
    expect(value('a>1?a<5?1:2:3', { a: 3 })).toBe('1');
  });

  it.each([
    ['', 'expression-syntax [] The expression is empty'],
    ['{}', 'expression-syntax [] The expression is empty'],
    ['1+', 'expression-syntax [] The expression ends where a value is expected'],
    ['1 2', "expression-syntax [2] An operator is missing before '2'"],
    ['(1', 'expression-syntax [(] This parenthesis is not closed'],
    ['1)', 'expression-syntax [)] This closing parenthesis'],
    ['1?2', "expression-syntax [] The ':'"],
    ['*2', "expression-syntax [*] A value is expected before '*'"],
    ['a"b', "expression-syntax [\"] An operator is missing"],
    ['x+1', "unknown-parameter [x] The parameter 'x' is not defined here"],
    ['foo(1)', "unknown-function [foo] There is no function 'foo'"],
    ['sin(1,2)', 'function-arguments [sin] sin(x) takes 1 argument, not 2'],
    ['max(1)', 'function-arguments [max] max(x, y, ...) takes 2 to 16 arguments, not 1'],
    ['2*v(out,0)', 'expression-input [v(out,0)]'],
    ['time', 'expression-input [time]'],
    ['ddt(1)', 'expression-input [ddt]'],
  ])('reports %j', (text, expected) => expect(value(text)).toContain(expected));

  it('never throws, whatever the text', () => {
    const pieces = ['a', 'sin(', ')', '(', '1', '1e', '.', '+', '-', '*', '**', '?', ':', ',', '{', '}', "'", '"', 'v(a,b)', 'v(', '@d[x]', '@', '!', '&&', '\\', ' ', '\n+', 'µ', '\u0000', '1k', 'if(', 'max('];
    fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (list) => {
      const result = evaluateExpression(list.join(''), new Map([['a', 2]]));
      if ('errors' in result) expect(result.errors.every((error) => error.start <= error.end && error.end <= list.join('').length)).toBe(true);
    }), { numRuns: 3000, seed: 3 });
  });

  it('survives any nesting and any length', () => {
    expect(value('('.repeat(100_000))).toContain('nests deeper than');
    expect(value('-'.repeat(100_000))).toContain('nests deeper than');
    expect(value(`1${'+1'.repeat(40_000)}`)).toBe('40001');
    expect(value(`1${'+1'.repeat(400_000)}`)).toContain('more than 100,000 steps');
  });
});
