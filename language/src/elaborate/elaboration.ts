import { NONE } from '@nodal/protocol';
import type { AstNode } from 'langium';
import { CircuitBuilder } from '../circuit/builder.js';
import type { Design, ParameterDeclaration, ParsedFile, PlacedCard, Scope } from '../design/design.js';
import { cardIndexAt } from '../design/lookup.js';
import { evaluateWords, type Frame as EvaluationFrame } from '../expressions/programs.js';
import type { ElementCard } from '../generated/ast.js';
import type { Finding, Severity } from '../findings.js';
import type { Dialect } from '../dialect/dialect.js';
import { NGSPICE } from '../dialect/ngspice.js';
import { groundsOf } from '../design/lookup.js';
import { DOT, isNamePart } from '../text/characters.js';
import { rangeOf } from '../syntax/ranges.js';
import { ExpressionCache, orderParameters, type DefinitionInfo } from './definitions.js';
import { type Frame, slotsRead } from './frame.js';
import { readInstanceCard, type InstanceCard } from './instances.js';
import { outerParametersWin } from './parameter-hierarchy.js';
import type { Overrides } from './overrides.js';

/** Findings of one code on one range beyond this many instances are the same to the reader. */
const MOST_FINDINGS = 1000;

/** A name that is written nowhere else, and the one that it resembles most. */
export interface Spelling {
  name: string;
  near: string | undefined;
}

/** The repair of a misspelt name that stands once within a range. */
function respelt(text: string, start: number, end: number, { name, near }: Spelling): Finding['fix'] {
  if (near === undefined || name === '') return undefined;
  const at = text.indexOf(name, start);
  if (at < 0 || at + name.length > end || isName(text.charCodeAt(at - 1)) || isName(text.charCodeAt(at + name.length))) return undefined;
  return { title: `Write ${near}`, edits: [{ start: at, end: at + name.length, newText: near }] };
}

/** Whether a letter may belong to a name that goes on. */
function isName(code: number): boolean {
  return isNamePart(code) || code === DOT;
}

/** What all parts of one elaboration share: the circuit that grows, the findings, the caches. */
export class Elaboration {
  readonly builder: CircuitBuilder;
  /** The dialect of the deck, which decides what holds for the whole circuit. */
  readonly dialect: Dialect;
  /** The dialect that says which names are ground. */
  readonly grounds: Dialect;
  /** Whether `.param` of outer circuits win over parameters of the same name within. */
  readonly outerParametersWin: boolean;
  readonly findings: Finding[] = [];
  readonly expressions = new ExpressionCache();
  readonly definitions = new Map<Frame['scope'], Map<string, DefinitionInfo>>();
  /** The circuit's temperature in degrees Celsius, which nominal values are computed at. */
  temperature = 27;
  /** The option `scale`: in what units the sizes on MOSFETs' cards are, in metres. */
  scale = 1;
  errors = 0;
  private readonly told = new Set<string>();
  private readonly cardOrigins = new Map<PlacedCard, number>();
  /** Values of parameters that have no number for a reason that is told already. */
  readonly poisoned = new Set<number>();
  /** References between devices that are resolved when their frame is complete. */
  /** Nodes of other instances that sources of the top circuit read: indices into the circuit's terminals. */
  readonly pendingNodes: { frame: Frame; terminal: number; name: string; placed: PlacedCard; at: AstNode }[] = [];
  readonly pendingReferences: { frame: Frame; device: number; reference: number; name: string; placed: PlacedCard; at: AstNode | undefined; accepts: readonly string[]; wanted: string }[] = [];

  constructor(readonly design: Design, readonly overrides: Overrides) {
    this.outerParametersWin = outerParametersWin(design);
    this.dialect = design.files[0]?.parsed.dialect ?? NGSPICE;
    this.grounds = groundsOf(design);
    this.builder = new CircuitBuilder(design.title?.text ?? '', this.dialect.name, design.files.map((file) => file.uri));
  }

  /** Absolute range of a card, or of a node of its tree. */
  range(placed: PlacedCard, node: AstNode = placed.card): { start: number; end: number } {
    const base = placed.file.cardStart[placed.index]!;
    const { start, end } = rangeOf(node);
    return { start: base + start, end: base + end };
  }

