import { NONE, type Direction, type Event, type Measure, type MeasureForm, type Signal, type Statistic } from '@nodal/protocol';
import type { DirectiveCard } from '../generated/ast.js';
import type { PlacedCard } from '../design/design.js';
import { parseNumber } from '../text/number.js';
import type { Elaboration, Spelling } from './elaboration.js';
import type { Frame } from './frame.js';
import type { Formula } from './formula-nodes.js';
import { type EventSyntax, MEASURE_USAGE, type MeasureFormSyntax, readMeasure, type Settings } from './measure-syntax.js';
import type { Signals } from './signals.js';
import { keyword } from './options.js';
import { type CompiledFormula, type MeasureNames, NO_MEASURES, ResultFormulas } from './result-formulas.js';

const STATISTICS = new Map<string, Statistic>([
  ['min', 'min'], ['max', 'max'], ['pp', 'peakToPeak'], ['avg', 'average'], ['rms', 'rms'], ['integ', 'integral'], ['integral', 'integral'],
  ['min_at', 'minAt'], ['max_at', 'maxAt'],
]);
/** Analyses that the solver measures. */
const ANALYSES = new Set(['op', 'dc', 'ac', 'tran', 'noise']);
/** Settings that only steer listings and optimisers. */
const INFORMING = new Set(['goal', 'minval', 'weight', 'print', 'precision', 'output', 'ymax', 'ymin', 'ignore', 'default_val']);

/** Reads `.meas` cards; each may read those before it. */
export class Measures {
  /** Index by name and analysis. */
  private readonly byName = new Map<string, Map<string, number>>();
  /** Measures that Nodal does not compute: what reads them has no number either. */
  private readonly missing = new Set<string>();
  private readonly formulas: ResultFormulas;

  constructor(private readonly elaboration: Elaboration, private readonly top: Frame, private readonly signals: Signals) {
    this.formulas = new ResultFormulas(elaboration, top, signals);
  }

  /** Adds the measures of a card to the circuit: one, or in LTspice one for each analysis where the card names none. */
  read(placed: PlacedCard<DirectiveCard>): void {
    const { circuit } = this.elaboration.builder;
    for (const measure of new MeasureReader(this, this.elaboration, this.top, this.signals, this.formulas, placed).read()) {
      const name = measure.name.toLowerCase();
      const known = this.byName.get(name) ?? new Map<string, number>();
      this.byName.set(name, known.set(measure.analysis, circuit.measures.push(measure) - 1));
    }
  }

