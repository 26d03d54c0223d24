import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { solver } from '@nodal/simulation/solver.fixture';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { DEVICES, type ParameterFacts } from '@nodal/language/reference/devices';
import { type Answer, answer, bench, difference, given, type Bench, type Place, vary } from './perturb.js';

/** What is tried for a parameter without a value and without a default, until something changes. */
const SIZES = ['1', '0.1', '2', '10', '1m', '1u', '1n', '1p', '1f', '1k', '1meg', '1e12', '-0.1', '-1', '-1m'];

/** What is a change, of the largest number of a column: more than solving to the decks' `reltol=1e-6` leaves open. */
const CHANGE = 1e-5;

/** Numbers that hardly any parameter may have. */
const SENSELESS = ['0', '-1', '1e30', '-1e30'];

/** What takes long with such numbers, and evaluates the same equations. */
const LONG = /^\.(tran|dc) .*$/gim;

const HEATS = 'what a device has that heats itself, by the word thermal on its card';

/** What changes nothing that can be seen, and why. */
const UNSEEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  diode: { off: 'where the search for an operating point begins; a circuit of diodes has one operating point', rth0: HEATS, cth0: HEATS },
  'heated-diode': { off: 'where the search for an operating point begins; a circuit of diodes has one operating point' },
  'ideal-diode': { off: 'where the search for an operating point begins; a circuit of diodes has one operating point' },
  vdmos: { rthjc: HEATS, rthca: HEATS, cthj: HEATS },
  'voltage-switch': { off: 'the state that a switch has without it' },
  'current-switch': { off: 'the state that a switch has without it' },
};

const decks = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.cir')).sort().map((file) => bench(file, readFileSync(join(import.meta.dirname, file), 'utf8')));
const kinds = grouped(decks, ({ facts }) => facts.kind);
const before = new Map<Bench, Answer>();

/** By key, in the order of first appearance. */
function grouped<T, K>(all: readonly T[], key: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return groups;
}

/** What a deck computes as it is. */
async function original(deck: Bench): Promise<Answer> {
  const known = before.get(deck) ?? (await answer(deck.lines.join('\n'), await solver('bsim')));
  before.set(deck, known);
  expect(known.outcome, `${deck.name}: ${known.messages.join('\n')}`).toBe('done');
  return known;
}

/**
 * A parameter of a kind, and the decks in which it can stand. What BSIM4 adds to a
 * number by the size (`lvth0 wvth0 pvth0`) is the same number in the same places, as
 * a test of the solver holds for each: 500 parameters more would take minutes.
 */
function parameters(decks: readonly Bench[]): { place: Place; parameter: ParameterFacts; decks: Bench[] }[] {
  return allParameters(decks).filter(({ parameter: { name, meaning } }) => decks[0]!.facts.kind !== 'bsim4' || !meaning.startsWith(`Dependence of ${name.slice(1)} on the `) && !meaning.startsWith(`Dependence of ${name.slice(1)} on length times`));
}

function allParameters(decks: readonly Bench[]): { place: Place; parameter: ParameterFacts; decks: Bench[] }[] {
  const of = (place: Place, facts: (deck: Bench) => readonly ParameterFacts[]) =>
    [...grouped(decks, facts)].flatMap(([all, decks]) => all.map((parameter) => ({ place, parameter, decks })));
  return [...of('card', ({ facts }) => facts.instance), ...of('model', ({ modelFacts }) => modelFacts)];
}

function values(deck: Bench, place: Place, parameter: ParameterFacts): string[] {
  const present = given(deck, place, parameter) ?? String(parameter.default ?? 0);
  const parts = /^([-+\d.]+(?:e[-+]?\d+)?)(.*)$/i.exec(present)!;
  return [...[1.1, 0.5, 0].map((factor) => `${Number(parts[1]) * factor}${parts[2]}`), ...SIZES].filter((value) => value !== present);
}

/** Those decks first in which the parameter is given: it has an effect there. */
function givingFirst(decks: readonly Bench[], place: Place, parameter: ParameterFacts): Bench[] {
  const gives = (deck: Bench): boolean => given(deck, place, parameter) !== undefined;
  return [...decks.filter(gives), ...decks.filter((deck) => !gives(deck))];
}

/** Whether a value of the parameter changes a number; else, whether what is said of it names it. */
async function effect(deck: Bench, place: Place, parameter: ParameterFacts): Promise<'changes' | 'told' | 'silent'> {
  const known = await original(deck);
  const names = new RegExp(`\\b(${[parameter.name, ...parameter.aliases].join('|')})\\b`, 'i');
  let told = true;
  for (const value of values(deck, place, parameter)) {
    const after = await answer(vary(deck, place, parameter, value), await solver('bsim'));
    if (after.outcome === 'done' && difference(known, after) > CHANGE) return 'changes';
    told &&= after.messages.some((message) => !known.messages.includes(message) && names.test(message));
  }
  return told ? 'told' : 'silent';
}

