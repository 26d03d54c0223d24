import { NONE, type Direction, type Event, type Measure, type MeasureForm, type Signal, type Statistic } from '@nodal/protocol';
import type { DirectiveCard } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { parseNumber } from '../text/number.js';
import type { Elaboration, Spelling } from './elaboration.js';
import type { Frame } from './frame.js';
import type { Formula } from './formula-nodes.js';
import { type EventSyntax, MEASURE_USAGE, type MeasureFormSyntax, readMeasure, type Settings } from './measure-syntax.js';
import type { Signals } from './signals.js';
import type { Values, ValueText } from './values.js';

const STATISTICS = new Map<string, Statistic>([
  ['min', 'min'], ['max', 'max'], ['pp', 'peakToPeak'], ['avg', 'average'], ['rms', 'rms'], ['integ', 'integral'], ['integral', 'integral'],
  ['min_at', 'minAt'], ['max_at', 'maxAt'],
]);
/** Analyses that the solver measures. */
const ANALYSES = new Set(['op', 'dc', 'ac', 'tran']);
/** Settings that only steer listings and optimisers. */
const INFORMING = new Set(['goal', 'minval', 'weight', 'print', 'precision', 'output', 'ymax', 'ymin', 'ignore', 'default_val', 'frac_max']);

/** Reads `.meas` cards; each may read those before it. */
export class Measures {
  private readonly byName = new Map<string, number>();
  /** Measures that Nodal does not compute: what reads them has no number either. */
  private readonly missing = new Set<string>();

  constructor(private readonly elaboration: Elaboration, private readonly values: Values, private readonly top: Frame, private readonly signals: Signals) {}

  read(placed: PlacedCard<DirectiveCard>): Measure | undefined {
    return new MeasureReader(this, this.elaboration, this.values, this.top, this.signals, placed).read();
  }

  /** Index of an earlier measure. */
  find(name: string): number | undefined {
    return this.byName.get(name.toLowerCase());
  }

  keep(name: string, index: number): void {
    this.byName.set(name.toLowerCase(), index);
  }

  /** Remembers a measure without a number. */
  miss(name: string): void {
    this.missing.add(name.toLowerCase());
  }

  isMissing(name: string): boolean {
    return this.missing.has(name.toLowerCase());
  }
}

/** Thrown within one card when it is told why it gives no measure. */
class Given extends Error {}

class MeasureReader {
  private name = '';

  constructor(
    private readonly measures: Measures, private readonly elaboration: Elaboration, private readonly values: Values,
    private readonly top: Frame, private readonly signals: Signals, private readonly placed: PlacedCard<DirectiveCard>,
  ) {}

  read(): Measure | undefined {
    const syntax = readMeasure(this.placed);
    if ('message' in syntax) {
      this.elaboration.tell('warning', 'measure-syntax', this.placed.file, syntax.start, syntax.end, `${ended(syntax.message)} This measure has no effect.`);
      return undefined;
    }
    this.name = syntax.name;
    const analysis = syntax.analysis ?? this.deckAnalysis();
    try {
      if (analysis === undefined || !ANALYSES.has(analysis)) {
        const word = this.placed.card.arguments[0];
        this.elaboration.tellAt('warning', 'unsupported-measure', this.placed, word, analysis === undefined
          ? 'The deck has no analysis that this could measure, so it has no effect.' : `Nodal has no ${analysis} analysis yet, so this measure has no effect.`);
        this.measures.miss(this.name);
        return undefined;
      }
      const form = this.form(syntax.form, syntax.formPlace);
      return { name: syntax.name, analysis, form, origin: this.elaboration.cardOrigin(this.placed) };
    } catch (error) {
      if (!(error instanceof Given)) throw error;
      this.measures.miss(this.name);
      return undefined;
    }
  }

  private deckAnalysis(): string | undefined {
    for (const placed of this.elaboration.design.directives) {
      const word = placed.card.keyword.slice(1).toLowerCase();
      if (ANALYSES.has(word)) return word;
    }
    return undefined;
  }

  /** Simulators go on with the run when they cannot measure something, and so does Nodal. */
  private fail(code: string, place: { start: number; end: number }, message: string, spelling?: Spelling): never {
    this.elaboration.tell('warning', code, this.placed.file, place.start, place.end, `${ended(message)} This measure has no effect.`, undefined, spelling);
    throw new Given();
  }

  private get whole(): { start: number; end: number } {
    return this.elaboration.range(this.placed);
  }

