import type { Argument, Assignment, DirectiveCard } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { rangeOf } from '../syntax/ranges.js';
import { tokenText } from '../text/token-text.js';
import { endOf, type Formula, formulaOf, joins } from './formula-nodes.js';
import { closestOf } from '../rules/closest.js';

/** `at=…`, or a crossing of two formulas; settings such as `rise=` belong to it. */
export type EventSyntax =
  | { kind: 'at'; value: Formula; settings: Settings }
  | { kind: 'cross'; left: Formula; right: Formula | undefined; settings: Settings };

/** `name=value` and `name value`, by the canonical name. A flag has no value. */
export type Settings = Map<string, { value: Formula | undefined; start: number; end: number }>;

export type MeasureFormSyntax =
  | { kind: 'delay'; trigger: EventSyntax; target: EventSyntax | undefined }
  | { kind: 'find' | 'derivative'; signal: Formula; at: EventSyntax | undefined }
  | { kind: 'when'; at: EventSyntax }
  /** `statistic` as in the table of forms; a window between events is LTspice's. */
  | { kind: 'statistic'; statistic: string; signal: Formula | undefined; settings: Settings; window: { trigger: EventSyntax | undefined; target: EventSyntax | undefined } | undefined }
  | { kind: 'parameter'; formula: Formula | undefined }
  /** A form of some simulator that has no counterpart here: `err1`, `duty`, `thd`. */
  | { kind: 'foreign'; name: string; formulas: Formula[]; settings: Settings };

export interface MeasureSyntax {
  /** In lower case; undefined where the card leaves it to the deck. */
  analysis: string | undefined;
  name: string;
  form: MeasureFormSyntax;
  /** Where the word of the form stands. */
  formPlace: { start: number; end: number };
}

/** Why a card is no measure; the place is absolute. */
export interface MeasureProblem {
  start: number;
  end: number;
  message: string;
}

export const MEASURE_USAGE = 'Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1';

/** Analyses that a measure may belong to, in all dialects. `_cont` is Xyce's for all the crossings. */
const ANALYSES = new Set(['op', 'dc', 'ac', 'tran', 'noise', 'tf', 'sp', 'four', 'fft', 'hb', 'envlp', 'sn', 'stb', 'lstb', 'phasenoise', 'tran_cont', 'ac_cont', 'dc_cont', 'noise_cont']);

/** Those whose names nobody gives to a measure. */
const USUAL_ANALYSES = new Set(['op', 'dc', 'ac', 'tran', 'noise']);

/** What is measured over a window, and other forms of one word. */
const STATISTICS = new Set(['min', 'max', 'pp', 'avg', 'rms', 'integ', 'integral', 'min_at', 'max_at']);
/** Forms that other simulators have besides these. */
const FOREIGN = new Set([
  'err', 'err1', 'err2', 'err3', 'error', 'duty', 'on_time', 'off_time', 'freq', 'frequency', 'four', 'fft', 'enob', 'sfdr', 'sinad', 'sndr', 'snr', 'thd', 'em_avg', 'eyewidth', 'eyeheight',
  'bandwidth', 'settle', 'period', 'vout', 'jitter', 'phjitter', 'perjitter',
]);
/** Words that begin a form, with their canonical names. */
const FORMS = new Map<string, string>([
  ['trig', 'trig'], ['find', 'find'], ['when', 'when'], ['param', 'param'], ['eqn', 'param'], ['deriv', 'deriv'], ['derivative', 'deriv'],
  ...[...STATISTICS, ...FOREIGN].map((word) => [word, word] as const),
]);
/** Settings of all dialects. Nodal acts on some; the others inform, or belong to optimisers. */
const SETTINGS = new Set([
  'at', 'from', 'to', 'td', 'val', 'rise', 'fall', 'cross', 'goal', 'minval', 'weight', 'print', 'ymax', 'ymin', 'ignore', 'frac_max', 'default_val', 'precision', 'output', 'rfc_level', 'on', 'off', 'min', 'max',
  'file', 'comp_function', 'indepvarcol', 'depvarcol', 'numfreq', 'gridsize', 'binsiz', 'minfreq', 'maxfreq', 'nharm', 'nbharm', 'np', 'start', 'stop', 'window', 'fund', 'reverse', 'xmin', 'xmax', 'out', 'format',
]);
/** Settings that may stand without an equals sign; the others would be taken for parts of formulas. */
const BARE_SETTINGS = new Set(['at', 'from', 'to', 'td', 'val', 'rise', 'fall', 'cross', 'last']);
/** Words that end a formula. */
const ENDING = new Set(['trig', 'targ', 'when', 'find', ...BARE_SETTINGS]);

