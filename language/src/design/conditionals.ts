import type { ParsedText } from '../syntax/parsed-text.js';
import { HEAD_ELSE, HEAD_ENDIF, HEAD_IF } from '../text/card-head.js';

/** One branch of `.if … .endif`: the cards between two of its borders. */
export interface Branch {
  /** Index of the `.if`, `.elseif` or `.else` card; the branch's cards begin behind it. */
  card: number;
  /** Index of the card that ends it: the next border, or the number of cards when the `.endif` is missing. */
  end: number;
  /** Whether it needs no condition. */
  otherwise: boolean;
}

/** `.if … .elseif … .else … .endif`. */
export interface Conditional {
  branches: Branch[];
  /** Index of the `.endif`, or the number of cards when it is missing. */
  end: number;
}

export interface Conditionals {
  /** By the index of their `.if` card. */
  byStart: Map<number, Conditional>;
  /** The conditional of each `.elseif`, `.else` and `.endif` by the card's index. */
  byBorder: Map<number, Conditional>;
  /** `.elseif`, `.else` and `.endif` without an `.if`, and branches behind an `.else`. */
  stray: number[];
  /** Indices of `.if` cards without an `.endif`. */
  unclosed: Set<number>;
}

const EMPTY: Conditionals = { byStart: new Map(), byBorder: new Map(), stray: [], unclosed: new Set() };
const known = new WeakMap<ParsedText, Conditionals>();

/** The conditionals of a text, found once. */
export function conditionalsOf(parsed: ParsedText): Conditionals {
  let found = known.get(parsed);
  if (found === undefined) known.set(parsed, (found = findConditionals(parsed.table)));
  return found;
}

/** Pairs the borders among the cards of a text, by their heads alone. */
function findConditionals({ count, head }: ParsedText['table']): Conditionals {
  let found: Conditionals | undefined;
  const open: { conditional: Conditional; start: number }[] = [];
  for (let i = 0; i < count; i++) {
    const border = head[i]!;
    if (border < HEAD_IF || border > HEAD_ENDIF) continue;
    found ??= { byStart: new Map(), byBorder: new Map(), stray: [], unclosed: new Set() };
    if (border === HEAD_IF) {
      const conditional: Conditional = { branches: [{ card: i, end: count, otherwise: false }], end: count };
      found.byStart.set(i, conditional);
      open.push({ conditional, start: i });
      continue;
    }
    const innermost = open[open.length - 1]?.conditional;
    const last = innermost?.branches[innermost.branches.length - 1];
    if (innermost === undefined || last === undefined || (border !== HEAD_ENDIF && last.otherwise)) {
      found.stray.push(i);
      continue;
    }
    found.byBorder.set(i, innermost);
    last.end = i;
    if (border === HEAD_ENDIF) {
      innermost.end = i;
      open.pop();
    } else {
      innermost.branches.push({ card: i, end: count, otherwise: border === HEAD_ELSE });
    }
  }
  if (found === undefined) return EMPTY;
  for (const { start } of open) found.unclosed.add(start);
  return found;
}

/**
 * The branch that counts: the first whose condition holds. `evaluate` is asked
 * for the conditions in order, by the index of their card, and answers
 * undefined for one that it cannot decide; then no branch can be chosen.
 */
export function chooseBranch(conditional: Conditional, evaluate: (card: number) => boolean | undefined): Branch | 'none' | 'undecided' {
  for (const branch of conditional.branches) {
    if (branch.otherwise) return branch;
    const holds = evaluate(branch.card);
    if (holds === undefined) return 'undecided';
    if (holds) return branch;
  }
  return 'none';
}

/** Which cards have no effect, as a list of ones by their index: those of branches that are not chosen. Where none can be chosen all count. */
export function inactiveCards(conditionals: Conditionals, count: number, evaluate: (card: number) => boolean | undefined): Uint8Array {
  const inactive = new Uint8Array(count);
  for (const [start, conditional] of conditionals.byStart) {
    if (inactive[start] === 1) continue;
    const chosen = chooseBranch(conditional, evaluate);
    if (chosen === 'undecided') continue;
    for (const branch of conditional.branches) if (branch !== chosen) inactive.fill(1, branch.card + 1, branch.end);
  }
  return inactive;
}
