import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Argument, buildDesign, type Card, cardRoles, LineIndex } from '../src/index.js';

/**
 * What the words of a netlist are: each card of `fixtures/lines/NAME.cir` with
 * its line, its operands, and the roles of an element's operands, held by
 * `NAME.expected`. `UPDATE_FIXTURES=1` writes it anew; read what it wrote.
 */
const FOLDER = join(import.meta.dirname, 'fixtures', 'lines');

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

function head(card: Card): string {
  return card.$type === 'ElementCard' ? card.name : card.$type === 'DirectiveCard' ? card.keyword : `unknown ${card.word}`;
}

test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.cir')))('%s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const design = buildDesign('file:///a.cir', (uri) => (uri === 'file:///a.cir' ? { uri, version: 1, text } : { uri, error: 'there is no such file.' }));
  const file = design.files[0]!;
  const lines = new LineIndex(text);
  const placed = new Map(design.scopes.flatMap((scope) => scope.elements.map((element) => [element.card as Card, { element, scope }] as const)));
  const rows = file.netlist.cards.map((card, i) => {
    const entry = placed.get(card);
    const operands = entry === undefined ? card.arguments.map(printed) : cardRoles(entry.element, entry.scope).operands.map(({ operand, role }) => `${role} ${printed(operand)}`);
    return `${lines.positionAt(file.cardStart[i]!).line + 1}: ${[head(card), ...operands].join(' | ')}\n`;
  });
  const actual = `title: ${file.netlist.title?.text ?? ''}\n${rows.join('')}`;
  const golden = join(FOLDER, name.replace(/cir$/, 'expected'));
  if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(golden, actual);
  expect(actual).toBe(readFileSync(golden, 'utf8'));
});