  private readonly instanceCards = new Map<PlacedCard, InstanceCard | undefined>();

  /** An X card taken apart, once for all its instances. */
  instanceCard(placed: PlacedCard<ElementCard>, scope: Scope): InstanceCard | undefined {
    let parts = this.instanceCards.get(placed);
    if (!parts) {
      parts = readInstanceCard(placed, scope);
      this.instanceCards.set(placed, parts);
    }
    return parts;
  }

  /** The origin of a card; the same for all its instances. */
  cardOrigin(placed: PlacedCard): number {
    let origin = this.cardOrigins.get(placed);
    if (origin === undefined) {
      const { start, end } = this.range(placed);
      origin = this.builder.origin(placed.file.index, start, end);
      this.cardOrigins.set(placed, origin);
    }
    return origin;
  }

  origin(placed: PlacedCard, node: AstNode): number {
    const { start, end } = this.range(placed, node);
    return this.builder.origin(placed.file.index, start, end);
  }

  /** Tells a finding, once for each place of the text. `frame` adds the instances that lead there. */
  tell(severity: Severity, code: string, file: ParsedFile, start: number, end: number, message: string, frame?: Frame, spelling?: Spelling): void {
    // An error is told also where a warning of the same code stands: without it the run would end for no reason.
    const key = `${severity} ${code} ${file.index} ${start} ${end}`;
    if (severity === 'error') this.errors++;
    if (severity === 'error' && this.hasEarlierError(file, start, end)) return;
    if (this.told.has(key) || this.findings.length >= MOST_FINDINGS) return;
    this.told.add(key);
    const finding: Finding = { uri: file.uri, start, end, severity, code, message };
    const related = frame ? this.instancesOf(frame) : [];
    if (related.length > 0) finding.related = related;
    const fix = spelling && respelt(file.text, start, end, spelling);
    if (fix !== undefined) finding.fix = fix;
    this.findings.push(finding);
  }

  tellAt(severity: Severity, code: string, placed: PlacedCard, node: AstNode | undefined, message: string, frame?: Frame, spelling?: Spelling): void {
    const { start, end } = this.range(placed, node);
    this.tell(severity, code, placed.file, start, end, message, frame, spelling);
  }

  /** A finding that no card stands for: an override, a deck without cards. */
  tellDeck(severity: Severity, code: string, message: string): void {
    const file = this.design.files[0];
    if (severity === 'error') this.errors++;
    const title = this.design.title;
    this.findings.push({ uri: file?.uri ?? '', start: title?.start ?? 0, end: title?.end ?? 0, severity, code, message });
  }

  private earlierErrors: Map<string, { start: number; end: number }[]> | undefined;

  /**
   * Whether the design already has an error on this range: what is wrong there
   * is told once, and the elaboration only fails of it.
   */
  private hasEarlierError(file: ParsedFile, start: number, end: number): boolean {
    if (!this.earlierErrors) {
      this.earlierErrors = new Map();
      for (const finding of [...this.design.findings, ...this.design.files.flatMap((each) => each.findings)]) {
        if (finding.severity !== 'error') continue;
        const ranges = this.earlierErrors.get(finding.uri);
        if (ranges) ranges.push(finding);
        else this.earlierErrors.set(finding.uri, [finding]);
      }
      for (const ranges of this.earlierErrors.values()) ranges.sort((a, b) => a.start - b.start);
    }
    const ranges = this.earlierErrors.get(file.uri);
    const card = ranges ? cardIndexAt(file.cardStart, file.parsed.table.end, start) : -1;
    if (!ranges || card < 0) return false;
    const from = file.cardStart[card]!;
    let at = 0;
    for (let high = ranges.length; at < high;) {
      const middle = (at + high) >> 1;
      if (ranges[middle]!.start < from) at = middle + 1;
      else high = middle;
    }
    for (; at < ranges.length && ranges[at]!.start <= end; at++) {
      if (ranges[at]!.end >= start) return true;
    }
    return false;
  }