/** Takes a `.meas` card apart, in the forms of all dialects. It knows nothing of the circuit. */
export function readMeasure(placed: PlacedCard<DirectiveCard>): MeasureSyntax | MeasureProblem {
  return new Reader(placed).read();
}

class Problem extends Error {
  constructor(readonly problem: MeasureProblem) {
    super(problem.message);
  }
}

class Reader {
  private readonly list: readonly Argument[];
  private readonly base: number;
  private readonly text: string;
  private at = 0;

  constructor(private readonly placed: PlacedCard<DirectiveCard>) {
    this.list = placed.card.arguments;
    this.base = placed.file.cardStart[placed.index]!;
    this.text = placed.file.text;
  }

  read(): MeasureSyntax | MeasureProblem {
    try {
      return this.measure();
    } catch (error) {
      if (error instanceof Problem) return error.problem;
      throw error;
    }
  }

  private measure(): MeasureSyntax {
    let analysis = this.wordAt(0);
    // LTspice and HSPICE take a measure without its analysis for one of the deck's.
    if (analysis !== undefined && (USUAL_ANALYSES.has(analysis) || ANALYSES.has(analysis) && (!this.isForm(1) || this.isForm(2)))) {
      this.at = 1;
    } else if (this.isForm(1)) {
      analysis = undefined;
    } else {
      const near = analysis === undefined ? undefined : closestOf(analysis, ANALYSES);
      throw this.problem(this.list[0], `.meas begins with the analysis: tran, ac, dc or op.${near === undefined || ANALYSES.has(analysis!) ? '' : ` Did you mean ${near}?`} ${MEASURE_USAGE}`);
    }
    const nameNode = this.list[this.at];
    if (nameNode === undefined || nameNode.$type === 'Assignment') throw this.problem(nameNode, `The measure has no name. ${MEASURE_USAGE}`);
    const name = this.textOf(nameNode);
    this.at++;
    const formNode = this.list[this.at];
    const form = this.form(name);
    const left = this.list[this.at];
    if (left !== undefined) throw this.problem(left, `This has no meaning here. ${MEASURE_USAGE}`);
    return { analysis, name, form, formPlace: this.placeOf(formNode) };
  }

  private form(name: string): MeasureFormSyntax {
    const node = this.list[this.at];
    if (node?.$type === 'Assignment' && node.target.$type === 'Word' && /^(?:param|eqn)$/i.test(node.target.text)) {
      this.at++;
      const formula = this.valueOf(node);
      this.settings();
      return { kind: 'parameter', formula };
    }
    if (node?.$type === 'Assignment' && node.target.$type === 'Word' && node.target.text.toLowerCase() === 'at') throw this.problem(node, `What is to be found at this place? ${MEASURE_USAGE}`);
    // `rms(v(a))`
    if (node?.$type === 'Call' && STATISTICS.has(node.callee.toLowerCase()) && node.arguments.length > 0) {
      this.at++;
      return this.statistic(node.callee.toLowerCase(), this.formulaOf(node.arguments.slice()));
    }
    const word = this.wordAt(this.at);
    const form = word === undefined ? undefined : FORMS.get(word);
    if (form !== undefined) this.at++;
    switch (form) {
      case undefined: return this.withoutForm(name);
      case 'trig': return this.delay();
      case 'when': return { kind: 'when', at: this.event() };
      case 'find': case 'deriv': return this.find(form === 'find' ? 'find' : 'derivative');
      case 'param': {
        const formula = this.list[this.at] === undefined ? undefined : this.formula();
        this.settings();
        return { kind: 'parameter', formula };
      }
      default: return STATISTICS.has(form) ? this.statistic(form, undefined) : this.foreign(form);
    }
  }

