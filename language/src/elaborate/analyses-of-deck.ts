import { controlBlocks } from '../control/parse-control.js';
import { evaluateInScope } from './evaluate-parameter.js';
import type { Argument, DirectiveCard } from '../generated/ast.js';
import { findDirective } from '../reference/directives.js';
import type { Design, PlacedCard, Scope } from '../design/design.js';
import { literalOf } from '../design/literals.js';
import { flatArguments, operandText, wordOf } from '../design/operands.js';

/** The directives of a deck by what they are, found once for each design. */
export interface Directives {
  /** By canonical keyword in lower case: `.options` for `.option`. */
  byKeyword: ReadonlyMap<string, readonly PlacedCard<DirectiveCard>[]>;
  /** The commands of `.control` scripts, in lower case. */
  commands: ReadonlySet<string>;
  /** Whether the files have a script: it may run or change what the cards do not say. */
  scripted: boolean;
}

const known = new WeakMap<Design, Directives>();

export function directivesOf(design: Design): Directives {
  let found = known.get(design);
  if (found === undefined) known.set(design, (found = find(design)));
  return found;
}

function find(design: Design): Directives {
  const byKeyword = new Map<string, PlacedCard<DirectiveCard>[]>();
  for (const placed of design.directives) {
    const lower = placed.card.keyword.toLowerCase();
    const keyword = findDirective(lower)?.name ?? lower;
    const list = byKeyword.get(keyword);
    if (list === undefined) byKeyword.set(keyword, [placed]);
    else list.push(placed);
  }
  const commands = new Set<string>();
  let scripted = false;
  for (const { parsed } of design.files) {
    if (parsed.table.controls.length === 0) continue;
    scripted = true;
    for (const block of controlBlocks(parsed)) for (const { name } of block.commands) commands.add(name.text.toLowerCase());
  }
  return { byKeyword, commands, scripted };
}

/** The cards of a keyword, in order. */
export function cardsOf(design: Design, keyword: string): readonly PlacedCard<DirectiveCard>[] {
  return directivesOf(design).byKeyword.get(keyword) ?? [];
}

/** The number of an operand in the top circuit, computed where it is an expression of parameters; undefined when it has none. */
export function numberAt(design: Design, placed: PlacedCard, operand: Argument | undefined, scope: Scope = design.top): number | undefined {
  if (operand === undefined || operand.$type === 'Assignment') return undefined;
  const literal = literalOf(placed, operand);
  if (literal !== undefined || (operand.$type !== 'Expression' && !placed.file.parsed.dialect.bareParameters)) return literal;
  // What an instance gives is known to the elaboration only.
  if (scope.parent !== undefined) return undefined;
  const value = evaluateInScope(design, scope, operandText(placed, operand).text);
  return 'value' in value ? value.value : undefined;
}

/** What a `.tran` card says, as far as it can be told. */
export interface TransientCard {
  placed: PlacedCard<DirectiveCard>;
  /** The operands that are numbers, in order. */
  numbers: Argument[];
  step: number | undefined;
  stop: number | undefined;
  start: number;
  /** The longest step that the card gives. */
  longest: number | undefined;
  uic: boolean;
}

/** The `.tran` cards of a deck in the common form: a step, a stop, a start, a longest step. */
export function transientsOf(design: Design): TransientCard[] {
  const cards: TransientCard[] = [];
  for (const placed of cardsOf(design, '.tran')) {
    const numbers: Argument[] = [];
    let uic = false;
    for (const argument of flatArguments(placed.card)) {
      const word = wordOf(argument)?.toLowerCase();
      if (word === 'sweep') break;
      if (word === 'uic' || word === 'noop') uic = true;
      else if (argument.$type === 'Expression' || (argument.$type === 'Word' && /^[-+.\d]/.test(argument.text))) numbers.push(argument);
      else if (argument.$type === 'Word' && placed.file.parsed.dialect.bareParameters && design.top.parameters.has(word!)) numbers.push(argument);
    }
    // HSPICE gives further pairs of step and stop.
    if (numbers.length > 4) numbers.length = 2;
    const value = (index: number): number | undefined => numberAt(design, placed, numbers[index]);
    const single = numbers.length === 1;
    cards.push({ placed, numbers, step: single ? undefined : value(0), stop: single ? value(0) : value(1), start: value(2) ?? 0, longest: value(3), uic });
  }
  return cards;
}
