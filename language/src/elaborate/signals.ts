import type { Part, Quantity, Signal } from '@nodal/protocol';
import type { Argument, Call } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { designHasNode, namesElementOrPin } from '../design/find-path.js';
import { operandText, wordOf } from '../design/operands.js';
import type { Step } from '../expressions/parse.js';
import { PARTS } from '../reference/result-parts.js';
import { tokenText } from '../text/token-text.js';
import { similarNames } from './definitions.js';
import { DeviceResults } from './device-results.js';
import type { Elaboration, Spelling } from './elaboration.js';
import type { Lookup } from './lookup.js';
import { GROUND } from './nodes.js';

/** Words that are no result, or stand for many. */
const OTHER_RESULTS = new Set(['hertz', 'power', 'dialogbox', 'none']);
/** Vectors of noise: at the output, referred to the source, in all, of a device (`onoise_r1`), and LTspice's gain. */
const NOISE = /^(?:[io]noise(?:[._].+)?|gain)$/;
/** Results of devices: PSpice's and HSPICE's terminal currents and voltages, powers, states. Letters of terminals follow some of them. */
const OF_DEVICES = /^(?:[iv][abcdegskjx12]?[abcdegskj12]?(?:db|ph|[mpri])?|[wpsdn]|isub|x\w*|l[vx]\d+|dn[io]|in|nto\w+|g)$/i;
/** HSPICE's formula, and functions of results. */
const FORMULAS = new Set(['par', 'max', 'min', 'sqrt', 'exp', 'log', 'ln', 'log10', 'sin', 'cos', 'tan', 'atan', 'abs', 'd', 'ddt', 'sdt', 'deriv', 'integ', 'avg', 'rms', 'pwr', 'pow', 'if', 'limit', 'unwrap', 'mean', 'vecmax', 'vecmin', 's', 'envmax', 'envmin', 'avgx', 'rmsx', 'arctan', 'g']);

/** A signal, or why there is none. A code that begins with `unsupported-` says that the text is right. */
export type SignalResult = { signal: Signal } | Problem;
type Problem = { code: string; message: string; spelling?: Spelling; /** it may be a formula, which only measures and `.four` compute */ formula?: true };

/** Reads the results that `.print`, `.save` and `.meas` name. */
export class Signals {
  private readonly devices: DeviceResults;

  constructor(private readonly elaboration: Elaboration, private readonly lookup: Lookup) {
    this.devices = new DeviceResults(elaboration);
  }

  read(placed: PlacedCard, argument: Argument): SignalResult {
    const { start, end } = this.elaboration.range(placed, argument);
    const text = tokenText(placed.file.text, start, end);
    const origin = (): number => this.elaboration.origin(placed, argument);
    const word = wordOf(argument)?.toLowerCase();
    if (word !== undefined) {
      const quantity = this.word(placed, word, text);
      return 'code' in quantity ? quantity : { signal: { text, quantity, part: 'value', origin: origin() } };
    }
    if (argument.$type !== 'Call') return this.formula(placed, text);
    const result = this.call(placed, argument);
    if (!('code' in result)) return { signal: { text, ...result, origin: origin() } };
    return result === FORMULA ? this.formula(placed, text) : result;
  }

  /** `all`, `time`, `@r1[i]`, `v1#branch`, a node by its bare name. */
  private word(placed: PlacedCard, word: string, text: string): Quantity | Problem {
    if (word === 'all' || word === 'allv') return { kind: 'all' };
    if (word === 'alli') return { kind: 'currents' };
    if (word === 'time' || word === 'frequency') return { kind: 'axis' };
    const at = word.startsWith('@') ? /^@(.+)\[(\w+)\]$/.exec(word) : null;
    if (at) return this.ofParameter(at[1]!, at[2]!, text);
    if (word.endsWith('#branch')) return this.current(word.slice(0, -'#branch'.length));
    if (NOISE.test(word) && this.lookup.node(word) === undefined) return noiseOf(word);
    if (OTHER_RESULTS.has(word)) return unsupported(`'${text}' is no result of the analyses that Nodal has.`);
    const node = this.lookup.node(word);
    if (node !== undefined) return { kind: 'voltage', positive: node, negative: GROUND };
    if (/[-+*/^*]/.test(word) && /[a-z]/.test(word)) {
      const formula = this.formula(placed, text);
      if (!('signal' in formula)) return formula;
    }
    // Xyce names parameters of devices, and parameters, as they are: `.print tran r1:r temp`.
    if (placed.file.parsed.dialect.name === 'xyce') return { code: 'unsupported-signal', message: `'${text}' is no result in Nodal; write v(node), v(node,node) or i(device).` };
    return { code: 'signal-syntax', message: `'${text}' is no result; write v(node), v(node,node) or i(device).` };
  }