  /** `.meas tran t time when v(a)=1`, which LTspice takes as `find`. */
  private withoutForm(name: string): MeasureFormSyntax {
    const start = this.at;
    const node = this.list[start];
    if (node !== undefined) {
      const next = this.list.findIndex((candidate, i) => i > start && (this.isWord(candidate, 'when') || this.isWord(candidate, 'at') || this.isSetting(candidate) === 'at'));
      const word = this.wordAt(start);
      const near = word === undefined ? undefined : closestOf(word, FORMS.keys());
      if (next > start && near === undefined) return this.find('find');
      throw this.problem(node, near === undefined ? `There is no such kind of measure. ${MEASURE_USAGE}` : `There is no measure "${this.textOf(node)}". Did you mean ${near}? ${MEASURE_USAGE}`);
    }
    throw this.problem(undefined, `What is ${name} to measure? ${MEASURE_USAGE}`);
  }

  private delay(): MeasureFormSyntax {
    const trigger = this.event();
    const target = this.isWord(this.list[this.at], 'targ') ? (this.at++, this.event()) : undefined;
    if (target === undefined) this.rest();
    return { kind: 'delay', trigger, target };
  }

  private find(kind: 'find' | 'derivative'): MeasureFormSyntax {
    const signal = this.formula();
    const node = this.list[this.at];
    if (node === undefined) return { kind, signal, at: undefined };
    if (this.isWord(node, 'when')) {
      this.at++;
      return { kind, signal, at: this.event() };
    }
    const settings = this.settings();
    const at = settings.get('at');
    return { kind, signal, at: at?.value === undefined ? undefined : { kind: 'at', value: at.value, settings } };
  }

  private statistic(statistic: string, given: Formula | undefined): MeasureFormSyntax {
    const node = this.list[this.at];
    const signal = given ?? (node === undefined || this.isSetting(node) !== undefined ? undefined : this.formula());
    const settings = this.settings();
    let window: { trigger: EventSyntax | undefined; target: EventSyntax | undefined } | undefined;
    while (this.isWord(this.list[this.at], 'trig') || this.isWord(this.list[this.at], 'targ')) {
      const trigger = this.isWord(this.list[this.at++], 'trig');
      window ??= { trigger: undefined, target: undefined };
      window[trigger ? 'trigger' : 'target'] = this.event();
    }
    return { kind: 'statistic', statistic, signal, settings, window };
  }

  private foreign(name: string): MeasureFormSyntax {
    const formulas: Formula[] = [];
    const settings: Settings = new Map();
    while (this.at < this.list.length) {
      const before = this.at;
      for (const [key, value] of this.settings()) settings.set(key, value);
      if (this.at < this.list.length && !this.endsFormula(this.list[this.at]!)) formulas.push(this.formula());
      if (this.at === before) break;
    }
    return { kind: 'foreign', name, formulas, settings };
  }

  /** `at=1m`, `at 1m`, `v(a)=2.5 rise=1`, `v(a) val=2.5`, `v(a)=v(b)`. */
  private event(): EventSyntax {
    const node = this.list[this.at];
    if (this.isWord(node, 'when')) {
      this.at++;
      return this.event();
    }
    if (node === undefined) throw this.problem(undefined, `A result such as v(out) is expected here. ${MEASURE_USAGE}`);
    if (this.isSetting(node) === 'at') {
      const settings = this.settings();
      const value = settings.get('at')!.value;
      if (value === undefined) throw this.problem(node, 'The place is missing: at=1m');
      return { kind: 'at', value, settings };
    }
    let left: Formula;
    let right: Formula | undefined;
    if (node.$type === 'Assignment') {
      this.at++;
      left = this.formulaOf([node.target]);
      right = this.valueOf(node);
      if (right === undefined) throw this.problem(node, 'The level of the crossing is missing: v(out)=2.5');
    } else {
      left = this.formula();
      const next = this.list[this.at];
      if (next?.$type === 'Assignment' && this.isSetting(next) === undefined && this.joins(left.nodes[left.nodes.length - 1]!, next)) {
        // `v(a)-v(b)=0`, where the sign makes an assignment of the last word.
        this.at++;
        left = this.formulaOf([...left.nodes, next.target]);
        right = this.valueOf(next);
      } else if (next !== undefined && next.$type !== 'Assignment' && this.between(left.end, this.placeOf(next).start) === '=') {
        right = this.formula();
      }
    }
    return { kind: 'cross', left, right, settings: this.settings() };
  }

