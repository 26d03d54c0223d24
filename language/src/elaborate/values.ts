import { NONE, type DrawScope, type Input } from '@nodal/protocol';
import type { AstNode } from 'langium';
import type { ParsedFile, PlacedCard } from '../design/design.js';
import type { DialectName } from '../dialect/dialect.js';
import { expressionAt, expressionOf } from '../expressions/card-expressions.js';
import type { ExpressionError, ParsedExpression } from '../expressions/parse.js';
import type { NameScope } from '../expressions/programs.js';
import { FUNCTIONS } from '../reference/functions.js';
import { parseNumber } from '../text/number.js';
import { functionInScope, similarNames } from './definitions.js';
import type { Elaboration } from './elaboration.js';
import type { Frame, Shape } from './frame.js';

/** An expression's text with its place. */
export interface ValueText {
  text: string;
  /** Its node of the card's tree, or its card: what is parsed of it is kept there. */
  node?: AstNode;
  placed?: PlacedCard;
  file: ParsedFile;
  /** Absolute range in the file. */
  start: number;
  end: number;
}

/** What an expression may read besides parameters, beyond `temper`. */
export type InputReader = NonNullable<NameScope['input']>;

/** Only the temperature is known before a run. */
const numbersOnly: InputReader = (step): Input | string => {
  if (step.kind === 'variable') {
    return step.name === 'temper' ? { kind: 'temper' } : `'${step.name}' has a meaning in a behavioural source only.`;
  }
  return 'A value that depends on a voltage or a current needs a behavioural source: one of B, E or G.';
};

/** A transfer function reads `s`, which has no step of its own. */
const frequencyOnly: InputReader = (step): Input | string => (step.kind === 'variable' && step.name === 'temper' ? { kind: 'temper' } : 'A transfer function reads s and parameters, and nothing of the circuit.');

/** The names that expressions of a frame may use; `hidden` is looked up in the frames around only. */
export function nameScope(elaboration: Elaboration, frame: Frame, input: InputReader = numbersOnly, hidden?: string): NameScope {
  const { shape } = frame;
  return {
    slot: (name) => {
      if (name !== hidden) return shape.slot(name);
      const outer = shape.parent?.slot(name);
      return outer && { depth: outer.depth + 1, slot: outer.slot };
    },
    userFunction: (name) => {
      for (let at: Frame | undefined = frame; at; at = at.parent) {
        const declaration = functionInScope(at.scope, name);
        if (declaration) return elaboration.expressions.userFunction(declaration);
      }
      return undefined;
    },
    input,
    unreadable: 'unsupported-expression',
    similar: (name) => (elaboration.errors > MOST_SUGGESTIONS ? [] : similarNames(name, candidates(shape))),
  };
}

/** After so many errors no more names are proposed. */
const MOST_SUGGESTIONS = 200;
/** More names than this are not searched for a resembling one. */
const MOST_CANDIDATES = 2000;

function candidates(shape: Shape): Set<string> {
  const names = new Set<string>(FUNCTIONS.filter((facts) => facts.kind === 'function').map((facts) => facts.name));
  for (const name of shape.names()) {
    if (names.size >= MOST_CANDIDATES) break;
    names.add(name);
  }
  return names;
}

/** In Xyce a parameter draws once for all that read it, in the others each use of it draws anew. */
function drawScope(dialect: DialectName): DrawScope {
  return dialect === 'xyce' ? 'run' : 'use';
}

/** Compiles and evaluates values in frames. */
export class Values {
  constructor(private readonly elaboration: Elaboration) {}

  /** The text of a node of a card's tree, with its place. */
  textOf(placed: PlacedCard, node: AstNode): ValueText {
    const { start, end } = this.elaboration.range(placed, node);
    const text = 'text' in node && typeof node.text === 'string' ? node.text : placed.file.text.slice(start, end);
    return { text, node, file: placed.file, start, end };
  }

  /**
   * A new value of the circuit for this text, evaluated in `frame`, or `NONE`
   * after an error, which is told. The number must be finite.
   */
  value(source: ValueText, frame: Frame): number {
    const number = parseNumber(source.text, source.file.parsed.dialect);
    if (number !== undefined) {
      if (Number.isFinite(number)) return this.elaboration.builder.value(number);
      this.elaboration.tell('error', 'value-not-finite', source.file, source.start, source.end, 'This number is too large to be computed with.', frame);
      return NONE;
    }
    const compiled = this.program(source, frame);
    if (compiled === undefined) return NONE;
    const { elaboration } = this;
    const { builder } = elaboration;
    const constant = typeof compiled === 'number' ? compiled : elaboration.evaluate(compiled.program, frame);
    if (!Number.isFinite(constant)) {
      if (typeof compiled !== 'number' && elaboration.readsPoisoned(compiled.program, frame)) elaboration.errors++;
      else this.notFinite(source, constant, frame);
      return NONE;
    }
    return builder.value(constant, typeof compiled === 'number' ? NONE : compiled.program);
  }

  private notFinite(source: ValueText, constant: number, frame: Frame): void {
    this.elaboration.tell('error', 'value-not-finite', source.file, source.start, source.end, Number.isNaN(constant)
      ? 'This expression has no value here: look for the root of a negative number, 0 / 0, or a parameter without a value.'
      : 'This expression is infinite here: look for a division by zero or an exponential that overflows.', frame);
  }