  private form(form: MeasureFormSyntax, place: { start: number; end: number }): MeasureForm {
    switch (form.kind) {
      case 'delay': {
        if (form.target === undefined) this.fail('measure-syntax', this.whole, `TARG is missing after TRIG. ${MEASURE_USAGE}`);
        return { kind: 'delay', trigger: this.event(form.trigger), target: this.event(form.target) };
      }
      case 'when': return { kind: 'when', at: this.event(form.at) };
      case 'find': {
        const signal = this.signal(form.signal);
        if (form.at === undefined) this.fail('measure-syntax', this.whole, 'FIND needs a place: at=1m, or when v(b)=1.');
        return { kind: 'find', signal, at: this.event(form.at) };
      }
      case 'derivative': {
        this.check(form.signal);
        if (form.at === undefined) this.fail('measure-syntax', this.whole, 'DERIV needs a place: at=1m, or when v(b)=1.');
        this.checkEvent(form.at);
        this.fail('unsupported-measure', place, 'The measure DERIV is not supported yet.');
        break;
      }
      case 'statistic': return this.statistic(form, place);
      case 'parameter': {
        if (form.formula === undefined) this.fail('measure-syntax', place, "PARAM needs a formula: param='a-b'");
        return this.parameter(form.formula);
      }
      case 'foreign': {
        for (const formula of form.formulas) this.check(formula);
        this.fail('unsupported-measure', place, `The measure ${form.name.toUpperCase()} is not supported yet.`);
      }
    }
  }

  private statistic(form: MeasureFormSyntax & { kind: 'statistic' }, place: { start: number; end: number }): MeasureForm {
    if (form.signal === undefined) this.fail('measure-syntax', this.whole, `A result such as v(out) is expected here. ${MEASURE_USAGE}`);
    const signal = this.signal(form.signal);
    if (form.window !== undefined) {
      if (form.window.trigger) this.checkEvent(form.window.trigger);
      if (form.window.target) this.checkEvent(form.window.target);
      this.fail('unsupported-measure', place, 'A window between TRIG and TARG is not supported yet; give it with from= and to=.');
    }
    this.inform(form.settings);
    return { kind: 'statistic', statistic: STATISTICS.get(form.statistic)!, signal, from: this.number(form.settings, 'from'), to: this.number(form.settings, 'to'), delay: this.number(form.settings, 'td'), trigger: null, target: null };
  }

  /** A formula over earlier measures and parameters; its number is known after the run only. */
  private parameter(formula: Formula): MeasureForm {
    const source = this.source(formula);
    const { builder } = this.elaboration;
    const parsed = this.elaboration.expressions.parse(source.text, this.placed.file.parsed.dialect.name);
    if (parsed.steps.some((step) => step.kind === 'voltage' || step.kind === 'current' || step.kind === 'deviceParameter')) {
      this.check(formula);
      this.fail('unsupported-measure', formula, 'A formula of results is not measured yet; measure the results first, and let the formula read these measures.');
    }
    const absent = parsed.steps.find((step) => step.kind === 'name' && this.measures.find(step.name) === undefined && this.measures.isMissing(step.name));
    if (absent?.kind === 'name') this.fail('unsupported-measure', formula, `The measure ${absent.name} has no number.`);
    const compiled = this.values.measureProgram(source, this.top, (name) => this.measures.find(name));
    if (compiled === undefined) throw new Given();
    return { kind: 'parameter', value: typeof compiled === 'number' ? builder.value(compiled) : builder.value(0, compiled.program) };
  }

  private source(formula: Formula): ValueText {
    return { text: formula.text, file: this.placed.file, start: formula.start, end: formula.end };
  }

  private signal(formula: Formula): Signal {
    const [node] = formula.nodes;
    if (node === undefined || formula.nodes.length > 1) return this.formulaOfResults(formula);
    const result = this.signals.read(this.placed, node);
    if ('signal' in result) return result.signal;
    if (result.code === 'signal-syntax' && node.$type === 'Word') {
      // A bare word that is a parameter or an earlier measure is a formula too.
      if (this.measures.find(node.text) !== undefined || this.measures.isMissing(node.text) || this.top.shape.slot(node.text.toLowerCase()) !== undefined) return this.formulaOfResults(formula);
    }
    this.fail(result.code, formula, result.message, result.spelling);
  }

  private formulaOfResults(formula: Formula): never {
    this.check(formula);
    this.fail('unsupported-measure', formula, `'${formula.text}' is a formula; only v(node), v(node,node) and i(device) can be named here so far, with one of db, mag, ph, re, im around it.`);
  }

  /** Looks for the nodes and devices of a formula that is not computed. */
  private check(formula: Formula): void {
    const problem = this.signals.problemOf(this.placed, formula.text);
    if (problem !== undefined) this.elaboration.tell('warning', problem.code, this.placed.file, formula.start, formula.end, problem.message, undefined, problem.spelling);
  }

  private checkEvent(event: EventSyntax): void {
    if (event.kind === 'at') return this.check(event.value);
    this.check(event.left);
    if (event.right !== undefined) this.check(event.right);
  }