  /** Reads settings up to the next operand. */
  private settings(): Settings {
    const settings: Settings = new Map();
    for (;;) {
      const node = this.list[this.at];
      if (node === undefined) return settings;
      const name = this.isSetting(node);
      if (name === undefined) {
        if (node.$type === 'Assignment') throw this.problem(node, `'${this.textOf(node.target)}' is no setting of a measure; there are from, to, td, val, rise, fall, cross and at.`);
        return settings;
      }
      const { start, end } = this.placeOf(node);
      this.at++;
      if (node.$type === 'Assignment') {
        const value = this.valueOf(node);
        if (value === undefined) throw this.problem(node, `${this.textOf(node.target)} has no value.`);
        settings.set(name, { value, start, end: value.end });
      } else if (name === 'last') {
        settings.set('last', { value: undefined, start, end });
      } else {
        const next = this.list[this.at];
        if (next === undefined || (this.endsFormula(next) && !this.isWord(next, 'last'))) throw this.problem(node, `${this.textOf(node)} has no value.`);
        const value = this.isWord(next, 'last') ? this.formulaOf([this.list[this.at++]!]) : this.formula();
        settings.set(name, { value, start, end: value.end });
      }
    }
  }

  /** Takes what a form without its second half leaves, so that the missing half is what is told. */
  private rest(): void {
    this.at = this.list.length;
  }

  /** A formula from the next node on: what follows belongs to it where no blank or an operator is between. */
  private formula(): Formula {
    const node = this.list[this.at];
    if (node === undefined || node.$type === 'Assignment' || this.endsFormula(node)) throw this.problem(node, `A result such as v(out) is expected here. ${MEASURE_USAGE}`);
    this.at++;
    return this.grown(node);
  }

  /** The value of an assignment, with what belongs to it behind it. */
  private valueOf(assignment: Assignment): Formula | undefined {
    return assignment.value === undefined ? undefined : this.grown(assignment.value);
  }

  private grown(first: Argument): Formula {
    const nodes = [first];
    for (let next = this.list[this.at]; next !== undefined && next.$type !== 'Assignment' && this.joins(nodes[nodes.length - 1]!, next); next = this.list[this.at]) {
      nodes.push(next);
      this.at++;
    }
    return this.formulaOf(nodes);
  }

  private joins(last: Argument, next: Argument): boolean {
    const end = endOf(this.placed, last);
    return joins(this.placed, end, next) && (!this.endsFormula(next) || end === this.placeOf(next).start);
  }

  private formulaOf(nodes: Argument[]): Formula {
    return formulaOf(this.placed, nodes);
  }

  private between(from: number, to: number): string {
    return this.text.slice(from, to).trim();
  }

  private isForm(index: number): boolean {
    const node = this.list[index];
    if (node?.$type === 'Assignment') return node.target.$type === 'Word' && /^(?:param|eqn)$/i.test(node.target.text);
    if (node?.$type === 'Call') return STATISTICS.has(node.callee.toLowerCase());
    const word = this.wordAt(index);
    return word !== undefined && FORMS.has(word);
  }

  /** The name of the setting that a node gives; undefined when it gives none. */
  private isSetting(node: Argument): string | undefined {
    const word = node.$type === 'Assignment' ? (node.target.$type === 'Word' ? node.target.text.toLowerCase() : undefined) : node.$type === 'Word' ? node.text.toLowerCase() : undefined;
    if (word === undefined) return undefined;
    return (node.$type === 'Assignment' ? SETTINGS : BARE_SETTINGS).has(word) ? word : undefined;
  }

  private endsFormula(node: Argument): boolean {
    return node.$type === 'Assignment' ? this.isSetting(node) !== undefined : node.$type === 'Word' && ENDING.has(node.text.toLowerCase());
  }

  private isWord(node: Argument | undefined, word: string): boolean {
    return node?.$type === 'Word' && node.text.toLowerCase() === word;
  }

  private wordAt(index: number): string | undefined {
    const node = this.list[index];
    return node?.$type === 'Word' ? node.text.toLowerCase() : undefined;
  }

  private textOf(node: Argument): string {
    const { start, end } = this.placeOf(node);
    return tokenText(this.text, start, end);
  }

  private placeOf(node: Argument | undefined): { start: number; end: number } {
    const { start, end } = rangeOf(node ?? this.placed.card);
    return { start: this.base + start, end: this.base + end };
  }

  private problem(node: Argument | undefined, message: string): Problem {
    return new Problem({ ...this.placeOf(node), message });
  }
}
