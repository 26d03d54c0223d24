import { expect, test } from 'vitest';
import { allFindings } from '../check.js';
import { buildDesign } from './build-design.js';
import { cardRoles } from './roles.js';

function deck(text: string, others: Record<string, string> = {}) {
  return buildDesign('file:///w/deck.cir', (uri) => {
    if (uri === 'file:///w/deck.cir') return { uri, version: 1, text };
    const name = uri.slice('file:///w/'.length);
    return others[name] === undefined ? { uri, error: 'no such file' } : { uri, version: 1, text: others[name] };
  });
}

test('scopes hold the cards of the deck and of its includes', () => {
  const design = deck('t\n.include "a.lib"\nx1 a 0 s r=2\n.subckt s 1 2 r=1k\nr1 1 2 {r}\n.subckt t 1\n.model m d\n.ends t\n.ends s\n.param k=2 f(x)={x}\n.tran 1 2', { 'a.lib': '.model dd d(is=1)\nd1 a 0 dd\n' });
  expect(allFindings(design).map((f) => f.code)).toEqual([]);
  expect(design.top.elements.map((e) => e.card.name)).toEqual(['d1', 'x1']);
  const s = design.top.subcircuits.get('s')!;
  expect(s.ports.map((p) => p.name)).toEqual(['1', '2']);
  expect(s.scope.parameters.get('r')!.value!.text).toBe('1k');
  expect(s.scope.subcircuits.get('t')!.scope.models.has('m')).toBe(true);
  expect(design.directives.map((d) => d.card.keyword)).toEqual(['.tran']);
  const roles = cardRoles(design.top.elements[1]!, design.top);
  expect(roles.subcircuit!.text).toBe('s');
  expect(roles.nodes.length).toBe(2);
});
