import { NONE, type Circuit, type Job, type NodeValue, type Signal } from '@nodal/protocol';
import type { Design, PlacedCard, Scope } from '../design/design.js';
import { elementKind } from '../design/element-kind.js';
import type { Finding } from '../findings.js';
import type { DirectiveCard } from '../generated/ast.js';
import { aOrAn } from '../reference/elements.js';
import { Analyses } from './analyses.js';
import { counts } from './branches.js';
import { checkExpressionsOf } from './behavioural.js';
import { readNodeValues, readPresentation, readSignals } from './conditions.js';
import { similarNames } from './definitions.js';
import { Element, type ElementContext } from './element.js';
import { Elaboration } from './elaboration.js';
import { readFourier } from './fourier.js';
import { checkDirective, smallSignalAnalyses } from './directives/registry.js';
import { elaboratorOf } from './elements/registry.js';
import type { Frame } from './frame.js';
import { tooLarge } from './size.js';
import { instantiate, topFrame } from './instances.js';
import { Lookup } from './lookup.js';
import { Measures } from './measures.js';
import { Models } from './models.js';
import { existingNode } from './nodes.js';
import { keyword, readSettings, type Settings } from './options.js';
import { Overrides } from './overrides.js';
import { Signals, suggest } from './signals.js';
import { allSteps } from './steps.js';
import { markStructural } from './structural.js';
import { SweepReader } from './sweep-reader.js';
import { Values } from './values.js';
import { toEnd } from '../to-end.js';

/** Milliseconds between two yields. */
const SLICE = 10;
/** How many cards are elaborated between two looks at the clock. */
const CARDS_PER_LOOK = 32;

export interface ElaborateOptions {
  /** Overrides as of `--set`: parameter, `r1`, `x1.r1`, `temp`, `option.reltol`. */
  set?: Readonly<Record<string, string>>;
}

export interface ElaborateResult {
  /** Absent when an error stopped the elaboration. */
  circuit: Circuit | undefined;
  /** What elaboration found; the design has its own findings. */
  findings: Finding[];
}

/**
 * Makes the flat circuit of a design. The generator yields about every 10 ms,
 * so that a server can answer others, and stop, in between. It never throws on
 * the user's text: what cannot be elaborated is a finding.
 */
export function* elaborate(design: Design, options: ElaborateOptions = {}): Generator<void, ElaborateResult> {
  const overrides = new Overrides(options.set);
  const elaboration = new Elaboration(design, overrides);
  const values = new Values(elaboration);
  for (const problem of overrides.problems) elaboration.tellDeck('error', 'override-value', problem);
  elaboration.builder.node('0', 0, NONE);
  const top = topFrame(elaboration, values);
  const settings = readSettings(elaboration, values, top);
  if (elaboration.temperature !== 27) reevaluateSlots(elaboration, top);

  if (tooLarge(elaboration)) return { circuit: undefined, findings: elaboration.findings };

  yield* new Cards(elaboration, values).frame(top);
  resolveReferences(elaboration, top);
  resolveNodes(elaboration, top);
  resolvePorts(elaboration, top);
  readDirectives(elaboration, values, top, settings);
  for (const message of overrides.unused(() => overridableNames(elaboration))) elaboration.tellDeck('error', 'unknown-override', message);
  const empty = elaboration.builder.circuit.devices.kind.length === 0;
  // A deck without any element is told where the design is checked.
  if (empty && elaboration.errors === 0 && design.top.elements.length > 0) {
    elaboration.tellDeck('error', 'empty-circuit', 'The subcircuits of this deck hold no devices, so there is nothing to simulate.');
  }
  return { circuit: elaboration.errors === 0 && !empty ? elaboration.builder.circuit : undefined, findings: elaboration.findings };
}

/** Runs an elaboration to its end at once. */
export function elaborateSync(design: Design, options: ElaborateOptions = {}): ElaborateResult {
  return toEnd(elaborate(design, options));
}

/** The walk over the element cards, depth first, as ngspice flattens a deck. */
class Cards {
  private readonly context: ElementContext;
  private until = Date.now() + SLICE;
  private left = CARDS_PER_LOOK;
  /** The letters that were told not to be simulated, by scope. */
  private readonly unsupported = new Map<Scope, string>();

