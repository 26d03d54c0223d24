import type { Argument, Card } from '../../generated/ast.js';
import { namesElementOrPin } from '../../design/find-path.js';
import { flatArguments, operandText, wordOf } from '../../design/operands.js';
import { firstWord, headOf, placeOf } from '../../design/places.js';
import { parseNumber } from '../../text/number.js';
import { endOfTable } from '../../design/tables.js';
import { similarNames } from '../definitions.js';
import { suggest } from '../signals.js';
import { type Design, PlacedCard } from '../../design/design.js';
import type { DirectiveCheck } from './operand-reader.js';

/**
 * `.data name parameter … values … .enddata`: the parameters exist, and the
 * values fill whole rows. The values stand on the card itself, continued by
 * `+`, and on the lines up to `.enddata`. With MER or LAM they are in files.
 */
export const data: DirectiveCheck = (operands) => {
  const name = operands.take();
  if (name?.$type !== 'Word') return operands.wrong(name, 'The name of the table is missing.');
  if (operands.takeWord('mer', 'lam') !== undefined) return;
  const { placed, context: { top, elaboration } } = operands;
  const parameters: string[] = [];
  let values = 0;
  const see = (argument: Argument, inside: boolean): void => {
    if (argument.$type === 'Assignment') return;
    const isNumber = argument.$type !== 'Word' || parseNumber(argument.text) !== undefined;
    if (values === 0 && !isNumber && argument.$type === 'Word') {
      const text = argument.text;
      parameters.push(text);
      // Xyce sweeps devices too: R1, M1:L.
      if (!inside && top.shape.slot(text.toLowerCase()) === undefined && !namesElementOrPin(elaboration.design, text) && !/^(?:temp|temper|hertz|freq|time)$/i.test(text)) {
        operands.wrong(argument, `The parameter '${text}' is not defined here.${suggest(similarNames(text, top.shape.names()))}`, 'unknown-parameter');
      }
    } else {
      values++;
    }
  };
  for (const argument of operands.list.slice(1)) see(argument, false);
  const { parsed } = placed.file;
  const end = endOfTable(placed.file, placed.index, parsed.count);
  // A table without its end is told where the design is built.
  if (end === undefined) return;
  for (let index = placed.index + 1; index < end; index++) {
    const card: Card = parsed.card(index);
    const first = firstWord(card);
    if (values === 0 && parseNumber(first) === undefined && parameters.length === 0) parameters.push(first);
    else values++;
    for (const argument of flatArguments(card)) see(argument, true);
  }
  if (parameters.length === 0) return operands.wrong(name, 'The table names no parameters.');
  if (values === 0) return operands.wrong(name, 'The table has no values.');
  if (values % parameters.length !== 0) {
    const left = values % parameters.length;
    elaboration.tellAt('warning', 'table-shape', placed, name, `The table ${name.text} has ${parameters.length} columns and ${values} values, so its last row has only ${left}. Add or remove values.`);
  }
};

/** The tables of a design, by their names in lower case. */
export function tableNames(design: Design): Set<string> {
  const names = new Set<string>();
  for (const placed of design.directives) {
    if (placed.card.keyword.toLowerCase() !== '.data') continue;
    const [name] = placed.card.arguments;
    if (name?.$type === 'Word') names.add(name.text.toLowerCase());
  }
  return names;
}

/** A value or a name of a table, with the card and the range that it stands on. */
export interface TableEntry { placed: PlacedCard; text: string; start: number; end: number }

/** What a table of `.data` says; `files` where its values are in files, undefined where there is none of the name or it is not whole. */
export function readTable(design: Design, name: string): { parameters: TableEntry[]; values: TableEntry[] } | 'files' | undefined {
  const placed = design.directives.find(({ card }) => card.keyword.toLowerCase() === '.data' && wordOf(flatArguments(card)[0])?.toLowerCase() === name.toLowerCase());
  if (placed === undefined) return undefined;
  const [, ...first] = flatArguments(placed.card);
  if (/^(?:mer|lam)$/i.test(wordOf(first[0]) ?? '')) return 'files';
  const parameters: TableEntry[] = [];
  const values: TableEntry[] = [];
  const see = (entry: TableEntry, named: boolean): void => {
    if (named && values.length === 0 && parseNumber(entry.text) === undefined) parameters.push(entry);
    else values.push(entry);
  };
  const operand = (card: PlacedCard, argument: Argument): void => {
    if (argument.$type === 'Assignment') return;
    const { start, end } = placeOf(card, argument);
    see({ placed: card, text: operandText(card, argument).text, start, end }, argument.$type === 'Word');
  };
  for (const argument of first) operand(placed, argument);
  const { file, index } = placed;
  const end = endOfTable(file, index, file.parsed.count);
  if (end === undefined) return undefined;
  for (let at = index + 1; at < end; at++) {
    const card = new PlacedCard(file, at);
    const { start, end: behind } = headOf(card);
    see({ placed: card, text: firstWord(card.card), start, end: behind }, true);
    for (const argument of flatArguments(card.card)) operand(card, argument);
  }
  return parameters.length > 0 && values.length > 0 ? { parameters, values } : undefined;
}
