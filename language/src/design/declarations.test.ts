import { expect, test } from 'vitest';
import { allFindings } from '../check.js';
import { buildDesign } from './build-design.js';
import type { Design, Scope } from './design.js';

const URI = 'file:///a.cir';

function designOf(text: string): Design {
  return buildDesign(URI, () => ({ uri: URI, version: 1, text: `title\n${text}\n` }));
}

/** The findings about models and ports of a deck with these cards: `code message`. */
function findings(text: string): string[] {
  const told = new Set(['unknown-model', 'wrong-model-type', 'malformed-model', 'duplicate-model', 'port-count', 'duplicate-parameter', 'syntax-error', 'missing-operand']);
  return allFindings(designOf(text)).filter((finding) => told.has(finding.code)).map((finding) => `${finding.code} ${finding.message}`);
}

/** The models of a scope: name, type, what it takes over. */
function models(scope: Scope): string[] {
  return [...scope.models.values()].flatMap((first) => {
    const all = [];
    for (let at: typeof first | undefined = first; at !== undefined; at = at.alternative) all.push([at.name, at.type, ...(at.base === undefined ? [] : [`from ${at.base}`])].join(' '));
    return all;
  });
}

test('a model takes over another one', () => {
  const text = '.model a npn (bf=100)\n.model b ako:a npn (bf=50)\n.model c AKO: a (bf=20)\n.model d npn(bf=10\nq1 c b e b\nq2 c b e c';
  expect(models(designOf(text).top)).toEqual(['a npn', 'b npn from a', 'c  from a', 'd npn']);
  expect(findings(text)).toEqual([]);
});

test('a card names the common name of models that differ in size', () => {
  const bins = '.model nch.1 nmos level=8 lmin=1u lmax=2u\n.model nch.2 nmos level=8 lmin=2u lmax=9u';
  expect(findings(`m1 d g s b nch l=1u w=1u\n${bins}`)).toEqual([]);
  expect(findings(`m1 d g s b pch l=1u w=1u\n${bins}`)).toEqual(['unknown-model Model pch is not declared. Add .model pch, or include the library that has it.']);
});

test('models of one name and different types are told apart by the element', () => {
  expect(findings('q1 c b e n\nm1 d g s s n\n.model n npn\n.model n vdmos')).toEqual([]);
  expect(findings('d1 a k n\n.model n npn\n.model n vdmos')).toEqual(['wrong-model-type Model n is of type npn; d1 needs d.']);
  expect(findings('.model n npn\n.model n npn bf=2')).toEqual(['duplicate-model Model n is declared twice here; this second one has no effect. Rename or remove it.']);
});

test('a model is known wherever it is declared in sight', () => {
  expect(findings('d1 a k late\n.subckt s a k\nd1 a k outer\nd2 a k inner\n.model inner d\n.ends\nx1 a k s\n.model outer d\n.model late d')).toEqual([]);
});

test('types of other simulators are no mistake', () => {
  expect(findings('a1 in out gainer\n.model gainer gain(gain=2)\nn1 a b osdi\n.model osdi mydevice\ny1 a 0 b 0 line\n.model line txl r=1')).toEqual([]);
});

test('parameters may be glued to the value before them', () => {
  const card = designOf('.model d1 d(is=1e-14n=1 bv=30ron=1 cjo=811.78nvj=0.5 tt=0eg=1.1 rs=24.9k)').files[0]!.netlist.cards[0]!;
  const pairs = card.arguments.map((argument) => (argument.$type === 'Assignment' && argument.target.$type === 'Word' && argument.value?.$type === 'Word' ? `${argument.target.text}=${argument.value.text}` : argument.$type));
  expect(pairs).toEqual(['Word', 'Word', 'is=1e-14', 'n=1', 'bv=30', 'ron=1', 'cjo=811.78n', 'vj=0.5', 'tt=0', 'eg=1.1', 'rs=24.9k']);
});

test('ports with a default may be left out', () => {
  const digital = '.subckt inv a y optional: dpwr=$G_DPWR dgnd=$G_DGND params: delay=1n io=0 text: f="x"\n.ends';
  const declared = designOf(digital).top.subcircuits.get('inv')!;
  expect(declared.ports.map(({ name, default: node }) => (node === undefined ? name : `${name}=${node}`))).toEqual(['a', 'y', 'dpwr=$G_DPWR', 'dgnd=$G_DGND']);
  expect([...declared.scope.parameters.keys()]).toEqual(['delay', 'io', 'f']);
  expect(findings(`${digital}\nx1 a y inv\nx2 a y p inv\nx3 a y p g inv params: delay=2n`)).toEqual([]);
  expect(findings(`${digital}\nx1 a inv\nx2 a y p g more inv`)).toEqual([
    'port-count Subcircuit inv has 4 ports (a y dpwr dgnd), and x1 gives 1 node. Add y, dpwr, dgnd.',
    'port-count Subcircuit inv has 4 ports (a y dpwr dgnd), and x2 gives 5 nodes. Remove what is too much.',
  ]);
});

test('what is declared twice with the same content is information', () => {
  const severities = (text: string) => allFindings(designOf(text)).filter(({ code }) => code.startsWith('duplicate-')).map(({ code, severity }) => `${code} ${severity}`);
  const amp = '.subckt amp a b\nr1 a b 1k\n.ends';
  expect(severities(`${amp}\n${amp.replaceAll(' ', '  ')}`)).toEqual(['duplicate-subcircuit information']);
  expect(severities(`${amp}\n${amp.replace('1k', '2k')}`)).toEqual(['duplicate-subcircuit warning']);
  expect(severities('.model d1 d is=1f\n.model D1 D  is=1f')).toEqual(['duplicate-model information']);
});
