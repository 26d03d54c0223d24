import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Ranged } from '../src/syntax/ranges.js';
import { firstFailure } from './failure.js';
import type { FuzzCase } from './fuzz-case.js';
import { elaborationEnds } from './oracles/elaboration-ends.js';
import { everyCharacterBelongs } from './oracles/every-character-belongs.js';
import { findingsLieInTheText } from './oracles/findings-lie-in-the-text.js';
import { incrementalEqualsFresh } from './oracles/incremental-equals-fresh.js';
import type { Oracle } from './oracles/oracle.js';
import { ORACLES } from './oracles/registry.js';
import { treeHasTheTokens } from './oracles/tree-has-the-tokens.js';
import { Plan } from './plan.js';
import { readSeeds } from './seeds.js';
import { shrunk } from './shrink.js';
import { Subject } from './subject.js';

const seeds = readSeeds(join(import.meta.dirname, '../..'), undefined);
const input = (text: string): FuzzCase => ({ text, deck: true, dialect: 'ngspice', includes: 'missing', edits: [] });
const DECK = 'title\nr1 a 0 {1k*(2+3)} tc=1m\nv1 a 0 pulse(0 1)\n* comment\n.tran 1u 1m\n.end\nbehind\n';

test('at least two hundred decks are mutated, and no deck of ours fails', () => {
  expect(seeds.length).toBeGreaterThanOrEqual(200);
  for (const { name, text } of seeds) expect([name, firstFailure(input(text))]).toEqual([name, undefined]);
});

describe('a plan', () => {
  test('makes the same input of the same number', () => {
    const [one, other] = [new Plan(2_000, 7, seeds), new Plan(2_000, 7, seeds)];
    for (const index of [0, 100, 1_999]) expect(one.caseAt(index)).toEqual(other.caseAt(index));
    expect(new Plan(2_000, 8, seeds).caseAt(1_999)).not.toEqual(one.caseAt(1_999));
  });

  test('cuts decks off at every position when it is long enough, at some otherwise', () => {
    expect(new Plan(1_000_000, 1, seeds).truncated.everywhere).toBe(true);
    const short = new Plan(2_000, 1, seeds).truncated;
    expect(short.everywhere).toBe(false);
    expect(short.inputs).toBeLessThanOrEqual(500);
    const deck = { name: 'a', text: 'title\nr1 a 0 1k\n' };
    const plan = new Plan(100, 1, [deck]);
    expect(Array.from({ length: deck.text.length + 1 }, (_, i) => plan.caseAt(i).text)).toEqual(Array.from({ length: deck.text.length + 1 }, (_, i) => deck.text.slice(0, i)));
  });
});

test('a failing input shrinks to what makes it fail', async () => {
  const start: FuzzCase = { ...input(seeds[3]!.text), includes: 'itself', edits: [{ at: 5, removed: 3, inserted: 'abc' }, { at: 70, removed: 12, inserted: 'one\ntwo {x} three\n' }] };
  const withText = await shrunk({ ...start, text: `${start.text}\nr1 a 0 {x}\n${start.text}` }, ({ text }) => /r1.*\{/s.test(text));
  expect(withText).toEqual(input('r1{'));
  const withEdit = await shrunk(start, ({ edits }) => edits.some(({ inserted }) => inserted.includes('{')));
  expect(withEdit).toEqual({ ...input(''), edits: [{ at: 0, removed: 0, inserted: '{' }] });
});

/** What an oracle says of a deck that was parsed rightly and then spoiled. */
function spoiled(oracle: Oracle, spoil: (subject: Subject) => void): string | undefined {
  const subject = new Subject({ ...input(DECK), edits: [{ at: 8, removed: 0, inserted: 'x' }] });
  expect(oracle.check(subject)).toBeUndefined();
  spoil(subject);
  return oracle.check(subject);
}

describe('an oracle sees', () => {
  test('a character that belongs to no card', () => {
    expect(spoiled(everyCharacterBelongs, ({ parsed }) => { parsed.table.end[0]! -= 2; })).toMatch(/belongs to nothing/);
    expect(spoiled(everyCharacterBelongs, ({ parsed }) => { parsed.table.title!.end = 3; })).toMatch(/belongs to nothing/);
  });

  test('a token that the tree has not, or has elsewhere', () => {
    expect(spoiled(treeHasTheTokens, ({ parsed }) => { parsed.netlist.cards[0]!.arguments.pop(); })).toMatch(/token 4 is not in the tree/);
    expect(spoiled(treeHasTheTokens, ({ parsed }) => { (parsed.netlist.cards[0]!.arguments[0] as unknown as Ranged).$start++; })).toMatch(/reaches from/);
    expect(spoiled(treeHasTheTokens, ({ parsed }) => { (parsed.netlist.cards[0]!.arguments[0] as unknown as { text: string }).text = 'b'; })).toMatch(/another text/);
    expect(spoiled(treeHasTheTokens, ({ parsed }) => { (parsed.netlist.cards[1] as unknown as { $containerIndex: number }).$containerIndex = 5; })).toMatch(/not in its place/);
  });

  test('a finding outside of its text', () => {
    const finding = { uri: 'file:///fuzz/deck.cir', start: 5, end: 4000, severity: 'error' as const, code: 'x', message: 'A message.' };
    expect(spoiled(findingsLieInTheText, ({ design }) => { design.findings.push(finding); })).toMatch(/x stands at 5–4000/);
    expect(spoiled(findingsLieInTheText, ({ design }) => { design.findings.push({ ...finding, end: 6, message: ' undefined' }); })).toMatch(/says/);
    expect(spoiled(elaborationEnds, ({ design }) => { design.findings.push(finding); })).toMatch(/x stands at/);
  });

  test('an edit after which something is left of the text before', () => {
    expect(spoiled(incrementalEqualsFresh, (subject) => {
      const { designOf } = subject;
      let calls = 0;
      subject.designOf = (text, version, cache) => {
        const design = designOf.call(subject, text, version, cache);
        if (++calls === 2) design.files[0]!.netlist.cards[2]!.arguments.pop();
        return design;
      };
    })).toMatch(/after edit 1 of 2: file 0: tree\.cards\[2\]/);
  });

  test('an exception', () => {
    const thrown = firstFailure(input(DECK), [...ORACLES, { name: 'throws', every: 1, check: () => { throw new Error('no'); } }]);
    expect(thrown).toMatchObject({ oracle: 'throws', message: expect.stringContaining('Error: no') });
  });
});