  constructor(private readonly elaboration: Elaboration, private readonly values: Values) {
    this.context = { elaboration, values, models: new Models(elaboration, values) };
  }

  *frame(frame: Frame): Generator<void> {
    const { elaboration } = this;
    for (const placed of frame.scope.elements) {
      if (--this.left <= 0) {
        this.left = CARDS_PER_LOOK;
        if (Date.now() >= this.until) {
          yield;
          this.until = Date.now() + SLICE;
        }
      }
      if (placed.branch !== undefined && !counts(placed.branch, frame, elaboration, this.values)) continue;
      const letter = placed.card.name[0]!.toLowerCase();
      if (letter === 'x') {
        const child = instantiate(elaboration, this.values, frame, placed);
        if (child) yield* this.frame(child);
        continue;
      }
      const elaborator = elaboratorOf(letter);
      if (elaborator) {
        elaborator.elaborate(new Element(this.context, placed, frame));
        continue;
      }
      checkExpressionsOf(elaboration, frame, placed);
      // The first of each kind stands for all of them, as in the rule of this code.
      const told = this.unsupported.get(frame.scope) ?? '';
      if (told.includes(letter)) continue;
      this.unsupported.set(frame.scope, told + letter);
      const kind = elementKind(placed, frame.scope);
      elaboration.tellAt('error', 'unsupported-element', placed, undefined, kind
        ? `${placed.card.name} is ${aOrAn(kind)}, which Nodal does not simulate yet.`
        : `${placed.card.name}: there is no element with the letter ${placed.card.name[0]}.`, frame);
    }
  }
}

/** F, H and K name devices that may stand after them. */
function resolveReferences(elaboration: Elaboration, top: Frame): void {
  const { circuit } = elaboration.builder;
  const lookup = new Lookup(elaboration, top);
  for (const pending of elaboration.pendingReferences) {
    const { frame, name, accepts, wanted, placed, at } = pending;
    // The top circuit may also name what is inside of an instance: `f1 a 0 x1.vsense 2`.
    const found = frame.devices?.get(name.toLowerCase()) ?? (frame === top ? lookup.device(name) : undefined);
    const kind = found === undefined ? undefined : circuit.strings[circuit.devices.kind[found]!];
    if (found !== undefined && accepts.includes(kind!)) {
      circuit.devices.references[pending.reference] = found;
      continue;
    }
    const user = placed.card.$type === 'ElementCard' ? placed.card.name : '';
    elaboration.tellAt('error', found === undefined ? 'unknown-device' : 'reference-kind', placed, at, found === undefined
      ? `${user} names '${name}', but there is no such device in ${frame.path === '' ? 'the top circuit' : `the subcircuit ${frame.scope.subcircuit!.name}`}.${suggest(similarNames(name, frame.devices?.keys() ?? []))}`
      : `${user} names ${name}, which is a ${kind!.replace('-', ' ')}; it needs ${wanted}.`, frame);
  }
}

/** Nodes inside of instances, which stand after the sources that read them. */
function resolveNodes(elaboration: Elaboration, top: Frame): void {
  const { circuit } = elaboration.builder;
  const lookup = new Lookup(elaboration, top);
  for (const { frame, terminal, name, placed, at } of elaboration.pendingNodes) {
    const found = lookup.node(name);
    if (found === undefined) elaboration.tellAt('error', 'unknown-node', placed, at, `There is no node '${name}' in the circuit.`, frame);
    else circuit.devices.terminals[terminal] = found;
  }
}

/** Ports that nothing inside touches are on whatever node their name has outside, if it has one. */
function resolvePorts(elaboration: Elaboration, top: Frame): void {
  const { instances } = elaboration.builder.circuit;
  const frames = [top];
  for (let i = 0; i < frames.length; i++) {
    const frame = frames[i]!;
    for (const child of frame.children?.values() ?? []) frames.push(child);
    if (!frame.parent) continue;
    let at = instances.portsStart[frame.index]!;
    for (const port of frame.scope.subcircuit!.ports) {
      instances.ports[at++] = existingNode(elaboration, frame, port.name) ?? NONE;
    }
  }
}

