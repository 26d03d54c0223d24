import { DIALECT_NAMES, type DialectChoice } from '../src/dialect/dialect.js';
import type { Edit, FuzzCase } from './fuzz-case.js';
import { randomBytes, randomCharacters } from './inputs/characters.js';
import { inflatedDeck, mutatedDeck } from './inputs/mutate.js';
import { expression, piece, tokenSoup } from './inputs/token-soup.js';
import { STRUCTURE_LINES } from './inputs/vocabulary.js';
import { Random } from './random.js';
import type { Seed } from './seeds.js';

const DIALECTS: readonly DialectChoice[] = ['auto', 'auto', 'auto', ...DIALECT_NAMES];
/** Longer decks are not truncated: a run would be made of them. */
const LONGEST_TRUNCATED = 4_000;

/**
 * Which inputs a run consists of. First decks truncated at every position (where
 * a run is too short for that at as many as fit into a quarter of it), then
 * texts of all other kinds in turn. The input of a number depends on nothing
 * but the seed, the decks and how many inputs there are.
 */
export class Plan {
  private readonly cut: readonly Seed[];
  private readonly starts: Float64Array;
  private readonly truncations: number;
  private readonly stride: number;

  constructor(readonly inputs: number, readonly seed: number, private readonly seeds: readonly Seed[]) {
    this.cut = seeds.filter(({ text }) => text.length <= LONGEST_TRUNCATED);
    this.starts = new Float64Array(this.cut.length + 1);
    this.cut.forEach(({ text }, i) => { this.starts[i + 1] = this.starts[i]! + text.length + 1; });
    const all = this.starts[this.cut.length]!;
    this.stride = Math.max(1, Math.ceil(all / Math.floor(inputs / (inputs >= 2 * all ? 1 : 4))));
    this.truncations = Math.ceil(all / this.stride);
  }

  get truncated(): { decks: number; inputs: number; everywhere: boolean } {
    return { decks: this.cut.length, inputs: this.truncations, everywhere: this.stride === 1 };
  }

  /** The input with a number from 0 up to `inputs`. */
  caseAt(index: number): FuzzCase {
    const random = new Random(this.seed, index);
    return index < this.truncations ? this.truncatedAt(index * this.stride + (this.seed % this.stride), random) : this.otherAt(index, random);
  }

  private truncatedAt(place: number, random: Random): FuzzCase {
    let low = 0;
    let high = this.cut.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= place) low = middle;
      else high = middle - 1;
    }
    const { text } = this.cut[low]!;
    const end = Math.min(place - this.starts[low]!, text.length);
    // Typing goes on where the text was cut off.
    const edits = [{ at: end, removed: 0, inserted: text.slice(end, end + random.size(30)) }];
    return { text: text.slice(0, end), deck: !random.oneIn(4), dialect: random.pick(DIALECTS), includes: 'missing', edits };
  }

  private otherAt(index: number, random: Random): FuzzCase {
    const { seeds } = this;
    const deck = seeds[index % seeds.length]!.text;
    const other = random.pick(seeds).text;
    let text: string;
    switch (random.below(20)) {
      case 0: text = randomBytes(random); break;
      case 1: text = randomCharacters(random); break;
      case 2: case 3: case 4: case 5: text = tokenSoup(random); break;
      case 6: text = expressionDeck(random); break;
      case 7: text = random.oneIn(6) ? inflatedDeck(deck, random) : mutatedDeck(deck, other, random); break;
      default: text = mutatedDeck(deck, other, random);
    }
    const edits: Edit[] = [];
    for (let left = random.below(4); left > 0; left--) edits.push(randomEdit(text, random));
    return { text, deck: !random.oneIn(4), dialect: random.pick(DIALECTS), includes: random.pick(['missing', 'missing', 'itself', 'wanted']), edits };
  }
}

/** A deck full of expressions, in the places where a netlist has them. */
function expressionDeck(random: Random): string {
  const lines = ['expressions', '.param a=1 b={a+1} out=2', 'v1 in 0 1', 'r1 in out 1k'];
  for (let left = random.size(12); left > 0; left--) {
    const text = expression(random);
    lines.push(random.pick([`.param p${left}=${text}`, `.param p${left} = {${text}}`, `b${left} out 0 v=${text}`, `r${left} in out {${text}}`, `r${left} in out '${text}'`, `e${left} out 0 value={${text}}`, `.func f${left}(x,y) {${text}}`, `.meas tran m${left} param='${text}'`, `g${left} out 0 table {${text}} = (0,0) (1,1)`, `.if (${text})`, `b${left} out 0 i=${text}`]));
  }
  lines.push('.tran 1u 1m', '.end');
  return lines.join('\n');
}

/** What somebody types, removes or pastes. */
function randomEdit(text: string, random: Random): Edit {
  const at = random.below(text.length + 1);
  switch (random.below(7)) {
    case 0: return { at, removed: 0, inserted: String.fromCharCode(32 + random.below(95)) };
    case 1: return { at, removed: random.size(4), inserted: '' };
    case 2: return { at, removed: random.below(2), inserted: piece(random) };
    case 3: return { at: text.lastIndexOf('\n', at) + 1, removed: 0, inserted: `${random.pick(STRUCTURE_LINES)}\n` };
    case 4: {
      // A line goes.
      const start = text.lastIndexOf('\n', at) + 1;
      const end = text.indexOf('\n', at);
      return { at: start, removed: (end < 0 ? text.length : end + 1) - start, inserted: '' };
    }
    case 5: return { at, removed: random.size(400), inserted: random.oneIn(2) ? tokenSoup(random) : '' };
    default: return { at, removed: 1, inserted: random.pick(['\n', '\n+ ', ' ', '(', ')', '{', '}', "'", '*', '.', '=']) };
  }
}