  /** A formula gives no signal yet; the names in it are looked up. */
  private formula(placed: PlacedCard, text: string): Problem {
    const problem = this.problemOf(placed, text);
    return problem !== undefined ? { ...problem, formula: true }
      : { code: 'unsupported-signal', message: `'${text}' is a formula; only v(node), v(node,node) and i(device) can be named here so far, with one of db, mag, ph, re, im around it. Measures take formulas.`, formula: true };
  }

  /** What is wrong with the nodes and devices of a formula. Nothing is said of what cannot be read: other simulators read more. */
  problemOf(placed: PlacedCard, text: string): Problem | undefined {
    const parsed = this.elaboration.expressions.parse(text, placed.file.parsed.dialect.name);
    for (const step of parsed.steps) {
      if (step.kind === 'voltage') {
        for (const name of [step.positive, step.negative]) {
          const problem = name === undefined ? undefined : this.voltageOf(name);
          if (typeof problem === 'object' && !problem.code.startsWith('unsupported-')) return problem;
        }
      } else if (step.kind === 'current' || step.kind === 'deviceParameter') {
        const problem = this.current(step.device);
        if ('code' in problem && !problem.code.startsWith('unsupported-')) return problem;
      }
    }
    return undefined;
  }

  /** The result that a step of a formula reads. */
  quantityOf(step: Extract<Step, { kind: 'voltage' | 'current' | 'deviceParameter' }>): Quantity | Problem {
    if (step.kind === 'current') return step.access === 'i' ? this.current(step.device) : this.ofDevice(step.access, step.device, false);
    if (step.kind === 'deviceParameter') return this.ofParameter(step.device, step.parameter, `@${step.device}[${step.parameter}]`);
    const positive = this.voltageOf(step.positive);
    const negative = step.negative === undefined ? GROUND : this.voltageOf(step.negative);
    if (typeof positive !== 'number') return positive;
    if (typeof negative !== 'number') return negative;
    return { kind: 'voltage', positive, negative };
  }

  /** `@r1[i]` */
  private ofParameter(device: string, parameter: string, text: string): Quantity | Problem {
    const index = this.lookup.device(device);
    if (index === undefined) return this.current(device);
    const variable = this.devices.variable(index, parameter.toLowerCase());
    if (variable !== undefined) return variable;
    const names = this.devices.names(index);
    const near = similarNames(parameter, names);
    return { code: 'unknown-variable', message: `'${text}': ${device} cannot be asked for '${parameter}'.${suggest(near)}`, spelling: { name: parameter, near: near[0] } };
  }

  private call(placed: PlacedCard, call: Call): { quantity: Quantity; part: Part } | Problem {
    const name = call.callee.toLowerCase();
    const around = PARTS.get(name);
    const [first, second] = call.arguments;
    if (around && first?.$type === 'Call' && name !== 'i') {
      const inner = this.call(placed, first);
      return 'code' in inner ? inner : inner.part === 'value' ? { quantity: inner.quantity, part: around } : FORMULA;
    }
    // `im(v(a)/v(b))` is no current of a device.
    if (around && first !== undefined && first.$type !== 'Word' && first.$type !== 'Assignment' && name !== 'i') return FORMULA;
    const noise = call.arguments.length === 1 ? this.noise(first) : undefined;
    if (noise !== undefined && (around || name === 'v')) return { quantity: noise, part: around ?? 'value' };
    const part = name.length === 1 ? 'value' : PARTS.get(name.slice(1));
    const kind = name[0];
    const text = (argument: Argument): string => (argument.$type === 'Assignment' ? '' : operandText(placed, argument).text);
    if (FORMULAS.has(name) && (first === undefined || first.$type !== 'Word' || name === 'par')) return FORMULA;
    if (!part || (kind !== 'v' && kind !== 'i')) {
      const quantity = this.ofDevice(call.callee, first === undefined ? '' : text(first), FORMULAS.has(name));
      return 'code' in quantity ? quantity : { quantity, part: 'value' };
    }
    if (!first || call.arguments.length > 2 || (kind === 'i' && second)) {
      return { code: 'signal-syntax', message: kind === 'v' ? 'A voltage is v(node) or v(node,node).' : 'A current is i(device).' };
    }
    if (first.$type === 'Word' && /[*?]/.test(first.text)) return unsupported(`'${call.callee}(${first.text})' stands for several results; write them one by one, or all.`);
    if (kind === 'i') {
      const quantity = this.current(text(first));
      return 'code' in quantity ? quantity : { quantity, part };
    }
    const positive = this.voltageOf(text(first));
    const negative = second ? this.voltageOf(text(second)) : GROUND;
    if (typeof positive !== 'number') return positive;
    if (typeof negative !== 'number') return negative;
    return { quantity: { kind: 'voltage', positive, negative }, part };
  }