  private instancesOf(frame: Frame): NonNullable<Finding['related']> {
    const related: NonNullable<Finding['related']> = [];
    const { instances, origins, files } = this.builder.circuit;
    for (let at: Frame | undefined = frame; at?.parent; at = at.parent) {
      const origin = instances.origin[at.index]!;
      if (origin === NONE) continue;
      related.push({ uri: files[origins.file[origin]!]!, start: origins.start[origin]!, end: origins.end[origin]!, message: `Reached through the instance ${at.path}.` });
    }
    return related;
  }

  /** A definition prepared once; its cycles are told then. `given` are parameters that an X card gives without their being declared. */
  definitionOf(scope: Frame['scope'], given: readonly ParameterDeclaration[] = []): DefinitionInfo {
    let variants = this.definitions.get(scope);
    if (!variants) this.definitions.set(scope, (variants = new Map()));
    const key = given.map((declaration) => declaration.name.toLowerCase()).join(' ');
    let info = variants.get(key);
    if (!info) {
      const ordered = orderParameters(scope, this.expressions);
      // What an instance gives without being asked stands before all that may read it.
      const declarations = [...given, ...ordered.declarations];
      const slotOf = new Map(declarations.map((declaration, slot) => [declaration.name.toLowerCase(), slot]));
      const subcircuit = scope.subcircuit;
      const string = (text: string): number => this.builder.string(text);
      const index = this.builder.definition({
        name: string(subcircuit?.name ?? ''),
        origin: subcircuit ? this.cardOrigin(subcircuit.placed) : NONE,
        ports: (subcircuit?.ports ?? []).map((port) => string(port.name)),
        slots: declarations.map((declaration) => string(declaration.name)),
      });
      const portOf = new Map((subcircuit?.ports ?? []).map((port, i) => [port.name.toLowerCase(), i]));
      info = { index, scope, portOf, programs: new Map(), texts: new Map(), declarations, slotOf, cycles: ordered.cycles };
      if (variants.size === 0) for (const cycle of ordered.cycles) this.tellCycle(cycle);
      variants.set(key, info);
    }
    return info;
  }

  private tellCycle(cycle: DefinitionInfo['declarations']): void {
    const names = cycle.map((declaration) => declaration.name);
    const first = cycle[0]!;
    const finding: Finding = {
      uri: first.placed.file.uri, start: first.nameStart, end: first.nameEnd, severity: 'error', code: 'parameter-cycle',
      message: names.length === 1
        ? `The parameter '${names[0]}' is defined by itself; give it a value that does not read it.`
        : `The parameters ${[...names, names[0]].join(' → ')} define each other; give one of them a value that does not read the others.`,
    };
    if (cycle.length > 1) {
      finding.related = cycle.slice(1).map((declaration) => ({
        uri: declaration.placed.file.uri, start: declaration.nameStart, end: declaration.nameEnd, message: `'${declaration.name}' is on the cycle.`,
      }));
    }
    this.errors++;
    this.findings.push(finding);
  }

  /** The number of a program in a frame, at the circuit's temperature; NaN when it reads what is not known yet. */
  evaluate(program: number, frame: Frame): number {
    const { programs } = this.builder.circuit;
    return evaluateWords(programs.code, programs.start[program]!, programs.length[program]!, programs, this.evaluationFrame(frame));
  }

  /** Whether a program reads a parameter whose missing number is told already. */
  readsPoisoned(program: number, frame: Frame): boolean {
    if (this.poisoned.size === 0) return false;
    const { programs, instances } = this.builder.circuit;
    for (const { slot } of slotsRead(programs, program, frame)) {
      if (this.poisoned.has(instances.slotValue[slot]!)) return true;
    }
    return false;
  }

  private current: Frame | undefined;
  private readonly evaluation: EvaluationFrame = {
    slot: (depth, slot) => {
      let frame = this.current!;
      for (; depth > 0; depth--) frame = frame.parent!;
      const { instances, values } = this.builder.circuit;
      return values.constant[instances.slotValue[frame.slotsStart + slot]!]!;
    },
    input: (input) => (input.kind === 'temper' ? this.temperature : input.kind === 'draw' ? 0 : undefined),
  };

  evaluationFrame(frame: Frame): EvaluationFrame {
    this.current = frame;
    return this.evaluation;
  }
}
