import { insertBehind, removeLines } from '../rules/fixes.js';
import type { DialectName } from '../dialect/dialect.js';
import { dialectOfCard, ExpressionCache, freeNames } from '../elaborate/definitions.js';
import { evaluateInScope } from '../elaborate/evaluate-parameter.js';
import type { DirectiveCard } from '../generated/ast.js';
import { conditionalStructure } from '../rules/conditional-structure.js';
import { inactiveBranch } from '../rules/inactive-branch.js';
import { undecidedCondition } from '../rules/undecided-condition.js';
import { HEAD_ENDIF, HEAD_ENDS, HEAD_IF, HEAD_MODEL, HEAD_PARAM, HEAD_SUBCKT, HEAD_UNKNOWN, isElementHead } from '../text/card-head.js';
import { type Branch, chooseBranch, type Conditional, conditionalsOf } from './conditionals.js';
import { declareParameters } from './declarations.js';
import { type BranchOfInstance, type ConditionalOfInstance, type Design, emptyScope, type ParsedFile, PlacedCard, type Scope } from './design.js';
import { lookupParameter } from './lookup.js';
import { operandText, positional } from './operands.js';
import { headOf } from './places.js';
import { Reporter } from './reporter.js';

type Directive = PlacedCard<DirectiveCard>;

/** Longest chain of parameters that is followed to find out whether a condition depends on an instance. */
const LONGEST_CHAIN = 1000;

/**
 * Follows `.if … .endif` while the cards of a design are read. A condition that
 * the parameters decide leaves one branch to be read. One that depends on an
 * instance is decided for each instance when the circuit is made flat: all of
 * its branches are read, and their cards are marked with theirs.
 */
export class Branches {
  /** The branch that cards belong to now; undefined where all conditions around are decided. */
  current: BranchOfInstance | undefined;
  /** How many cards have declared parameters or functions so far: what is known of conditions holds until the next one. */
  declarations = 0;
  private readonly cache = new ExpressionCache();
  private decidedAfter = 0;
  private readonly decided = new Map<Scope, Map<string, boolean | 'open'>>();
  /** The parameters behind a place, for conditions that read them. */
  private later: { file: ParsedFile; from: number; scope: Scope } | undefined;

  constructor(private readonly design: Design, private readonly reporter: Reporter) {}

  /** Takes a border of a conditional; the answer is the index of the last card that is passed over with it. */
  border(placed: Directive, scope: Scope, to: number): number {
    const { index, file, card } = placed;
    const conditionals = conditionalsOf(file.parsed);
    const started = conditionals.byStart.get(index);
    if (started !== undefined) {
      if (conditionals.unclosed.has(index)) this.reporter.report(conditionalStructure, headOf(placed), 'This .if is not closed. Add .endif where its last branch ends.', { fix: insertBehind('Insert .endif', file, Math.min(started.end, to) - 1, '.endif') });
      return this.begin(placed, started, scope, to);
    }
    const conditional = conditionals.byBorder.get(index);
    if (conditional === undefined) {
      this.reporter.report(conditionalStructure, headOf(placed), stray(card.keyword), { fix: removeLines(`Remove ${card.keyword}`, file.text, file.cardStart[index]!, file.parsed.table.end[index]!) });
      return index;
    }
    if (card.keyword.length === '.else'.length) {
      const [first] = positional(card);
      if (first !== undefined && /^if\b/i.test(operandText(placed, first).text)) this.reporter.report(conditionalStructure, headOf(placed), 'What follows .else is not read. Write .elseif for a branch with a condition.');
    }
    if (this.current === undefined || this.current.conditional.index !== conditional.branches[0]!.card || this.current.conditional.file !== file) {
      // The chosen branch ends here.
      return Math.min(conditional.end, to);
    }
    const next = conditional.branches.findIndex((branch) => branch.card === index);
    this.current = next < 0 ? this.current.outer : { ...this.current, index: next };
    return index;
  }

  private begin(placed: Directive, conditional: Conditional, scope: Scope, to: number): number {
    const { file } = placed;
    const conditions = conditional.branches.map((branch) => (branch.otherwise ? undefined : conditionOf(new PlacedCard<DirectiveCard>(file, branch.card))));
    const missing = conditional.branches.find((branch, i) => !branch.otherwise && conditions[i] === undefined);
    if (missing !== undefined) {
      const bare = new PlacedCard<DirectiveCard>(file, missing.card);
      if (!this.reporter.isMalformed(bare)) this.reporter.report(conditionalStructure, headOf(bare), `This ${bare.card.keyword} has no condition. Write ${bare.card.keyword} (condition).`);
    }
    const chosen = chooseBranch(conditional, (card) => {
      const condition = conditions[conditional.branches.findIndex((branch) => branch.card === card)];
      if (condition === undefined) return false;
      return this.holds(placed, conditional, condition.text, scope, to);
    });
    // What the branch declares is seen from outside; the signature of the scope has to tell one choice from another.
    scope.signature += `if ${placed.index} ${typeof chosen === 'string' ? chosen : chosen.card}\n`;
    if (chosen !== 'undecided') this.fade(placed, conditional, chosen);
    if (chosen === 'none') return Math.min(conditional.end, to);
    if (chosen !== 'undecided') return chosen.card;
    const whole: ConditionalOfInstance = { file, index: placed.index, branches: conditions };
    this.current = { conditional: whole, index: 0, outer: this.current };
    this.reportUndecided(placed, conditional, scope);
    return placed.index;
  }

