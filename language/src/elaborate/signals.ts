import type { Part, Quantity, Signal } from '@nodal/protocol';
import type { Argument, Call } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { operandText, wordOf } from '../design/operands.js';
import { tokenText } from '../text/scanner.js';
import { similarNames } from './definitions.js';
import type { Elaboration } from './elaboration.js';
import type { Lookup } from './lookup.js';
import { GROUND } from './nodes.js';

/** Names of parts as functions around a signal (`db(v(out))`) and as endings of v and i (`vdb(out)`). */
const PARTS = new Map<string, Part>([
  ['db', 'decibel'], ['m', 'magnitude'], ['mag', 'magnitude'], ['abs', 'magnitude'], ['p', 'phase'], ['ph', 'phase'], ['phase', 'phase'],
  ['r', 'real'], ['re', 'real'], ['real', 'real'], ['i', 'imaginary'], ['im', 'imaginary'], ['img', 'imaginary'], ['imag', 'imaginary'],
]);

/** A signal, or why there is none. */
export type SignalResult = { signal: Signal } | { code: string; message: string };

/** Reads the results that `.print`, `.save` and `.meas` name. */
export class Signals {
  constructor(private readonly elaboration: Elaboration, private readonly lookup: Lookup) {}

  read(placed: PlacedCard, argument: Argument): SignalResult {
    const { start, end } = this.elaboration.range(placed, argument);
    const text = tokenText(placed.file.text, start, end);
    const origin = (): number => this.elaboration.origin(placed, argument);
    const word = wordOf(argument)?.toLowerCase();
    if (word !== undefined) {
      if (word === 'all' || word === 'allv' || word === 'alli') return { signal: { text, quantity: { kind: 'all' }, part: 'value', origin: origin() } };
      if (word === 'time' || word === 'frequency') return { signal: { text, quantity: { kind: 'axis' }, part: 'value', origin: origin() } };
      const at = /^@(.+)\[(i|id|c|current)\]$/.exec(word);
      if (at) return this.signal(text, this.current(at[1]!), 'value', origin);
      return { code: 'signal-syntax', message: `'${text}' is no result; write v(node), v(node,node) or i(device).` };
    }
    if (argument.$type !== 'Call') {
      return { code: 'signal-expression', message: `'${text}' is a formula; only v(node), v(node,node) and i(device) can be named here so far, with one of db, mag, ph, re, im around it.` };
    }
    const result = this.call(placed, argument);
    if ('code' in result) return result;
    return this.signal(text, result.quantity, result.part, origin);
  }

  private signal(text: string, quantity: Quantity | { code: string; message: string }, part: Part, origin: () => number): SignalResult {
    if ('code' in quantity) return quantity;
    return { signal: { text, quantity, part, origin: origin() } };
  }

  private call(placed: PlacedCard, call: Call): { quantity: Quantity; part: Part } | { code: string; message: string } {
    const name = call.callee.toLowerCase();
    const around = PARTS.get(name);
    const [first, second] = call.arguments;
    if (around && first?.$type === 'Call' && name !== 'i') {
      const inner = this.call(placed, first);
      return 'code' in inner ? inner : { quantity: inner.quantity, part: around };
    }
    const part = name.length === 1 ? 'value' : PARTS.get(name.slice(1));
    const kind = name[0];
    if (!part || (kind !== 'v' && kind !== 'i')) {
      return { code: 'signal-expression', message: `'${call.callee}(…)' is no result; write v(node), v(node,node) or i(device), with one of db, mag, ph, re, im around it.` };
    }
    const text = (argument: Argument): string => (argument.$type === 'Assignment' ? '' : operandText(placed, argument).text);
    if (!first || call.arguments.length > 2 || (kind === 'i' && second)) {
      return { code: 'signal-syntax', message: kind === 'v' ? 'A voltage is v(node) or v(node,node).' : 'A current is i(device).' };
    }
    if (kind === 'i') {
      const quantity = this.current(text(first));
      return 'code' in quantity ? quantity : { quantity, part };
    }
    const positive = this.node(text(first));
    const negative = second ? this.node(text(second)) : GROUND;
    if (typeof positive !== 'number') return positive;
    if (typeof negative !== 'number') return negative;
    return { quantity: { kind: 'voltage', positive, negative }, part };
  }

  node(name: string): number | { code: string; message: string } {
    const node = this.lookup.node(name);
    if (node !== undefined) return node;
    const near = similarNames(name, this.lookup.nodeNames());
    return { code: 'unknown-node', message: `There is no node '${name}' in the circuit.${suggest(near)}` };
  }

  private current(name: string): Quantity | { code: string; message: string } {
    const device = this.lookup.device(name);
    if (device !== undefined) return { kind: 'current', device };
    const near = similarNames(name, this.lookup.deviceNames());
    return { code: 'unknown-device', message: `There is no device '${name}' in the circuit.${suggest(near)}` };
  }
}

export function suggest(near: readonly string[]): string {
  return near.length > 0 ? ` Did you mean ${near.map((name) => `'${name}'`).join(' or ')}?` : '';
}
