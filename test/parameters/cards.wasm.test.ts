// A card that cannot be: what is missing, unknown or no number is an error on the
// card or its model, of every kind of device, and never a number that is none.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { simulate } from '@nodal/simulation/simulate';
import { solver } from '@nodal/simulation/solver.fixture';
import { bench, type Bench } from './perturb.js';

/** What takes long and evaluates the same equations. */
const LONG = /^\.(tran|dc|step) .*$/gim;
/** A word that gives a parameter. */
const GIVEN = /^\w+=\S+$/;

const benches = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.cir')).sort()
  .map((file) => bench(file, readFileSync(join(import.meta.dirname, file), 'utf8')));
/** A deck of each kind. */
const kinds = [...new Map(benches.map((deck) => [deck.facts.kind, deck] as const))];

/** The errors of a deck, and what it passes over as ngspice does, by the line that they stand on; whether all its numbers are numbers. */
async function judged(lines: readonly string[]): Promise<{ errors: { line: number; text: string }[]; finite: boolean }> {
  const text = lines.join('\n').replace(LONG, (card) => '*'.padEnd(card.length));
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  const { circuit, all } = elaborateText(text);
  const errors = all.filter(({ severity, code }) => severity === 'error' || code === 'missing-operand').map(({ start, code, message }) => ({ line: lineAt(start), text: `${code}: ${message}` }));
  if (!circuit) return { errors, finite: true };
  const { plots, diagnostics } = await simulate(encodeCircuit(circuit), { engine: await solver('bsim'), signal: AbortSignal.timeout(20_000) });
  for (const { severity, origin, code, message } of diagnostics) {
    if (severity === 'error') errors.push({ line: origin === 0xffffffff ? -1 : lineAt(circuit.origins.start[origin]!), text: `${code}: ${message}` });
  }
  return { errors, finite: plots.every(({ columns }) => columns.every((column) => column.every(Number.isFinite))) };
}

/** A deck whose device's card, or whose model's, has other words. */
function changed(deck: Bench, place: 'card' | 'model', change: (words: string[]) => string[]): string[] {
  const line = place === 'card' ? deck.card : deck.model!;
  const text = place === 'card' ? deck.lines[line]! : deck.lines[line]!.replaceAll(/\s*([()])\s*/g, ' $1 ');
  return deck.lines.with(line, change(text.trim().split(/\s+/)).join(' ')) as string[];
}

/** What is done to a card, and what remains of it. */
function changes(deck: Bench): [string, string[]][] {
  const card = (change: (words: string[]) => string[]): string[] => changed(deck, 'card', change);
  const found: [string, string[]][] = [
    ['only its name', card(([name]) => [name!])],
    ['a missing node', card(([name, , ...rest]) => [name!, ...rest.filter((word) => GIVEN.test(word) || !/^\d/.test(word)).slice(deck.facts.pins.length - 1)])],
  ];
  const given = deck.lines[deck.card]!.split(/\s+/).find((word) => GIVEN.test(word) && !/^(ic|off|on)=/i.test(word));
  if (given) {
    const name = given.split('=')[0]!;
    // In an expression of a source a divisor is never 0, as in ngspice.
    const divisions = deck.facts.kind.startsWith('behavioural-') ? [] : ['{0/0}', '{1/0}'];
    for (const number of [...divisions, '{sqrt(-1)}', '{unknown}', 'abc', '']) found.push([`${name}=${number}`, card((words) => words.map((word) => (word === given ? `${name}=${number}` : word)))]);
  }
  if (deck.model === undefined) return found;
  found.push(['without its model', deck.lines.with(deck.model, '*') as string[]]);
  if (deck.modelFacts.some(({ name }) => name === 'level')) {
    for (const level of ['77', '0', '-1', '1.5']) {
      found.push([`level=${level}`, changed(deck, 'model', (words) => [...words.filter((word) => word !== ')' && !/^level=/i.test(word)), `level=${level}`, ...words.filter((word) => word === ')')])]);
    }
  }
  const number = deck.lines[deck.model]!.split(/[\s()]+/).find((word) => GIVEN.test(word) && !/^(level|version)=/i.test(word));
  if (number) {
    const name = number.split('=')[0]!;
    for (const value of ['{0/0}', '{unknown}', '']) found.push([`model's ${name}=${value}`, changed(deck, 'model', (words) => words.map((word) => (word === number ? `${name}=${value}` : word)))]);
  }
  return found;
}

describe('what no card can be is an error on it', () => {
  it.each(kinds)('%s', async (_, deck) => {
    const wrong: string[] = [];
    for (const [what, lines] of changes(deck)) {
      const { errors, finite } = await judged(lines);
      if (!finite) wrong.push(`${what}: not all numbers are finite`);
      if (!errors.some(({ line }) => line === deck.card || line === deck.model)) wrong.push(`${what} (${lines[deck.card]!.slice(0, 80)}): ${errors.map(({ line, text }) => `line ${line}: ${text}`).join('; ') || 'no error'}`);
    }
    expect(wrong).toEqual([]);
  });
});