  /** Index of an earlier measure, of the same analysis where there are several. */
  find(name: string, analysis: string): number | undefined {
    const known = this.byName.get(name.toLowerCase());
    return known?.get(analysis) ?? known?.values().next().value;
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
  private names: MeasureNames = NO_MEASURES;
  private analysis = '';

  constructor(
    private readonly measures: Measures, private readonly elaboration: Elaboration, private readonly top: Frame, private readonly signals: Signals,
    private readonly formulas: ResultFormulas, private readonly placed: PlacedCard<DirectiveCard>,
  ) {}

  read(): Measure[] {
    const syntax = readMeasure(this.placed);
    if ('message' in syntax) {
      this.elaboration.tell('warning', 'measure-syntax', this.placed.file, syntax.start, syntax.end, `${ended(syntax.message)} This measure has no effect.`);
      return [];
    }
    const found: Measure[] = [];
    const analyses = syntax.analysis === undefined ? this.analysesOfDeck() : [syntax.analysis];
    const [first] = analyses;
    if (first === undefined || !ANALYSES.has(first)) {
      const word = this.placed.card.arguments[0];
      this.elaboration.tellAt('warning', 'unsupported-measure', this.placed, word, first === undefined
        ? 'The deck has no analysis that this could measure, so it has no effect.' : `Nodal has no ${first} analysis yet, so this measure has no effect.`);
      this.measures.miss(syntax.name);
      return [];
    }
    for (const analysis of analyses) {
      this.analysis = analysis;
      this.names = { find: (name) => this.measures.find(name, analysis), isMissing: (name) => this.measures.isMissing(name) };
      try {
        found.push({ name: syntax.name, analysis, form: this.form(syntax.form, syntax.formPlace), origin: this.elaboration.cardOrigin(this.placed) });
      } catch (error) {
        if (!(error instanceof Given)) throw error;
        this.measures.miss(syntax.name);
      }
    }
    return found;
  }

  /** The analyses that a card without one is about: all in LTspice, the first in others. */
  private analysesOfDeck(): string[] {
    const found = new Set<string>();
    for (const { card } of this.elaboration.design.directives) {
      const word = keyword(card.keyword).slice(1);
      if (ANALYSES.has(word)) found.add(word);
    }
    return this.placed.file.parsed.dialect.name === 'ltspice' ? [...found] : [...found].slice(0, 1);
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
      case 'find': case 'derivative': {
        const signal = this.signal(form.signal);
        // An operating point is the same everywhere.
        if (form.at === undefined && form.kind === 'find' && this.analysis === 'op') return { kind: 'find', signal, at: { kind: 'at', value: this.elaboration.builder.value(0) } };
        if (form.at === undefined) this.fail('measure-syntax', this.whole, `${form.kind === 'find' ? 'FIND' : 'DERIV'} needs a place: at=1m, or when v(b)=1.`);
        return { kind: form.kind, signal, at: this.event(form.at) };
      }
      case 'statistic': return this.statistic(form);
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

  private statistic(form: MeasureFormSyntax & { kind: 'statistic' }): MeasureForm {
    if (form.signal === undefined) this.fail('measure-syntax', this.whole, `A result such as v(out) is expected here. ${MEASURE_USAGE}`);
    const signal = this.signal(form.signal);
    this.inform(form.settings);
    const { trigger, target } = form.window ?? {};
    return {
      kind: 'statistic', statistic: STATISTICS.get(form.statistic)!, signal,
      from: this.number(form.settings, 'from'), to: this.number(form.settings, 'to'), delay: this.number(form.settings, 'td'),
      trigger: trigger === undefined ? null : this.event(trigger), target: target === undefined ? null : this.event(target),
    };
  }

  /** A formula over earlier measures and parameters; its number is known after the run only. At an operating point it may read results. */
  private parameter(formula: Formula): MeasureForm {
    const compiled = this.compiled(formula);
    if (compiled.reads !== 'results') return { kind: 'parameter', value: compiled.value };
    if (this.analysis !== 'op') this.fail('measure-syntax', formula, `PARAM reads measures and parameters; '${formula.text}' changes along the run, so it needs a place: find ${formula.text} at=1m`);
    return { kind: 'find', signal: this.formulas.formulaSignal(this.placed, formula, compiled), at: { kind: 'at', value: this.elaboration.builder.value(0) } };
  }

  private compiled(formula: Formula): CompiledFormula {
    const compiled = this.formulas.compile(this.placed, formula, this.names);
    if ('code' in compiled) this.fail(compiled.code, formula, compiled.message, compiled.spelling);
    return compiled;
  }

  private signal(formula: Formula): Signal {
    const result = this.formulas.signal(this.placed, formula, this.names);
    if ('code' in result) this.fail(result.code, formula, result.message, result.spelling);
    return result.signal;
  }

  /** Looks for the nodes and devices of a formula that is not computed. */
  private check(formula: Formula): void {
    const problem = this.signals.problemOf(this.placed, formula.text);
    if (problem !== undefined) this.elaboration.tell('warning', problem.code, this.placed.file, formula.start, formula.end, problem.message, undefined, problem.spelling);
  }

  /** A level: a number, an expression, or another signal. */
  private level(formula: Formula): Signal {
    const [node] = formula.nodes;
    if (formula.nodes.length === 1 && node!.$type === 'Call' && 'signal' in this.signals.read(this.placed, node!)) return this.signal(formula);
    return this.formulas.formulaSignal(this.placed, formula, this.compiled(formula));
  }

  private number(settings: Settings, name: string): number {
    const formula = settings.get(name)?.value;
    return formula === undefined ? NONE : this.valueOf(formula);
  }

  private valueOf(formula: Formula): number {
    const { value, reads } = this.compiled(formula);
    if (reads === 'results') this.fail('measure-syntax', formula, `'${formula.text}' changes along the run, and a number is expected here; it may read parameters and earlier measures.`);
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
    const fraction = given === undefined ? settings.get('frac_max')?.value : undefined;
    if (given === undefined && settings.has('at')) this.fail('unsupported-measure', event.left, 'A time instead of a level is written without a result: trig at=1m.');
    if (given === undefined && fraction === undefined) this.fail('measure-syntax', event.left, 'The level of the crossing is missing: val=2.5');
    const right = fraction === undefined ? this.level(given!) : this.fraction(fraction);
    const { direction, count } = this.crossing(settings);
    return {
      kind: 'cross', left, right, direction, count, delay: this.number(settings, 'td'), from: this.number(settings, 'from'), to: this.number(settings, 'to'), ofMaximum: fraction !== undefined,
    };
  }

  /** `frac_max=0.5`: the level as a part of the greatest value of the signal. */
  private fraction(formula: Formula): Signal {
    const value = this.valueOf(formula);
    return { text: formula.text, quantity: { kind: 'constant', value }, part: 'value', origin: this.elaboration.builder.origin(this.placed.file.index, formula.start, formula.end) };
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
