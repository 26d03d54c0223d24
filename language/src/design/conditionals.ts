import type { Netlist } from '../generated/ast.js';

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
  unclosed: number[];
}

const EMPTY: Conditionals = { byStart: new Map(), byBorder: new Map(), stray: [], unclosed: [] };
const known = new WeakMap<Netlist, Conditionals>();

/** The conditionals of a file, found once. */
export function conditionalsOf(netlist: Netlist): Conditionals {
  let found = known.get(netlist);
  if (found === undefined) known.set(netlist, (found = findConditionals(netlist.cards)));
  return found;
}

/** Pairs the borders of a list of cards. */
function findConditionals(cards: Netlist['cards']): Conditionals {
  let found: Conditionals | undefined;
  const open: { conditional: Conditional; start: number }[] = [];
  for (let i = 0; i < cards.length; i++) {
    const card = cards[i]!;
    if (card.$type !== 'DirectiveCard') continue;
    const border = borderOf(card.keyword);
    if (border === undefined) continue;
    found ??= { byStart: new Map(), byBorder: new Map(), stray: [], unclosed: [] };
    if (border === 'if') {
      const conditional: Conditional = { branches: [{ card: i, end: cards.length, otherwise: false }], end: cards.length };
      found.byStart.set(i, conditional);
      open.push({ conditional, start: i });
      continue;
    }
    const innermost = open[open.length - 1]?.conditional;
    const last = innermost?.branches[innermost.branches.length - 1];
    if (innermost === undefined || last === undefined || (border !== 'endif' && last.otherwise)) {
      found.stray.push(i);
      continue;
    }
    found.byBorder.set(i, innermost);
    last.end = i;
    if (border === 'endif') {
      innermost.end = i;
      open.pop();
    } else {
      innermost.branches.push({ card: i, end: cards.length, otherwise: border === 'else' });
    }
  }
  if (found === undefined) return EMPTY;
  for (const { start } of open) found.unclosed.push(start);
  return found;
}

function borderOf(keyword: string): 'if' | 'elseif' | 'else' | 'endif' | undefined {
  // Most keywords differ in their second letter already.
  const second = keyword.charCodeAt(1) | 0x20;
  if ((second !== 105 && second !== 101) || keyword.length > 7) return undefined;
  switch (keyword.toLowerCase()) {
    case '.if': return 'if';
    case '.elseif': case '.elif': return 'elseif';
    case '.else': return 'else';
    case '.endif': return 'endif';
    default: return undefined;
  }
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
