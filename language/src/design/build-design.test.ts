import { expect, test } from 'vitest';
import { allFindings } from '../check.js';
import { buildDesign, checkPart } from './build-design.js';
import { ParseCache } from './files.js';
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

test('a part has no title, and its sections are alternatives', () => {
  const text = '.model dd d\n.lib tt\n.model nn npn\n.param k=1\n.endl tt\n.lib ff\n.model nn npn\n.param k=2\n.endl\nd1 a 0 elsewhere\n.subckt s p n\nr1 p n {k\nr1 p\n.ends\n';
  const design = checkPart('file:///w/part.lib', (uri) => ({ uri, version: 1, text }));
  expect(allFindings(design).map((f) => [f.code, f.severity])).toEqual([['unclosed-brace', 'error'], ['duplicate-element', 'warning'], ['missing-operand', 'warning'], ]);
  expect(design.title).toBeUndefined();
});

test('sections, one-operand .lib and what is visible', () => {
  const libs = { 'a.lib': '.lib tt\n.model da d\n.lib "b.lib"\n.endl tt\n.lib ff\n.model da npn\n.endl ff\n', 'b.lib': '.model db d\n', 'c.inc': '.subckt s 1\nd1 1 0 db\n.ends\n' };
  const design = deck('t\n.lib a.lib tt\n.lib c.inc\nd1 x 0 da\nx1 x s\n.op\n', libs);
  expect(allFindings(design)).toEqual([]);
  expect(design.links.map((link) => link.uri)).toEqual(['file:///w/a.lib', 'file:///w/b.lib', 'file:///w/c.inc']);
  expect(design.top.models.get('da')!.type).toBe('d');
});

test('documents that are not at hand are wanted, and nothing is reported for their lack', () => {
  const design = buildDesign('file:///w/a.cir', (uri) => (uri.endsWith('a.cir') ? { uri, version: 1, text: 't\n.include b.inc\n.include c.inc\nd1 a 0 m\n' } : undefined));
  expect(design.wanted).toEqual(['file:///w/b.inc', 'file:///w/c.inc']);
  expect(allFindings(design)).toEqual([]);
  expect(buildDesign('file:///w/a.cir', () => undefined).wanted).toEqual(['file:///w/a.cir']);
});

test('a parse is kept for each version and role of a document', () => {
  const cache = new ParseCache();
  const text = 'title\nr1 a 0 1k\n';
  const first = buildDesign('file:///a.cir', (uri) => ({ uri, version: 1, text }), cache);
  expect(buildDesign('file:///a.cir', (uri) => ({ uri, version: 1, text }), cache).files[0]!.netlist).toBe(first.files[0]!.netlist);
  const next = buildDesign('file:///a.cir', (uri) => ({ uri, version: 2, text: `${text}r2 a 0 1k\n` }), cache);
  expect(next.files[0]!.text).toContain('r2');
  expect(next.files[0]!.netlist.cards).toHaveLength(first.files[0]!.netlist.cards.length + 1);
  expect(next.files[0]!.parsed.cardsParsed).toBe(1);
  expect(next.files[0]!.netlist.cards[0]).toBe(first.files[0]!.netlist.cards[0]);
});
