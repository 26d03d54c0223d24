import { NONE, type Signal } from '@nodal/protocol';
import type { DirectiveCard } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { formulasOf } from './conditions.js';
import { type DirectiveContext, OperandReader } from './directives/operand-reader.js';
import { NO_MEASURES, ResultFormulas } from './result-formulas.js';

/** LTspice's and ngspice's number of harmonics. */
const USUAL_HARMONICS = 9;

/** `.four frequency [harmonics [periods]] v(out) …`: adds the card to the circuit. */
export function readFourier(context: DirectiveContext, placed: PlacedCard<DirectiveCard>): void {
  const { elaboration, top, signals } = context;
  const operands = new OperandReader(context, placed, '.four frequency [harmonics [periods]] v(node) …');
  const first = operands.peek();
  const frequency = operands.value('the frequency');
  const number = (value: number): number => elaboration.builder.circuit.values.constant[value]!;
  let bad = frequency === NONE;
  if (!bad && !(number(frequency) > 0)) {
    operands.wrong(first, `The frequency is ${number(frequency)} Hz; it must be greater than 0.`);
    bad = true;
  }
  const counts: number[] = [];
  while (counts.length < 2 && operands.isNumber() && operands.peek()!.$type === 'Word') {
    const at = operands.peek();
    const value = operands.value('a count');
    const wanted = counts.length === 0 ? number(value) >= 1 : number(value) !== 0;
    if (value !== NONE && !(Number.isInteger(number(value)) && wanted)) {
      operands.wrong(at, counts.length === 0 ? `There is at least one harmonic, usually ${USUAL_HARMONICS}.` : 'The periods are a whole number, or -1 for all.');
      bad = true;
    }
    counts.push(value);
  }
  if (operands.done) operands.wrong(undefined, 'The result to analyse is missing.');
  const formulas = new ResultFormulas(elaboration, top, signals);
  const analysed: Signal[] = [];
  for (const formula of formulasOf(placed, operands.position)) {
    const [node] = formula.nodes;
    if (node!.$type === 'Assignment') {
      operands.wrong(node, 'This has no meaning here.');
      continue;
    }
    const result = formulas.signal(placed, formula, NO_MEASURES);
    if ('signal' in result) analysed.push(result.signal);
    else elaboration.tell('warning', result.code, placed.file, formula.start, formula.end, result.message, undefined, result.spelling);
  }
  if (bad || analysed.length === 0) return;
  elaboration.builder.circuit.fouriers.push({
    frequency, harmonics: counts[0] ?? NONE, periods: counts[1] ?? NONE, signals: analysed, origin: elaboration.cardOrigin(placed),
  });
}
