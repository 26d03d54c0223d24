import type { ForeignContent } from '../content-kind.js';
import type { Dialect } from '../dialect/dialect.js';
import type { Card, Netlist } from '../generated/ast.js';
import type { CardTable } from '../text/card-table.js';
import type { CardFacts } from '../design/card-facts.js';
import { adoptCards } from './card-builder.js';
import { setRange } from './ranges.js';
import type { ScanProblem } from '../text/token-buffer.js';
import { CardsToTrees } from './parse-card-at.js';

/** Something wrong with a card's syntax; offsets are relative to the card. */
export interface CardProblem {
  code: ScanProblem['code'] | 'syntax-error';
  start: number;
  end: number;
  message: string;
}

/** Trees of more cards than this are not kept but made anew when somebody asks: a million of them take a gigabyte. */
const MOST_KEPT_TREES = 200_000;
/** How many trees are at hand in a text whose trees are not kept. */
const TREES_AT_HAND = 1024;

const trees = new CardsToTrees();
let serial = 0;
let parsedCards = 0;

/** How many cards were parsed since the program began; what a piece of work needed is a difference of two. */
export function cardsParsedSoFar(): number {
  return parsedCards;
}

/** What is known of a text as a whole, without its cards. */
export interface TextFacts {
  text: string;
  /** Whether the text was read as a deck, with a title line. */
  deck: boolean;
  /** The dialect that the text was read in. */
  dialect: Dialect;
  /** Set when the text is binary; no card is read then. */
  binaryAt: number | undefined;
  /** Whether it is a library that LTspice has encrypted: its cards cannot be read. */
  encrypted: boolean;
  /** What the text is when it is no netlist; no card is read then. */
  foreign: ForeignContent | undefined;
  /** A control character in a text that is otherwise readable. */
  strayAt: number | undefined;
}

/** Whether the cards of a text are read: it is neither binary nor encrypted nor something else than a netlist. */
export function isReadable(facts: TextFacts): boolean {
  return facts.binaryAt === undefined && !facts.encrypted && facts.foreign === undefined;
}

/**
 * One version of a text, cut into cards whose trees are made when they are
 * asked for: of a library only what a deck uses. Nothing in it depends on other
 * documents.
 */
export class ParsedText implements TextFacts {
  /** Different for each text, so that what was made of one is known again. */
  readonly serial = ++serial;
  readonly text: string;
  readonly deck: boolean;
  readonly dialect: Dialect;
  readonly binaryAt: number | undefined;
  readonly encrypted: boolean;
  readonly foreign: ForeignContent | undefined;
  readonly strayAt: number | undefined;
  /** How many cards were parsed for this text, and not taken over from the text before. */
  cardsParsed = 0;
  /** What the design knows of each card, taken over with the card. */
  readonly facts: (CardFacts | undefined)[];
  /** The cards with syntax problems, among those that were parsed, by index. */
  readonly problems: Map<number, CardProblem[]>;
  private readonly cards: (Card | undefined)[];
  private readonly parsed: Uint8Array | undefined;
  private readonly atHand: Int32Array | undefined;

  constructor(facts: TextFacts, readonly table: CardTable, private readonly root: NetlistRoot = makeRoot(), inherited?: { cards: (Card | undefined)[]; facts: (CardFacts | undefined)[]; problems: Map<number, CardProblem[]> }) {
    this.text = facts.text;
    this.deck = facts.deck;
    this.dialect = facts.dialect;
    this.binaryAt = facts.binaryAt;
    this.encrypted = facts.encrypted;
    this.foreign = facts.foreign;
    this.strayAt = facts.strayAt;
    this.facts = inherited?.facts ?? new Array<CardFacts | undefined>(table.count);
    this.problems = inherited?.problems ?? new Map<number, CardProblem[]>();
    const keeps = table.count <= MOST_KEPT_TREES;
    this.cards = inherited?.cards ?? new Array<Card | undefined>(keeps ? table.count : TREES_AT_HAND);
    if (keeps) return;
    this.parsed = new Uint8Array(table.count);
    this.atHand = new Int32Array(TREES_AT_HAND).fill(-1);
  }

  /** Number of cards. */
  get count(): number {
    return this.table.count;
  }

  /** Whether trees stay once they are made. */
  get keepsTrees(): boolean {
    return this.atHand === undefined;
  }

  /** The tree of a card, made now if it is not there. */
  card(index: number): Card {
    if (this.atHand === undefined) return this.cards[index] ?? this.parse(index);
    const place = index % TREES_AT_HAND;
    if (this.atHand[place] === index) return this.cards[place]!;
    return this.parse(index);
  }

  /** What is wrong with the syntax of a card. */
  problemsOf(index: number): readonly CardProblem[] | undefined {
    if (this.parsed === undefined ? this.cards[index] === undefined : this.parsed[index] === 0) this.parse(index);
    return this.problems.get(index);
  }

  /** Parses all cards, so that all problems are known. */
  parseAll(): void {
    for (let i = 0; i < this.count; i++) if (this.parsed === undefined ? this.cards[i] === undefined : this.parsed[i] === 0) this.parse(i);
  }

  /** The tree of the whole text. It is one object for all versions of a text, of which the newest is seen. */
  get netlist(): Netlist {
    const { root, table } = this;
    if (root.of === this) return root.node;
    root.of = this;
    root.cards = undefined;
    root.node.title = undefined;
    if (table.title !== undefined) {
      const title = { $type: 'Title', $container: root.node, $containerProperty: 'title', text: this.text.slice(table.title.start, table.title.end) } as unknown as NonNullable<Netlist['title']>;
      setRange(title, table.title.start, table.title.end);
      root.node.title = title;
    }
    return root.node;
  }

  /** What the next version of the text can take over of this one. */
  handOver(): { root: NetlistRoot; cards: readonly (Card | undefined)[] } {
    return { root: this.root, cards: this.cards };
  }

  private parse(index: number): Card {
    const { start, end } = this.table;
    const { card, problems } = trees.parse(this.text, start[index]!, end[index]!, this.dialect, this.problems.size);
    if (this.parsed === undefined || this.parsed[index] === 0) {
      this.cardsParsed++;
      parsedCards++;
      if (problems.length > 0) this.problems.set(index, problems);
    }
    if (this.parsed === undefined) {
      this.cards[index] = card;
    } else {
      this.parsed[index] = 1;
      const place = index % TREES_AT_HAND;
      this.atHand![place] = index;
      this.cards[place] = card;
    }
    return card;
  }
}

/** The root of the trees of all versions of a text. */
export interface NetlistRoot {
  node: { -readonly [K in keyof Netlist]: Netlist[K] };
  /** The version that the root shows now. */
  of: ParsedText | undefined;
  /** The root's cards, put together when somebody walks over the tree: nobody does at each keystroke. */
  cards: Card[] | undefined;
}

function makeRoot(): NetlistRoot {
  const node = { $type: 'Netlist', title: undefined } as unknown as NetlistRoot['node'];
  const root: NetlistRoot = { node, of: undefined, cards: undefined };
  Object.defineProperty(node, 'cards', {
    enumerable: true,
    get(): Card[] {
      if (root.cards !== undefined) return root.cards;
      const { of } = root;
      root.cards = Array.from({ length: of?.count ?? 0 }, (_, i) => of!.card(i));
      adoptCards(node, root.cards);
      return root.cards;
    },
  });
  return root;
}