/** The cards that a deck's comment `* vary NAME…` names, each with a number of it 10 % larger. */
function eachNumber(text: string): { changed: string; which: string }[] {
  const names = new Set(/^\* vary (.+)$/m.exec(text)![1]!.split(' '));
  const lines = text.split('\n');
  return lines.flatMap((card, line) => {
    if (!names.has(card.split(' ')[0]!)) return [];
    return [...card.matchAll(NUMBER)].filter(([word]) => Number.parseFloat(word) !== 0).map(({ 0: word, 1: digits, index }) => {
      const larger = `${Number(digits) * 1.1}${word.slice(digits!.length)}`;
      return { changed: lines.with(line, card.slice(0, index) + larger + card.slice(index + word.length)).join('\n'), which: `${card}: ${larger} for ${word}` };
    });
  });
}

/** A number with its scale factor; not the orders of a polynomial, nor digits in a name. */
const NUMBER = /(?<![\w.]|poly\()(-?\d[\d.]*(?:e-?\d+)?)[a-z]*/g;

/** Tests the parameters of some kinds of devices. */
export function testParameters(wanted: (kind: string) => boolean): void {
  describe('every parameter changes a number, informs only, or has a finding', () => {
    // BSIM4 has 450 parameters in twelve decks.
    it.each([...kinds].filter(([kind]) => wanted(kind)))('%s', { timeout: 900_000 }, async (kind, decks) => {
      const wrong: string[] = [];
      for (const { place, parameter, decks: able } of parameters(decks)) {
        const effects: string[] = [];
        // What changes nothing is tried in one deck only: it would take all values in all of them.
        for (const deck of parameter.name in (UNSEEN[kind] ?? {}) ? able.slice(0, 1) : givingFirst(able, place, parameter)) {
          effects.push(await effect(deck, place, parameter));
          if (effects.at(-1) === 'changes') break;
        }
        const found = ['changes', 'told'].find((each) => effects.includes(each)) ?? 'silent';
        const right = parameter.informs || parameter.name in (UNSEEN[kind] ?? {}) ? 'silent' : 'changes';
        if (found !== right && found !== 'told') wrong.push(`${place} ${parameter.name}: ${found}`);
      }
      expect(wrong).toEqual([]);
    });
  });

  describe('a senseless number is refused, or the results stay numbers', () => {
    it.each(decks.filter(({ facts }) => wanted(facts.kind)).map((deck) => [deck.name, deck] as const))('%s', { timeout: 900_000 }, async (_, deck) => {
      const wrong: string[] = [];
      for (const { place, parameter, decks: able } of parameters(kinds.get(deck.facts.kind)!)) {
        // Where it is given it does something; what no deck gives is tried in the first that can.
        const first = givingFirst(able, place, parameter)[0]!;
        if (!able.includes(deck) || (deck !== first && given(deck, place, parameter) === undefined)) continue;
        for (const value of SENSELESS) {
          const { outcome, columns, errors } = await answer(vary(deck, place, parameter, value).replace(LONG, ''), await solver('bsim'));
          const finite = columns.every((column) => column.every(Number.isFinite));
          if (!finite) wrong.push(`${place} ${parameter.name}=${value}: not all numbers are finite (${outcome})`);
          if (outcome !== 'done' && errors.length === 0) wrong.push(`${place} ${parameter.name}=${value}: ${outcome} without an error`);
        }
      }
      expect(wrong).toEqual([]);
    });
  });
}

/** Tests numbers that have no name, and that no kind of device is left out. */
export function testNumbers(): void {
  describe('every number of a card changes the results', () => {
    const folder = join(import.meta.dirname, 'numbers');
    it.each(readdirSync(folder))('%s', async (file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const known = await answer(text, await solver('bsim'));
      expect(known.outcome, known.messages.join('\n')).toBe('done');
      const without: string[] = [];
      for (const { changed, which } of eachNumber(text)) if (!(difference(known, await answer(changed, await solver('bsim'))) > CHANGE)) without.push(which);
      expect(without).toEqual([]);
    });
  });

  it('every kind of device has a deck', () => {
    const others = readdirSync(join(import.meta.dirname, 'numbers')).flatMap((file) => {
      const { strings, devices } = elaborateText(readFileSync(join(import.meta.dirname, 'numbers', file), 'utf8')).circuit!;
      return Array.from(devices.kind, (kind) => strings[kind]!);
    });
    expect(DEVICES.map(({ kind }) => kind).filter((kind) => !kinds.has(kind) && !others.includes(kind))).toEqual([]);
  });
}