/** The parameters of the top may read `temper`, which is known after `.temp` and `.options`. */
function reevaluateSlots(elaboration: Elaboration, top: Frame): void {
  const { instances, values } = elaboration.builder.circuit;
  top.shape.definition.declarations.forEach((_, slot) => {
    const value = instances.slotValue[top.slotsStart + slot]!;
    const program = values.program[value]!;
    if (program !== NONE) values.constant[value] = elaboration.evaluate(program, top);
  });
}

/** Everything that is no element: analyses with their conditions, measures, presentations. */
function readDirectives(elaboration: Elaboration, values: Values, top: Frame, settings: Settings): void {
  const { builder, design } = elaboration;
  const { circuit } = builder;
  const lookup = new Lookup(elaboration, top);
  const signals = new Signals(elaboration, lookup);
  markStructural(elaboration, top);
  const sweeps = new SweepReader(elaboration, values, top, lookup);
  const analyses = new Analyses(elaboration, values, top, lookup, sweeps);
  const measures = new Measures(elaboration, top, signals);
  const initialConditions: NodeValue[] = [];
  const nodesets: NodeValue[] = [];
  const saves: Signal[] = [];
  const stepCards: PlacedCard<DirectiveCard>[] = [];
  // They may take the frequencies of an .ac that stands behind them.
  const smallSignal: PlacedCard<DirectiveCard>[] = [];
  let found = false;
  for (const placed of design.directives) {
    const word = keyword(placed.card.keyword);
    switch (word) {
      case '.ic': for (const given of readNodeValues(elaboration, values, top, signals, placed)) initialConditions.push(given); break;
      case '.nodeset': for (const given of readNodeValues(elaboration, values, top, signals, placed)) nodesets.push(given); break;
      case '.save': for (const signal of readSignals(elaboration, signals, placed, 0)) saves.push(signal); break;
      case '.print': case '.plot': case '.probe': circuit.presentations.push(readPresentation(elaboration, signals, placed, word)); break;
      case '.meas': measures.read(placed); break;
      case '.four': readFourier({ elaboration, values, top, lookup, signals }, placed); break;
      case '.op': case '.dc': case '.ac': case '.tran': {
        found = true;
        const analysis = analyses.read(placed, word);
        const outer = analyses.takeOuter();
        if (analysis) circuit.analyses.push({ ...job(analysis, elaboration.cardOrigin(placed)), steps: outer });
        break;
      }
      case '.step': stepCards.push(placed); break;
      case '.noise': case '.tf': case '.sens': found = true; smallSignal.push(placed); break;
      default: checkDirective(word, placed, { elaboration, values, top, lookup, signals });
    }
  }
  const ac = circuit.analyses.findLast(({ analysis }) => analysis.kind === 'ac')?.analysis;
  const frequencies = ac?.kind === 'ac' ? { variation: ac.variation, points: ac.points, start: ac.start, stop: ac.stop } : undefined;
  for (const placed of smallSignal) {
    const context = { elaboration, values, top, lookup, signals };
    for (const analysis of smallSignalAnalyses(keyword(placed.card.keyword), placed, context, frequencies) ?? []) circuit.analyses.push(job(analysis, elaboration.cardOrigin(placed)));
  }
  if (!found) {
    elaboration.tellDeck('information', 'no-analysis', 'The deck has no analysis, so its operating point is computed. Add .op, .dc, .ac or .tran.');
    const title = design.title;
    circuit.analyses.push(job({ kind: 'op' }, builder.origin(0, title?.start ?? 0, title?.end ?? 0)));
  }
  const steps = allSteps(elaboration, sweeps, stepCards, settings.temperatures, settings.temperaturesOrigin);
  for (const each of circuit.analyses) each.steps = [...each.steps, ...steps];

  function job(analysis: Job['analysis'], origin: number): Job {
    return {
      analysis, origin, optionsStart: settings.options.start, optionsCount: settings.options.count, temperature: settings.temperature,
      initialConditions, nodesets, saves, steps: [],
    };
  }
}

/** Names that `--set` takes, for suggestions. */
function* overridableNames(elaboration: Elaboration): Iterable<string> {
  const { circuit } = elaboration.builder;
  for (const slot of circuit.definitions[0]?.slots ?? []) yield circuit.strings[slot]!;
  for (const name of circuit.devices.name.slice(0, 2000)) yield circuit.strings[name]!;
}
