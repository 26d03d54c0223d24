import { expect, it } from 'vitest';
import { buildDesign } from '../design/build-design.js';
import { evaluateInScope, evaluateParameter } from './evaluate-parameter.js';

const text = `title
.param rv=1k w={rv*2} a={b} b={a} bad={1/0}
.func twice(x) {2*x}
r1 n 0 {w}
.subckt s p w={w+1} l={twice(w)}
r1 p 0 {l}
.ends
.end
`;

it('evaluates a parameter with the defaults around it', () => {
  const design = buildDesign('file:///a.cir', (uri) => ({ uri, version: 1, text }));
  const inner = design.top.subcircuits.get('s')!.scope;
  const value = (scope: typeof inner, name: string): number | string => {
    const result = evaluateParameter(design, scope, name);
    return 'value' in result ? result.value : result.reason;
  };
  expect(value(design.top, 'W')).toBe(2000);
  expect(value(inner, 'w')).toBe(2001);
  expect(value(inner, 'l')).toBe(4002);
  expect(value(inner, 'rv')).toBe(1000);
  expect(value(design.top, 'a')).toBe("'a' is defined by itself.");
  expect(value(design.top, 'bad')).toBe('It has no finite value.');
  expect(value(design.top, 'nope')).toBe("The parameter 'nope' is not defined here.");
  expect(evaluateInScope(design, inner, '{l+1}')).toEqual({ value: 4003 });
});
