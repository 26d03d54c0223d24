import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Argument, type Card, DIALECT_NAMES, dialectOf, parseNumber, parseText } from '../src/index.js';
import { stockCardParser } from '../src/syntax/parse-document.js';

/**
 * The same lines read in each dialect: cases of `fixtures/dialects/NAME.txt`,
 * which blank lines part, and in `NAME.expected` what each dialect makes of
 * them. `UPDATE_FIXTURES=1` writes it anew; read what it wrote.
 */
const FOLDER = join(import.meta.dirname, 'fixtures', 'dialects');

function printed(argument: Argument): string {
  switch (argument.$type) {
    case 'Word': return argument.text;
    case 'Text': return `text:${argument.text}`;
    case 'Expression': return `expression:${argument.text.replace(/ {2,}/g, ' ')}`;
    case 'Call': return `${argument.callee}[${argument.arguments.map(printed).join(' ')}]`;
    case 'Group': return `[${argument.arguments.map(printed).join(' ')}]`;
    case 'Assignment': return `${printed(argument.target)} = ${argument.value === undefined ? 'nothing' : printed(argument.value)}`;
  }
}

function printedCard(card: Card): string {
  const head = card.$type === 'ElementCard' ? card.name : card.$type === 'DirectiveCard' ? card.keyword : `unknown ${card.word}`;
  return [head, ...card.arguments.map(printed)].join(' | ');
}

/** What the dialects make of a text, those that agree in one row. */
function byDialect(text: string): string {
  const rows = new Map<string, string[]>();
  for (const name of DIALECT_NAMES) {
    const parsed = parseText(text, false, undefined, dialectOf(name));
    const findings = [...parsed.problems.values()].flat().map(({ code }) => ` <${code}>`).join('');
    const row = parsed.netlist.cards.map((card) => `  ${printedCard(card)}\n`).join('') + (findings === '' ? '' : `  ${findings.trim()}\n`);
    rows.set(row, [...(rows.get(row) ?? []), name]);
  }
  return [...rows].map(([row, names]) => `${names.length === DIALECT_NAMES.length ? 'all' : names.join(' ')}:\n${row}`).join('');
}

test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.txt')))('%s', (name) => {
  const cases = readFileSync(join(FOLDER, name), 'utf8').trimEnd().split('\n\n');
  const actual = cases.map((text) => `${text}\n${byDialect(text)}`).join('\n');
  const golden = join(FOLDER, name.replace(/txt$/, 'expected'));
  if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(golden, actual);
  expect(actual).toBe(readFileSync(golden, 'utf8'));
});

test('the stock parser sees the same cards in each dialect', () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.txt'))) {
    for (const text of readFileSync(join(FOLDER, name), 'utf8').trimEnd().split('\n\n')) {
      for (const dialect of DIALECT_NAMES) {
        const { netlist, text: whole, table } = parseText(text, false, undefined, dialectOf(dialect));
        netlist.cards.forEach((card, i) => {
          const stock = stockCardParser().parseCard(whole.slice(table.start[i]!, table.end[i]!), dialectOf(dialect));
          if (stock.errors.length === 0) expect(printedCard(stock.card!)).toBe(printedCard(card));
        });
      }
    }
  }
});

const NUMBERS: [string, Record<string, number>][] = [
  ['1k', { all: 1e3 }],
  ['2.5MEG', { all: 2.5e6 }],
  ['1M', { all: 1e-3 }],
  ['10mil', { all: 254e-6 }],
  ['4k7', { all: 4e3, ltspice: 4.7e3 }],
  ['6K34ohm', { all: 6e3, ltspice: 6.34e3 }],
  ['1u5', { all: 1e-6, ltspice: 1.5e-6 }],
  ['1Meg5', { all: 1e6, ltspice: 1.5e6 }],
  ['1.5k2', { all: 1.5e3 }],
  ['1e3k7', { all: 1e6 }],
  ['4R7', { all: 4 }],
  ['2x', { all: 2, hspice: 2e6, xyce: 2e6 }],
  ['3A', { all: 3, hspice: 3e-18 }],
  ['10V', { all: 10 }],
];

test.each(NUMBERS)('%s', (text, { all, ...others }) => {
  const expected = Object.fromEntries(DIALECT_NAMES.map((name) => [name, others[name] ?? all]));
  expect(Object.fromEntries(DIALECT_NAMES.map((name) => [name, parseNumber(text, dialectOf(name))]))).toEqual(expected);
});
