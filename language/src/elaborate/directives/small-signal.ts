import { NONE, type Analysis, type Frequencies, type Signal } from '@nodal/protocol';
import type { OperandReader } from './operand-reader.js';

/** Devices whose current `.tf` and `.sens` may look at: it is an unknown of the equations. */
const WITH_CURRENT = new Set(['voltage-source', 'vcvs', 'ccvs', 'inductor', 'behavioural-voltage', 'behavioural-inductor', 'behavioural-flux', 'hysteresis-inductor', 'core-winding']);

/** The analyses of a card; none after a mistake, which is told. `frequenciesOfAc` are those of the deck's `.ac`. */
export type AnalysisReader = (operands: OperandReader, frequenciesOfAc: Frequencies | undefined) => Analysis[];

/** `v(out,ref) source dec points start stop [summary]`; PSpice and HSPICE take the frequencies of `.ac` and an interval of prints. */
const noise: AnalysisReader = (operands, frequenciesOfAc) => {
  const at = operands.peek();
  const output = operands.signal('the output');
  if (output !== undefined && (output.quantity.kind !== 'voltage' || output.part !== 'value')) operands.wrong(at, 'The output is a voltage.');
  const source = operands.independentSource();
  const data = operands.takeAssignment('data');
  if (data !== undefined) return operands.limit('unsupported-sweep', data, '.noise over a table of .data is not simulated yet.');
  const listed = operands.peek();
  if (operands.takeWord('list', 'poi') !== undefined) return operands.limit('unsupported-sweep', listed, '.noise at a list of frequencies is not simulated yet; write dec, oct or lin.');
  const borrowed = operands.done || (operands.isNumber() && operands.list.length === 3);
  if (borrowed && frequenciesOfAc === undefined) operands.wrong(undefined, 'The frequencies are missing, and there is no .ac whose frequencies could be taken.');
  const frequencies = borrowed ? frequenciesOfAc : operands.frequencies();
  const summary = operands.isNumber() ? operands.value('the points of a summary') : NONE;
  while (operands.takeAssignment());
  operands.end();
  if (operands.failed || output?.quantity.kind !== 'voltage' || source === undefined || frequencies === undefined) return [];
  const { positive, negative } = output.quantity;
  return [{ kind: 'noise', positive, negative, source, ...frequencies, summary }];
};

/** `v(out) source` */
const tf: AnalysisReader = (operands) => {
  const output = small(operands);
  const source = operands.independentSource();
  operands.end();
  return operands.failed || output === undefined || source === undefined ? [] : [{ kind: 'tf', output, source }];
};

/** `v(out)`, with ngspice's `ac dec …` or `dc`; PSpice takes several outputs, Xyce named lists. */
const sens: AnalysisReader = (operands) => {
  const named = operands.takeAssignment();
  if (named !== undefined) return operands.limit('unsupported-sweep', named, 'Sensitivities of chosen parameters are not computed yet. Write: .sens v(node), which computes all.');
  const outputs = [small(operands)];
  let frequencies: Frequencies | null = null;
  if (operands.takeWord('ac') !== undefined) frequencies = operands.frequencies() ?? null;
  else if (operands.takeWord('dc') === undefined) while (!operands.done && !operands.failed) outputs.push(small(operands));
  operands.end();
  return operands.failed ? [] : outputs.flatMap((output) => (output === undefined ? [] : [{ kind: 'sens', output, frequencies }]));
};

/** A voltage, or a current that is an unknown. */
function small(operands: OperandReader): Signal | undefined {
  const at = operands.peek();
  const output = operands.signal('the output');
  if (output === undefined) return undefined;
  const { quantity, part } = output;
  if (part !== 'value' || (quantity.kind !== 'voltage' && quantity.kind !== 'current')) return operands.wrong(at, 'The output is a voltage or the current of a source.');
  if (quantity.kind === 'current' && !WITH_CURRENT.has(operands.kindOf(quantity.device))) {
    operands.limit('unsupported-signal', at, `'${output.text}' cannot be the output yet; put a voltage source of 0 V in series and take its current.`);
    return undefined;
  }
  return output;
}

const READERS: ReadonlyMap<string, AnalysisReader> = new Map([['.noise', noise], ['.tf', tf], ['.sens', sens]]);

/** How the analyses of a card are read, by its canonical keyword; undefined for a card of another kind. */
export function smallSignalReader(keyword: string): AnalysisReader | undefined {
  return READERS.get(keyword);
}
