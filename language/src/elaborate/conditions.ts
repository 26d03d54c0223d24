import { NONE, type NodeValue, type Presentation, type Signal } from '@nodal/protocol';
import type { DirectiveCard } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { flatArguments, operandText, wordOf } from '../design/operands.js';
import type { Elaboration } from './elaboration.js';
import type { Frame } from './frame.js';
import type { Signals } from './signals.js';
import type { Values } from './values.js';

/** `.ic v(a)=5 v(b)=0` and `.nodeset …`. ngspice goes on when a node does not exist, so that is a warning. */
export function readNodeValues(elaboration: Elaboration, values: Values, top: Frame, signals: Signals, placed: PlacedCard<DirectiveCard>): NodeValue[] {
  const given: NodeValue[] = [];
  const { keyword } = placed.card;
  const usage = `Write: ${keyword} v(node)=value`;
  for (const argument of flatArguments(placed.card)) {
    if (argument.$type !== 'Assignment' || !argument.value) {
      elaboration.tellAt('error', 'condition-syntax', placed, argument, `This is no condition. ${usage}`);
      continue;
    }
    const { target } = argument;
    const [node, second] = target.$type === 'Call' ? target.arguments : [];
    if (target.$type === 'Call' && target.callee.toLowerCase() === 'i') {
      elaboration.tellAt('warning', 'inert-condition', placed, argument, `${keyword} of a current has no effect; write ic= on the inductor.`);
      continue;
    }
    if (target.$type !== 'Call' || target.callee.toLowerCase() !== 'v' || !node || node.$type === 'Assignment' || second) {
      elaboration.tellAt('error', 'condition-syntax', placed, argument, `Only the voltage of one node can be given. ${usage}`);
      continue;
    }
    const value = values.value(values.textOf(placed, argument.value), top);
    if (value === NONE) continue;
    const index = signals.node(operandText(placed, node).text);
    if (typeof index !== 'number') {
      elaboration.tellAt('warning', index.code, placed, node, `${index.message} This condition has no effect.`);
      continue;
    }
    if (index === 0) {
      elaboration.tellAt('warning', 'inert-condition', placed, node, 'Ground is always 0 V; this condition has no effect.');
      continue;
    }
    given.push({ node: index, value, origin: elaboration.origin(placed, argument) });
  }
  return given;
}

/** The signals of `.save`, `.print`, `.plot` and `.probe`; those that do not exist are warnings, as in ngspice. */
export function readSignals(elaboration: Elaboration, signals: Signals, placed: PlacedCard<DirectiveCard>, skip: number): Signal[] {
  const found: Signal[] = [];
  const list = flatArguments(placed.card);
  for (let i = skip; i < list.length; i++) {
    const argument = list[i]!;
    if (argument.$type === 'Assignment') {
      elaboration.tellAt('warning', 'signal-syntax', placed, argument, 'This has no effect; write v(node) or i(device).');
      continue;
    }
    // `.plot v(a) (0,5)` gives limits to the axis, which old line printers used.
    if (placed.card.keyword.toLowerCase() === '.plot' && wordOf(argument) !== undefined && /^[-+.\d]/.test(wordOf(argument)!)) continue;
    const result = signals.read(placed, argument);
    if ('signal' in result) found.push(result.signal);
    else elaboration.tellAt('warning', result.code, placed, argument, result.message);
  }
  return found;
}

const ANALYSES = new Set(['op', 'dc', 'ac', 'tran']);

/** `.print tran v(a) i(r1)`. */
export function readPresentation(elaboration: Elaboration, signals: Signals, placed: PlacedCard<DirectiveCard>, keyword: string): Presentation {
  const first = wordOf(flatArguments(placed.card)[0])?.toLowerCase();
  const named = first !== undefined && (ANALYSES.has(first) || first === 'noise' || first === 'tf' || first === 'sp');
  const shown = named ? readSignals(elaboration, signals, placed, 1) : readSignals(elaboration, signals, placed, 0);
  return { card: keyword.slice(1), analysis: named ? first : '', signals: shown, origin: elaboration.cardOrigin(placed) };
}
