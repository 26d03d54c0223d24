import type { Argument, Card } from '../../generated/ast.js';
import { namesElementOrPin } from '../../design/find-path.js';
import { flatArguments } from '../../design/operands.js';
import { parseNumber } from '../../text/number.js';
import { endOfTable } from '../../design/tables.js';
import { similarNames } from '../definitions.js';
import { suggest } from '../signals.js';
import type { Design } from '../../design/design.js';
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
    const first = card.$type === 'UnknownCard' ? card.word : card.$type === 'ElementCard' ? card.name : card.keyword;
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
