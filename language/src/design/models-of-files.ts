import type { DirectiveCard } from '../generated/ast.js';
import { HEAD_MODEL } from '../text/card-head.js';
import { rangeOf } from '../syntax/ranges.js';
import { type Design, PlacedCard } from './design.js';
import { wordOf } from './operands.js';
import { isMalformed } from './reporter.js';
import { wholeFiles } from './words-in-text.js';

/** Something about a model's card that follows from its text alone; offsets are relative to the card. */
export interface ModelRemark {
  start: number;
  end: number;
  message: string;
  fix?: { title: string; edits: { start: number; end: number; newText: string }[] };
  information?: boolean;
}

/** What is known of a card stays with its tree, which lives as long as the card is not edited. */
type Remarked = DirectiveCard & { [remarks: symbol]: { dialect: string; found: readonly ModelRemark[] } | undefined };

/** The remarks on all models of the files that are read as a whole. Each card is looked at once as long as its text is the same. */
export function* remarksOnModels(design: Design, key: symbol, look: (placed: PlacedCard<DirectiveCard>, type: string) => ModelRemark[]): Generator<{ placed: PlacedCard<DirectiveCard>; remark: ModelRemark }> {
  for (const file of wholeFiles(design)) {
    const { heads } = file;
    for (let i = 0; i < heads.length; i++) {
      if (heads[i] !== HEAD_MODEL) continue;
      const card = file.parsed.card(i) as Remarked;
      const dialect = file.parsed.dialect.name;
      let known = card[key];
      const placed = new PlacedCard<DirectiveCard>(file, i);
      if (known === undefined || known.dialect !== dialect) {
        const type = typeOfModel(card);
        known = { dialect, found: type === undefined || isMalformed(placed) ? [] : look(placed, type) };
        card[key] = known;
      }
      for (const remark of known.found) yield { placed, remark };
    }
  }
}

/** The type word of a `.model` card in lower case; undefined where it takes over another model. */
function typeOfModel(card: DirectiveCard): string | undefined {
  const second = card.arguments[1];
  if (second?.$type === 'Call') return second.callee.toLowerCase();
  return wordOf(second)?.toLowerCase();
}

/** The place of a node of a model's card, relative to the card. */
export function within(node: Parameters<typeof rangeOf>[0]): { start: number; end: number } {
  const { start, end } = rangeOf(node);
  return { start, end };
}