  /**
   * The program of a text in a frame, or its number when it reads nothing.
   * Compiled once for each place in the text and chain of definitions.
   */
  program(source: ValueText, frame: Frame, input?: InputReader, hidden?: string, unreadable?: string): { program: number } | number | undefined {
    return this.compiled(source, frame, { input, hidden, unreadable });
  }

  /**
   * The program of a behavioural source, whose functions are those of sources.
   * `kept`: whether it is the program of its place. `x`: what that name stands for.
   */
  sourceProgram(source: ValueText, frame: Frame, input: InputReader, { kept = true, x }: { kept?: boolean; x?: Input | undefined } = {}): { program: number } | number | undefined {
    return this.compiled(source, frame, { input, inSource: true, kept, ...(x === undefined ? {} : { variable: (name) => (name === 'x' ? x : undefined) }) });
  }

  /** The program of a function of the complex frequency, which is no program of its place; a parameter named s is hidden. */
  transferProgram(source: ValueText, frame: Frame): { program: number } | number | undefined {
    return this.compiled(source, frame, { variable: (name) => (name === 's' ? { kind: 'laplace' } : undefined), input: frequencyOnly, kept: false, unreadable: 'expression-input' });
  }

  private compiled(source: ValueText, frame: Frame, options: { input?: InputReader | undefined; hidden?: string | undefined; unreadable?: string | undefined; inSource?: boolean; kept?: boolean; variable?: NameScope['variable'] }): { program: number } | number | undefined {
    const { elaboration } = this;
    const { builder } = elaboration;
    const { shape } = frame;
    const { input, hidden, unreadable, inSource = false, kept = true, variable } = options;
    const place = source.file.index * 2 ** 32 + source.start;
    const cached = !kept ? undefined : shape.definition.programs.get(place) ?? shape.programs.get(place);
    if (cached !== undefined) return { program: cached };
    const origin = (): number => builder.origin(source.file.index, source.start, source.end);
    // The same text means the same wherever it stands in a definition, but for a parameter that hides itself.
    const text = `${source.file.parsed.dialect.name} ${source.text}`;
    const shared = hidden === undefined && input === undefined && variable === undefined;
    if (shared) {
      for (const { texts, programs } of [shape.definition, shape]) {
        const same = texts.get(text);
        if (same === undefined) continue;
        const program = builder.table.again(same, origin());
        programs.set(place, program);
        return { program };
      }
    }
    const scope = nameScope(elaboration, frame, input, hidden);
    if (unreadable !== undefined) scope.unreadable = unreadable;
    scope.inSource = inSource;
    if (variable !== undefined) scope.variable = variable;
    scope.draw = (distribution, at) => {
      const { start, end } = placeIn(source, at);
      return { kind: 'draw', site: builder.draw({ distribution, scope: drawScope(source.file.parsed.dialect.name), origin: builder.origin(source.file.index, start, end) }) };
    };
    const compiled = builder.table.compile(this.parsed(source), scope);
    for (const error of compiled.errors) this.tell(source, error, frame);
    if (compiled.errors.length > 0) return undefined;
    for (const draw of compiled.draws) {
      const { start, end } = placeIn(source, draw);
      elaboration.tell('warning', 'random-nominal', source.file, start, end, `${draw.name}() gives its nominal value: random draws come with Monte Carlo runs, which Nodal does not have yet.`);
    }
    const constant = compiled.constant ? builder.table.evaluateConstant(compiled.code) : undefined;
    if (constant !== undefined) return constant;
    const program = builder.table.add(compiled.code, origin());
    const owner = compiled.deepestFrame <= 0 ? shape.definition : shape;
    if (kept) owner.programs.set(place, program);
    // Each place draws for itself.
    if (shared && compiled.draws.length === 0) owner.texts.set(text, program);
    return { program };
  }

  private parsed(source: ValueText): ParsedExpression {
    if (source.node) return expressionOf(source.node, source.text, source.file.parsed.dialect.name);
    if (source.placed) return expressionAt(source.placed, source.start, source.text);
    return this.elaboration.expressions.parse(source.text, source.file.parsed.dialect.name);
  }

  private tell(source: ValueText, error: ExpressionError, frame: Frame): void {
    const { start, end } = placeIn(source, error);
    // A text that no expression reads does no harm; what reads it tells that it has no number.
    this.elaboration.tell(KNOWN_ONLY.has(error.code) && source.placed ? 'warning' : 'error', error.code, source.file, start, end, error.message, frame);
  }
}

/** Codes of what is right in the text, but has no number. */
const KNOWN_ONLY = new Set(['unsupported-string', 'unsupported-function']);

/** Where a part of an expression stands in the file. Where its text was joined from continued lines, the whole stands for it. */
export function placeIn(source: Pick<ValueText, 'text' | 'start' | 'end'>, part: { start: number; end: number }): { start: number; end: number } {
  if (source.text.length !== source.end - source.start) return { start: source.start, end: source.end };
  return { start: source.start + part.start, end: source.start + part.end };
}
