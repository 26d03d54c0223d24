import { NONE, type Sweep } from '@nodal/protocol';
import type { DirectiveCard, Operand } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { flatArguments, operandText } from '../design/operands.js';
import { findDirective } from '../reference/directives.js';
import { similarNames } from './definitions.js';
import { tableNames } from './directives/data-table.js';
import type { Elaboration } from './elaboration.js';
import { suggest } from './signals.js';
import type { SweepCard, SweepReader } from './sweep-reader.js';

/**
 * Reads a `.step` card of LTspice, PSpice or Xyce: what is stepped (a
 * parameter, a device or its parameter, `temp`, a parameter of a model, an
 * option), and its values: a list, a table, or start, stop and step. Xyce may
 * have several on one card. A card that cannot be read is told, and the
 * analyses run without it.
 */
export function readSteps(elaboration: Elaboration, sweeps: SweepReader, placed: PlacedCard<DirectiveCard>): Sweep[] {
  const ltspice = placed.file.parsed.dialect.name === 'ltspice';
  const card: SweepCard = { placed, severity: 'warning', usage: `Write: ${findDirective('.step')!.signature}`, closed: ltspice };
  const operands: Operand[] = [];
  const list = flatArguments(placed.card);
  for (let i = 0; i < list.length; i++) {
    const argument = list[i]!;
    if (argument.$type !== 'Assignment') {
      operands.push(argument);
      continue;
    }
    const name = argument.target.$type === 'Word' ? argument.target.text.toLowerCase() : '';
    if (name === 'data') {
      const wanted = argument.value === undefined ? '' : operandText(placed, argument.value).text;
      const tables = tableNames(elaboration.design);
      if (!tables.has(wanted.toLowerCase())) elaboration.tellAt('warning', 'unknown-table', placed, argument.value ?? argument, `There is no table '${wanted}'.${suggest(similarNames(wanted, tables))} Declare it with .data.`);
      const sweep = sweeps.table(card, argument);
      return sweep === undefined ? [] : [sweep];
    }
    if (name === 'file') {
      elaboration.tellAt('warning', 'unsupported-sweep', placed, argument, 'Nodal does not read the values of a step from a file yet; write them behind the word list. The analyses run without this step.');
      return [];
    }
    elaboration.tellAt('warning', 'surplus-operand', placed, argument, 'This has no effect on .step.');
  }
  const found: Sweep[] = [];
  for (let i = 0; i < Math.max(operands.length, 1);) {
    const { sweep, next } = sweeps.read(card, operands, i);
    if (sweep !== undefined) found.push(sweep);
    if (next === undefined) break;
    i = next;
  }
  return found;
}

/**
 * The steps of all jobs: those of the `.step` cards, the first innermost, then
 * the temperatures of `.temp`.
 */
export function allSteps(elaboration: Elaboration, sweeps: SweepReader, cards: readonly PlacedCard<DirectiveCard>[], temperatures: readonly number[], temperatureOrigin: number): Sweep[] {
  const steps = cards.flatMap((placed) => readSteps(elaboration, sweeps, placed));
  const { constant, program } = elaboration.builder.circuit.values;
  // LTspice sorts a list of the first dimension.
  const [first] = steps;
  if (elaboration.dialect.name === 'ltspice' && first !== undefined && first.along.length === 0 && first.list.every((value) => program[value] === NONE)) {
    first.list.sort((a, b) => constant[a]! - constant[b]!);
  }
  if (temperatures.length > 1) {
    if (steps.some(({ target }) => target.kind === 'temperature')) {
      const card = cards[0]!;
      elaboration.tellAt('warning', 'inert-step', card, undefined, 'The temperatures of .temp have no effect beside a .step of the temperature.');
    } else {
      steps.push(sweeps.list({ kind: 'temperature' }, 'temp', temperatures, temperatureOrigin));
    }
  }
  return steps;
}