  /** `onoise` */
  private noise(argument: Argument | undefined): Quantity | undefined {
    const word = wordOf(argument)?.toLowerCase();
    return word !== undefined && NOISE.test(word) && this.lookup.node(word) === undefined ? noiseOf(word) : undefined;
  }

  /** `ic(q1)`, `w(r1)`, `id(m1)`: results of devices that there must be. */
  private ofDevice(callee: string, device: string, isFunction: boolean): Quantity | Problem {
    const index = this.lookup.device(device);
    const known = index === undefined ? undefined : this.devices.of(callee, index);
    if (known !== undefined) return known;
    if (OF_DEVICES.test(callee)) {
      if (this.known(device) || this.lookup.node(device) !== undefined || /[*?]/.test(device) || /[(+*/]/.test(device)) return unsupported(`'${callee}(${device})' is a result that Nodal does not compute yet.`);
      if (!isFunction) return this.current(device);
    }
    return FORMULA;
  }

  /** A node by its name, or by a device's pin as PSpice and LTspice write it. */
  private voltageOf(name: string): number | Problem {
    const plain = name.replace(/^\[(.*)\]$/, '$1');
    const node = this.lookup.node(plain);
    if (node !== undefined) return node;
    const pin = designHasNode(this.elaboration.design, plain) ? undefined : this.pin(plain);
    if (pin !== undefined) return pin;
    if (!designHasNode(this.elaboration.design, plain) && this.known(plain)) return unsupported(`'${name}' is a device or one of its pins; Nodal shows voltages of nodes only so far.`);
    return this.node(plain);
  }

  /** The node at a device's pin: `q1:c`, `x1.r1:2`. */
  private pin(name: string): number | undefined {
    const [, owner, pin] = /^(.+)[:.]([^:.]+)$/.exec(name.toLowerCase()) ?? [];
    const device = owner === undefined ? undefined : this.lookup.device(owner);
    return device === undefined ? undefined : this.devices.terminal(device, pin!);
  }

  /** Whether there is a device, an instance or a pin of one: `r1`, `x1`, `r1:2`, `x1.q1:c`. */
  private known(name: string): boolean {
    return namesElementOrPin(this.elaboration.design, name);
  }

  node(name: string): number | Problem {
    const node = this.lookup.node(name);
    if (node !== undefined) return node;
    // What stands in the text and not in the circuit belongs to elements that are not simulated, which is told there.
    if (designHasNode(this.elaboration.design, name)) return unsupported(`The node '${name}' is connected to nothing that Nodal simulates.`);
    const near = similarNames(name, this.lookup.nodeNames());
    return { code: 'unknown-node', message: `There is no node '${name}' in the circuit.${suggest(near)}`, spelling: { name, near: near[0] } };
  }

  private current(name: string): Quantity | Problem {
    const device = this.lookup.device(name);
    if (device !== undefined) return { kind: 'current', device };
    if (this.known(name)) return unsupported(`Nodal does not have the current of '${name}' as a result yet.`);
    const near = similarNames(name, this.lookup.deviceNames());
    return { code: 'unknown-device', message: `There is no device '${name}' in the circuit.${suggest(near)}`, spelling: { name, near: near[0] } };
  }
}

/** What is a call but no result by itself. */
const FORMULA: Problem = { code: 'unsupported-signal', message: '' };

/** ngspice's `onoise_spectrum` is `onoise` too. */
function noiseOf(word: string): Quantity {
  return { kind: 'named', name: word.replace(/_spectrum$/, '') };
}

function unsupported(message: string): Problem {
  return { code: 'unsupported-signal', message };
}

export function suggest(near: readonly string[]): string {
  return near.length > 0 ? ` Did you mean ${near.map((name) => `'${name}'`).join(' or ')}?` : '';
}
