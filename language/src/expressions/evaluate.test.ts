import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../reference/function-vectors.json';
import { DIALECT_NAMES, type DialectName } from '../dialect/dialect.js';
import { FUNCTIONS, isEvaluated, programWords } from '../reference/functions.js';
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
      if (!isEvaluated(facts)) continue;
      for (const dialect of DIALECT_NAMES) {
        for (const count of [facts.least, facts.least + 1, facts.most]) {
          if (count > facts.most) continue;
          for (const word of programWords(facts, dialect, count)) {
            if (word.kind !== 'call') continue;
            expect(ARITHMETIC[word.name], `${facts.name} is ${word.name}`).toBeTypeOf('function');
            expect(tested.has(word.name), word.name).toBe(true);
          }
        }
      }
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

  // What differs between dialects.
  it.each<[DialectName, string, string]>([
    ['ngspice', '2^3', '8'], ['hspice', '2^3', '8'], ['spice3', '2^3', '8'],
    ['ltspice', '2^3', '0'], ['ltspice', '1^0', '1'], ['ltspice', '0.4^1', '1'], ['pspice', '2^3', '0'], ['pspice', '0.4^0', '1'], ['xyce', '1^1', '0'],
    ['ngspice', '(-2)**3', '8'], ['ltspice', '(-2)**3', '-8'], ['pspice', '(-2)**3', '-8'], ['hspice', '(-2)**3.7', '-8'], ['xyce', '(-2)**3', '-8'],
    ['ltspice', '(-2)**1.5', '0'], ['ltspice', 'pow(-8,2)', '64'], ['ltspice', 'round(pow(-8,1/3)*1e9)', '1000000000'],
    ['ngspice', '-2**2', '-4'], ['ltspice', '-2**2', '4'], ['hspice', '-2**2', '-4'],
    ['ltspice', '0.4&1', '0'], ['ngspice', '0.4&&1', '1'], ['ltspice', '!0.4', '1'], ['ngspice', '!0.4', '0'], ['ltspice', 'if(0.4,1,2)', '2'], ['xyce', 'if(0.4,1,2)', '1'],
    ['ltspice', '0.4?1:2', '2'], ['pspice', '0.4?1:2', '1'], ['ltspice', '1|0&0', '0'], ['ngspice', '1||0&&0', '1'],
    ['ngspice', '3==2<1', '1'], ['hspice', '3==2<1', '0'],
    ['ltspice', 'acos(-5)==pi', '1'], ['ltspice', 'asin(5)*2==pi', '1'], ['ltspice', 'acosh(.5)', '0'], ['ngspice', 'acosh(.5)', 'NaN'],
    ['hspice', 'pow(-2,3.7)', '-8'], ['hspice', 'pwr(-2,2)', '-4'], ['ngspice', 'pwr(-2,2)', '4'], ['hspice', 'sqrt(-4)', '-2'], ['hspice', 'log(-1)', '0'], ['hspice', 'log10(-100)', '-2'],
    ['xyce', 'log(100)', '2'], ['spice3', 'log(100)', '2'], ['pspice', 'm(-3)', '3'],
    ['hspice', 'db(-10)', '-20'], ['xyce', 'db(-10)', '20'], ['hspice', 'sign(3,-2)', '-3'], ['hspice', 'sign(-3)', '-1'], ['hspice', 'sign(3,0)', '0'],
    ['ltspice', 'mod(-7,3)', '-1'], ['xyce', 'fmod(7,3)', '1'], ['ngspice', 'u2(0.3)+u2(7)+u2(-1)', '1.3'], ['pspice', 'zero(4)+one(9)+intq(3)+intq(3.5)', '2'],
    ['ltspice', 'gauss(3)+flat(2)+mc(5,0.1)', '5'], ['hspice', 'agauss(5,1)+aunif(2,1,3)', '7'], ['ltspice', 'gauss(1)*2', '0'], ['ltspice', 'table(1,(0,0),(2,4))', '2'],
    ['ltspice', 'limit(5,(0),(2', '2'], ['ltspice', 'pwr((2,3))', '8'], ['pspice', 'LIMIT{5,0,2}', '2'],
    ['hspice', "'1+1'*'2'", '4'], ['ngspice', '{1+1}*{2}', '4'],
  ])('in %s %s is %s', (dialect, text, expected) => {
    const result = evaluateExpression(text, new Map(), dialect);
    expect('value' in result ? String(result.value) : result.errors[0]!.message).toBe(expected);
  });

  it('takes names as netlists have them', () => {
    expect(value('a.b+c#d+e!+f!=2+bus[3]+$x', { 'a.b': 1, 'c#d': 2, 'e!': 3, f: 2, 'bus[3]': 4 })).toContain("'$' has no meaning");
    expect(value('a.b+c#d+e!+bus[3]+x$1', { 'a.b': 1, 'c#d': 2, 'e!': 3, 'bus[3]': 4, x$1: 5 })).toBe('15');
    expect(value('f!=2', { f: 2 })).toBe('0');
    expect(value('a%b', { a: 7, b: 3 })).toBe('1');
  });

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
    ['a"b', "expression-syntax [\"b] An operator is missing"],
    ['1,2', "expression-syntax [,] An operator is missing before ','"],
    ['(1,2)', 'expression-syntax [,] This parenthesis holds a list'],
    ['1:2', "expression-syntax [:] This ':' has no '?' before it"],
    ['1?(2:3)', "expression-syntax [:] This ':' has no '?' before it"],
    ['max(1,2', 'expression-syntax [max] The arguments of max() are not closed'],
    ["a*'b", "expression-syntax ['] This quote is not closed"],
    ['a$', 'unknown-parameter [a$]'],
    ['2*"text"', 'unsupported-string ["text"] Texts in expressions are not supported'],
    ["str('x')", 'unsupported-function [str] str() is known, but Nodal does not compute it yet'],
    ['table(1,2,3,4)', 'function-arguments [table] table(x, x1, y1, x2, y2, ...) takes an argument and pairs of numbers'],
    ['table(1,(0,0),(2,4,5))', 'function-arguments [table]'],
    ['table(1)', 'function-arguments [table] table(x, x1, y1, x2, y2, ...) takes at least 3 arguments, not 1'],
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
    expect(value('('.repeat(1_000_000))).toContain('ends where a value is expected');
    expect(value('-'.repeat(1_000_000))).toContain('ends where a value is expected');
    expect(value('sin('.repeat(250_000))).toContain('ends where a value is expected');
    expect(value(`${'('.repeat(500_000)}1${')'.repeat(500_000)}`)).toBe('1');
    expect(value(`${'1+('.repeat(40_000)}1${')'.repeat(40_000)}`)).toBe('40001');
    expect(value(`${'1?0:'.repeat(30_000)}1`)).toBe('0');
    expect(value(`${'-'.repeat(90_000)}1`)).toBe('1');
    expect(value(`1${'+1'.repeat(40_000)}`)).toBe('40001');
    expect(value(`1${'+1'.repeat(400_000)}`)).toContain('more than 100,000 steps');
  });
});