  /** Whether a condition holds where a card stands; undefined when instances decide, or nothing does. */
  private holds(placed: Directive, conditional: Conditional, text: string, scope: Scope, to: number): boolean | undefined {
    if (this.decidedAfter !== this.declarations) {
      this.decided.clear();
      this.decidedAfter = this.declarations;
      this.later = undefined;
    }
    let ofScope = this.decided.get(scope);
    if (ofScope === undefined) this.decided.set(scope, (ofScope = new Map()));
    const known = ofScope.get(text);
    if (known !== undefined) return known === 'open' ? undefined : known;
    let holds: boolean | undefined;
    if (!this.dependsOnInstance({ text, dialect: dialectOfCard(placed) }, scope)) {
      let result = evaluateInScope(this.design, scope, text);
      // ngspice looks at the parameters of the whole circuit, those below too.
      if ('reason' in result) result = evaluateInScope(this.design, this.laterScope(placed, conditional, scope, to), text);
      holds = 'reason' in result ? undefined : result.value !== 0;
    }
    ofScope.set(text, holds ?? 'open');
    return holds;
  }

  private laterScope(placed: Directive, conditional: Conditional, scope: Scope, to: number): Scope {
    const { later } = this;
    if (later !== undefined && later.scope.parent === scope && later.file === placed.file && conditional.end >= later.from) return later.scope;
    this.later = { file: placed.file, from: conditional.end, scope: laterParameters(placed, conditional, scope, to) };
    return this.later.scope;
  }

  /** Tells which cards have no effect; the branches behind the chosen one are not even looked at. */
  private fade(placed: Directive, conditional: Conditional, chosen: Branch | 'none'): void {
    const { start, end } = placed.file.parsed.table;
    for (const branch of conditional.branches) {
      if (branch === chosen || branch.end <= branch.card + 1) continue;
      this.reporter.report(inactiveBranch, { uri: placed.file.uri, start: start[branch.card + 1]!, end: end[branch.end - 1]! }, 'These cards have no effect: another branch of the .if counts here, or none.', { tags: ['unused'] });
    }
  }

  /** Elements and models are chosen for each instance; what else stands in the branches cannot be. */
  private reportUndecided(placed: Directive, conditional: Conditional, scope: Scope): void {
    if (this.design.role === 'part' && scope.subcircuit === undefined) return;
    const first = this.firstSettled(placed.file, placed.index + 1);
    if (first >= conditional.end) return;
    const { keyword } = new PlacedCard<DirectiveCard>(placed.file, first).card;
    this.reporter.report(undecidedCondition, headOf(placed), `Which branch counts is known for each instance only, and ${keyword} cannot wait for that: the ${keyword} cards of all branches count. Let the condition read parameters of the top circuit, or put elements and models alone into the branches.`);
  }

  /** For each card of a file the first from it on that cannot differ from instance to instance. Found in one pass: conditions may be nested a thousand deep. */
  private readonly settled = new Map<ParsedFile, Int32Array>();

  private firstSettled(file: ParsedFile, index: number): number {
    let settled = this.settled.get(file);
    if (settled === undefined) {
      const { heads } = file;
      settled = new Int32Array(heads.length + 1);
      settled[heads.length] = heads.length;
      for (let i = heads.length - 1; i >= 0; i--) {
        const head = heads[i]!;
        const waits = isElementHead(head) || head === HEAD_UNKNOWN || head === HEAD_MODEL || (head >= HEAD_IF && head <= HEAD_ENDIF);
        settled[i] = waits ? settled[i + 1]! : i;
      }
      this.settled.set(file, settled);
    }
    return settled[Math.min(index, settled.length - 1)]!;
  }

  /** Whether an expression reads, at whatever distance, a parameter that instances set, or a name that only callers of the subcircuit know. */
  private dependsOnInstance(expression: { text: string; dialect: DialectName }, scope: Scope): boolean {
    if (scope.subcircuit === undefined) return false;
    const seen = new Set<object>();
    const waiting = [expression];
    for (let next = waiting.pop(); next !== undefined && seen.size < LONGEST_CHAIN; next = waiting.pop()) {
      for (const name of freeNames(this.cache.parse(next.text, next.dialect), scope, this.cache)) {
        const declaration = lookupParameter(scope, name);
        if (declaration === undefined || seen.has(declaration)) continue;
        if (declaration.formal) return true;
        seen.add(declaration);
        if (declaration.value !== undefined) waiting.push({ text: declaration.value.text, dialect: dialectOfCard(declaration.placed) });
      }
    }
    return false;
  }
}

function stray(keyword: string): string {
  return /^\.endif$/i.test(keyword) ? 'There is no .if that this .endif could close. Add the .if above, or remove it.'
    : `This ${keyword} belongs to no .if, or stands behind its .else. Add the .if above, or remove it.`;
}

/** The condition of an `.if` or `.elseif` card with its place. */
function conditionOf(placed: Directive): { text: string; start: number; end: number } | undefined {
  const [first] = positional(placed.card);
  return first && operandText(placed, first);
}

/** A scope with the parameters that the cards behind a conditional declare in the same circuit. */
function laterParameters(placed: Directive, conditional: Conditional, parent: Scope, to: number): Scope {
  const scope = emptyScope(parent);
  const { heads, parsed } = placed.file;
  const { byStart } = conditionalsOf(parsed);
  const silent = new Reporter();
  let depth = 0;
  for (let index = conditional.end + 1; index < to; index++) {
    switch (heads[index]) {
      case HEAD_SUBCKT: depth++; break;
      case HEAD_ENDS:
        if (--depth < 0) return scope;
        break;
      case HEAD_IF: index = byStart.get(index)?.end ?? index; break;
      case HEAD_PARAM: if (depth === 0) declareParameters(new PlacedCard<DirectiveCard>(placed.file, index), scope, silent); break;
      default: break;
    }
  }
  return scope;
}
