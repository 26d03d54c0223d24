import type { Argument, Assignment, Operand } from '../../generated/ast.js';
import { operandText } from '../../design/operands.js';
import type { Element } from '../element.js';
import type { ValueText } from '../values.js';
import { controlCurrent, controlVoltage, giveExpression } from './source-expressions.js';

/** What R, C and L may be given as, and the device that an expression makes of them. */
const QUANTITIES: Readonly<Record<'r' | 'c' | 'l', Readonly<Record<string, string>>>> = {
  r: { r: 'behavioural-resistor', resistance: 'behavioural-resistor' },
  c: { c: 'behavioural-capacitor', cap: 'behavioural-capacitor', capacitance: 'behavioural-capacitor', q: 'behavioural-charge' },
  l: { l: 'behavioural-inductor', inductance: 'behavioural-inductor', flux: 'behavioural-flux' },
};

/** What has no number before the run. The temperature has one. */
const READS_CIRCUIT = /\b[vi]\s*\(|\b(?:time|hertz)\b/i;

const nameOf = ({ target }: Assignment): string => (target.$type === 'Word' ? target.text.toLowerCase() : '');

interface Given {
  kind: string;
  operand: Operand;
  source: ValueText;
  /** The arguments that it takes: from this one on, so many. */
  at: number;
  count: number;
}

/**
 * Elaborates `r1 a b r='1k*(1+v(c))'`, `c1 a b q='…'`, `l1 a b flux=…` and the
 * like, whose nodes are read; true when the card was one of these.
 */
export function passiveExpression(element: Element, letter: 'r' | 'c' | 'l'): boolean {
  const given = find(element, letter);
  if (given === undefined) return false;
  element.becomes(given.kind);
  const own = given.kind === 'behavioural-charge' || given.kind === 'behavioural-flux' ? ownVariable(element, letter) : undefined;
  giveExpression(element, given.source, given.operand, own);
  const { arguments: list } = element;
  while (element.at < list.length && !element.failed) {
    const place = element.at++;
    if (place >= given.at && place < given.at + given.count) continue;
    further(element, list[place]!, list[place - 1], letter);
  }
  element.finish();
  return true;
}

function further(element: Element, argument: Argument, before: Argument | undefined, letter: string): void {
  const { card } = element.placed;
  if (argument.$type === 'Assignment') {
    const name = nameOf(argument);
    if (QUANTITIES[letter as 'r']![name] !== undefined) element.error('surplus-operand', argument, `${card.name} has a value already; this second one has no meaning.`);
    else element.assignment(argument);
    return;
  }
  const isSecond = before?.$type === 'Assignment' && /^tc1?$/.test(nameOf(before)) && element.isValue(argument);
  if (isSecond) element.parameter('tc2', argument);
  else if (argument.$type === 'Word' && argument.text.toLowerCase() === 'noiseless') return;
  else element.surplus(argument);
}

/** The expression of the card, if it is one that reads the circuit. */
function find(element: Element, letter: 'r' | 'c' | 'l'): Given | undefined {
  const { arguments: list, placed } = element;
  const { values } = element.context;
  const { dialect } = placed.file.parsed;
  for (let at = element.at; at < list.length; at++) {
    const argument = list[at]!;
    if (argument.$type === 'Assignment') {
      const name = nameOf(argument);
      const kind = QUANTITIES[letter][name];
      if (kind === undefined || argument.value === undefined) continue;
      const { source, count } = withTail(element, values.textOf(placed, argument.value), at);
      if (name === 'q' || name === 'flux' || READS_CIRCUIT.test(source.text)) return { kind, operand: argument.value, source, at, count };
    } else if (argument.$type === 'Expression' && at === element.at) {
      const source = values.textOf(placed, argument);
      if (!READS_CIRCUIT.test(source.text)) return undefined;
      // ngspice 39 looks for the letters `c=` on the card, and takes an expression without them for a charge.
      const isCharge = letter === 'c' && (dialect.name === 'ngspice' || dialect.name === 'spice3') && !/c=/i.test(cardText(element));
      if (isCharge) element.warning('charge-without-name', argument, `${placed.card.name}: ngspice takes this expression for a charge in coulombs, not for a capacitance. Write Q= or C= before it.`);
      return { kind: isCharge ? 'behavioural-charge' : QUANTITIES[letter][letter]!, operand: argument, source, at, count: 1 };
    }
  }
  return undefined;
}

function cardText({ elaboration, placed }: Element): string {
  const { start, end } = elaboration.range(placed, placed.card);
  return placed.file.text.slice(start, end);
}

/** `q=1e-12*x* (1+x)`: an expression without delimiters goes on behind a blank where it cannot end or go on otherwise. */
function withTail(element: Element, source: ValueText, at: number): { source: ValueText; count: number } {
  const { arguments: list, placed, elaboration } = element;
  let { end } = source;
  let count = 1;
  for (;;) {
    const next = list[at + count];
    if (next === undefined || next.$type === 'Assignment') break;
    const range = elaboration.range(placed, next);
    const text = placed.file.text.slice(source.start, end);
    if (!/[-+*/(,?:<>]\s*$/.test(text) && !/^[-+*/)(,?:<>]/.test(placed.file.text.slice(range.start, range.end))) break;
    ({ end } = range);
    count++;
  }
  if (count === 1) return { source, count };
  return { source: { text: placed.file.text.slice(source.start, end), placed, file: source.file, start: source.start, end }, count };
}

/** What LTspice's `x` is: the own voltage in a charge, the own current in a flux. */
function ownVariable(element: Element, letter: string): ReturnType<typeof controlVoltage> {
  const { placed } = element;
  if (letter === 'l') return controlCurrent(element, placed.card.name);
  const [first, second] = element.arguments as [Operand, Operand];
  return controlVoltage(element, operandText(placed, first).text, operandText(placed, second).text);
}

