import { NONE, type NodeValue, type Presentation, type Signal } from '@nodal/protocol';
import type { Argument, DirectiveCard, Operand } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { flatArguments, operandText, wordOf } from '../design/operands.js';
import type { Elaboration, Spelling } from './elaboration.js';
import { endOf, type Formula, formulaOf, joins } from './formula-nodes.js';
import type { Frame } from './frame.js';
import type { Signals } from './signals.js';
import type { Values } from './values.js';

/** `.ic v(a)=5 v(b)=0` and `.nodeset …`. ngspice goes on when a node does not exist, so that is a warning. */
export function readNodeValues(elaboration: Elaboration, values: Values, top: Frame, signals: Signals, placed: PlacedCard<DirectiveCard>): NodeValue[] {
  const given: NodeValue[] = [];
  const { keyword } = placed.card;
  const usage = `Write: ${keyword} v(node)=value`;
  const give = (condition: Argument, node: Operand, number: Operand): void => {
    const value = values.value(values.textOf(placed, number), top);
    if (value === NONE) return;
    const index = signals.node(operandText(placed, node).text);
    if (typeof index !== 'number') elaboration.tellAt('warning', index.code, placed, node, `${index.message} This condition has no effect.`, undefined, index.spelling);
    else if (index === 0) elaboration.tellAt('warning', 'inert-condition', placed, node, 'Ground is always 0 V; this condition has no effect.');
    else given.push({ node: index, value, origin: elaboration.origin(placed, condition) });
  };
  const list = flatArguments(placed.card);
  for (let i = 0; i < list.length; i++) {
    const argument = list[i]!;
    const number = list[i + 1];
    if (argument.$type === 'Word' && placed.file.parsed.dialect.name === 'xyce' && number !== undefined && (number.$type === 'Word' || number.$type === 'Expression')) {
      // `.ic 2 3.1`: pairs of node and value.
      i++;
      give(argument, argument, number);
      continue;
    }
    if (argument.$type !== 'Assignment' || !argument.value) {
      elaboration.tellAt('error', 'condition-syntax', placed, argument, `This is no condition. ${usage}`);
      continue;
    }
    const { target } = argument;
    if (target.$type === 'Word' && target.text.toLowerCase() === 'all') {
      elaboration.tellAt('warning', 'unsupported-condition', placed, argument, `${keyword} of all nodes at once has no effect yet. ${usage}`);
      continue;
    }
    const [node, second] = target.$type === 'Call' ? target.arguments : [];
    if (target.$type === 'Call' && target.callee.toLowerCase() === 'i') {
      elaboration.tellAt('warning', 'unsupported-condition', placed, argument, `${keyword} of a current has no effect yet; write ic= on the inductor.`);
      continue;
    }
    if (target.$type !== 'Call' || target.callee.toLowerCase() !== 'v' || !node || node.$type === 'Assignment' || second) {
      elaboration.tellAt('error', 'condition-syntax', placed, argument, `Only the voltage of one node can be given. ${usage}`);
      continue;
    }
    give(argument, node, argument.value);
  }
  return given;
}

/** The results and formulas of a card from a place on, limits of axes left out. */
export function formulasOf(placed: PlacedCard<DirectiveCard>, skip: number): Formula[] {
  const formulas: Formula[] = [];
  let nodes: Argument[] = [];
  for (const argument of placed.card.arguments.slice(skip)) {
    if (nodes.length > 0 && (argument.$type === 'Assignment' || nodes[0]!.$type === 'Assignment' || !joins(placed, endOf(placed, nodes[nodes.length - 1]!), argument, true))) {
      formulas.push(formulaOf(placed, nodes));
      nodes = [];
    }
    nodes.push(argument);
  }
  if (nodes.length > 0) formulas.push(formulaOf(placed, nodes));
  return formulas;
}

/** Words and settings of `.print`, `.plot` and `.probe` that are no results: they steer how results are shown or stored. */
const SHOWING = new Set(['vs', 'xlog', 'ylog', 'loglog', 'linear', 'polar', 'smith', 'pointplot', 'combplot', 'title', 'xlabel', 'ylabel', 'noindex', 'dialogbox', 'filter', 'post']);
const SHOWING_SETTINGS = new Set([
  'format', 'file', 'width', 'precision', 'delimiter', 'timescalefactor', 'filter', 'start_time', 'time', 'output_sample_count', 'xlimit', 'ylimit', 'xl', 'yl', 'min', 'max', 'level', 'merge', 'unwrap', 'subckt', 'depth', 'title',
]);

/** The signals of `.save`, `.print`, `.plot` and `.probe`; those that do not exist are warnings, as in ngspice. */
export function readSignals(elaboration: Elaboration, signals: Signals, placed: PlacedCard<DirectiveCard>, skip: number): Signal[] {
  const found: Signal[] = [];
  for (const formula of formulasOf(placed, skip)) {
    const [argument] = formula.nodes;
    const tell = (code: string, message: string, spelling?: Spelling): void => elaboration.tell('warning', code, placed.file, formula.start, formula.end, message, undefined, spelling);
    if (argument!.$type === 'Assignment') {
      const name = argument!.target.$type === 'Word' ? argument!.target.text.toLowerCase() : '';
      // HSPICE names results: `.print sum=par('v(a)+v(b)')`.
      if (argument!.value !== undefined && argument!.value.$type !== 'Word' && !SHOWING_SETTINGS.has(name)) tell('unsupported-signal', `'${formula.text}' is a formula; only v(node), v(node,node) and i(device) can be named here so far.`);
      else if (!SHOWING_SETTINGS.has(name)) tell('signal-syntax', 'This has no effect; write v(node) or i(device).');
      continue;
    }
    const word = wordOf(argument)?.toLowerCase();
    if (formula.nodes.length === 1) {
      // `.plot v(a) (0,5)` gives limits to the axis, which old line printers used; PSpice writes /CSDF and the like behind the card's word.
      if (argument!.$type === 'Group' && /^\([-+.\d\s,eE\w]*\)$/.test(formula.text) || word !== undefined && (/^[-+]?[.\d]/.test(word) || SHOWING.has(word) || word.startsWith('/'))) continue;
      const result = signals.read(placed, argument!);
      if ('signal' in result) found.push(result.signal);
      else tell(result.code, result.message, result.spelling);
      continue;
    }
    const problem = signals.problemOf(placed, formula.text);
    tell(problem?.code ?? 'unsupported-signal', problem?.message ?? `'${formula.text}' is a formula; only v(node), v(node,node) and i(device) can be named here so far.`, problem?.spelling);
  }
  return found;
}

/** Analyses whose results cards may name, in all dialects. */
const ANALYSES = new Set(['op', 'dc', 'ac', 'tran', 'noise', 'tf', 'sp', 'disto', 'sens', 'pz', 'hb', 'hb_fd', 'hb_td', 'hb_ic', 'hb_startup', 'homotopy', 'es', 'pce', 'mc', 'four', 'fft', 'dcvolt']);

/** `.print tran v(a) i(r1)`. */
export function readPresentation(elaboration: Elaboration, signals: Signals, placed: PlacedCard<DirectiveCard>, keyword: string): Presentation {
  const first = wordOf(placed.card.arguments[0])?.toLowerCase();
  const named = first !== undefined && ANALYSES.has(first);
  const shown = named ? readSignals(elaboration, signals, placed, 1) : readSignals(elaboration, signals, placed, 0);
  return { card: keyword.slice(1), analysis: named ? first : '', signals: shown, origin: elaboration.cardOrigin(placed) };
}