  /** A level: a number, an expression, or another signal. */
  private level(formula: Formula): Signal {
    const [node] = formula.nodes;
    if (formula.nodes.length === 1 && node!.$type === 'Call' && 'signal' in this.signals.read(this.placed, node!)) return this.signal(formula);
    const source = this.source(formula);
    const parsed = this.elaboration.expressions.parse(source.text, this.placed.file.parsed.dialect.name);
    const results = parsed.steps.some((step) => step.kind === 'voltage' || step.kind === 'current' || step.kind === 'deviceParameter'
      || (step.kind === 'name' && (this.measures.find(step.name) !== undefined || this.measures.isMissing(step.name))));
    if (results || (formula.nodes.length === 1 && node!.$type === 'Call' && parsed.errors.length === 0 && /^(?:v|i)\w{0,2}$/i.test(node!.callee))) return this.formulaOfResults(formula);
    const value = this.values.value(source, this.top);
    if (value === NONE) throw new Given();
    return { text: formula.text, quantity: { kind: 'constant', value }, part: 'value', origin: this.elaboration.builder.origin(this.placed.file.index, formula.start, formula.end) };
  }

  private number(settings: Settings, name: string): number {
    const formula = settings.get(name)?.value;
    return formula === undefined ? NONE : this.valueOf(formula);
  }

  private valueOf(formula: Formula): number {
    const source = this.source(formula);
    const parsed = this.elaboration.expressions.parse(source.text, this.placed.file.parsed.dialect.name);
    const measured = parsed.steps.find((step) => step.kind === 'name' && (this.measures.find(step.name) !== undefined || this.measures.isMissing(step.name)) && this.top.shape.slot(step.name) === undefined);
    if (measured?.kind === 'name') this.fail('unsupported-measure', formula, `A limit that reads the measure ${measured.name} is not supported yet.`);
    const value = this.values.value(source, this.top);
    if (value === NONE) throw new Given();
    return value;
  }

  /** Tells settings that steer nothing. */
  private inform(settings: Settings): void {
    for (const [name, { start, end }] of settings) {
      if (INFORMING.has(name)) this.elaboration.tell('warning', 'unsupported-measure', this.placed.file, start, end, `'${name}' has no effect on a measure.`);
      else if (FOREIGN_SETTINGS.has(name)) this.elaboration.tell('warning', 'measure-syntax', this.placed.file, start, end, `'${name}' is no setting of this measure; there are from, to, td, val, rise, fall, cross and at.`);
    }
  }

  private event(event: EventSyntax): Event {
    this.inform(event.settings);
    if (event.kind === 'at') return { kind: 'at', value: this.valueOf(event.value) };
    const { settings } = event;
    const left = this.signal(event.left);
    const given = event.right ?? settings.get('val')?.value;
    if (given === undefined && settings.has('frac_max')) this.fail('unsupported-measure', event.left, 'A level as a fraction of the maximum is not supported yet: write val=.');
    if (given === undefined && settings.has('at')) this.fail('unsupported-measure', event.left, 'A time instead of a level is written without a result: trig at=1m.');
    if (given === undefined) this.fail('measure-syntax', event.left, 'The level of the crossing is missing: val=2.5');
    const right = this.level(given);
    const { direction, count } = this.crossing(settings);
    return { kind: 'cross', left, right, direction, count, delay: this.number(settings, 'td'), from: this.number(settings, 'from'), to: this.number(settings, 'to'), ofMaximum: false };
  }

  /** Which of the crossings is meant; the last one has the number 0. */
  private crossing(settings: Settings): { direction: Direction; count: number } {
    let direction: Direction = 'either';
    let count = settings.has('last') ? 0 : 1;
    for (const name of ['rise', 'fall', 'cross'] as const) {
      const given = settings.get(name);
      if (given?.value === undefined) continue;
      direction = name === 'cross' ? 'either' : name;
      const word = given.value.text.toLowerCase();
      if (word === 'last') {
        count = 0;
        continue;
      }
      count = parseNumber(word) ?? this.elaboration.builder.circuit.values.constant[this.valueOf(given.value)] ?? NaN;
      if (Number.isInteger(count) && count < 0 && this.placed.file.parsed.dialect.name === 'xyce') this.fail('unsupported-measure', given, 'Crossings are not counted from the last one backwards yet; write LAST for that one.');
      if (!(Number.isInteger(count) && count >= 1)) this.fail('measure-syntax', given, `${name.toUpperCase()} counts from 1, or is LAST.`);
    }
    return { direction, count };
  }
}

/** Settings that belong to the forms of other simulators alone. */
const FOREIGN_SETTINGS = new Set(['file', 'comp_function', 'indepvarcol', 'depvarcol', 'numfreq', 'gridsize', 'binsiz', 'on', 'off', 'min', 'max']);

/** A message that ends in an example gets a full stop. */
function ended(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}
