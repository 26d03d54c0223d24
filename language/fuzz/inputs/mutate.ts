import type { Random } from '../random.js';
import { piece } from './token-soup.js';

/** A text as what the mutations work on: words, and what stands between them. */
function tokensOf(text: string): string[] {
  return text.match(/[A-Za-z0-9_.]+|\s+|[^A-Za-z0-9_.\s]/gu) ?? [];
}

/** Long libraries are mutated in a part of some thousand characters, or a run would see few of them. */
const WINDOW = 6_000;

export function windowOf(text: string, random: Random): string {
  if (text.length <= WINDOW) return text;
  const from = text.indexOf('\n', random.below(text.length - WINDOW)) + 1;
  return text.slice(from, from + WINDOW);
}

type Mutation = (text: string, random: Random, other: string) => string;

const onTokens = (change: (tokens: string[], at: number, random: Random) => void): Mutation => (text, random) => {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return text;
  change(tokens, random.below(tokens.length), random);
  return tokens.join('');
};

const onLines = (change: (lines: string[], random: Random) => void): Mutation => (text, random) => {
  const lines = text.split('\n');
  change(lines, random);
  return lines.join('\n');
};

const MUTATIONS: readonly Mutation[] = [
  // A bit of a character falls over.
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << random.below(random.oneIn(4) ? 16 : 8))) + text.slice(at + 1);
  },
  // Some characters are lost, or become others.
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + (random.oneIn(2) ? piece(random) : '') + text.slice(at + random.below(random.oneIn(3) ? 40 : 3));
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + piece(random) + text.slice(at);
  },
  onTokens((tokens, at) => tokens.splice(at, 1)),
  onTokens((tokens, at) => tokens.splice(at, 0, tokens[at]!)),
  onTokens((tokens, at, random) => {
    const with_ = random.below(tokens.length);
    [tokens[at], tokens[with_]] = [tokens[with_]!, tokens[at]!];
  }),
  onTokens((tokens, at, random) => { tokens[at] = piece(random); }),
  // A number becomes a longer or a stranger one.
  onTokens((tokens, at, random) => {
    const digit = tokens.findIndex((token, i) => i >= at && /^\d/.test(token));
    if (digit >= 0) tokens[digit] = random.pick([tokens[digit]!.repeat(1 + random.below(20)), `${tokens[digit]}e${random.below(500)}`, `-${tokens[digit]}`, `${tokens[digit]}meg`, '1e309', '0', '4294967296', `0${tokens[digit]}`]);
  }),
  onLines((lines, random) => {
    const from = random.below(lines.length);
    lines.splice(random.below(lines.length), 0, ...lines.splice(from, random.size(5)));
  }),
  onLines((lines, random) => { lines.splice(random.below(lines.length), random.size(4)); }),
  onLines((lines, random) => {
    const at = random.below(lines.length);
    lines.splice(at, 0, ...lines.slice(at, at + random.size(6)));
  }),
  // A line is joined to the one before, or continues it.
  onLines((lines, random) => {
    const at = random.below(lines.length);
    lines[at] = random.oneIn(2) ? `+${lines[at]}` : ` ${lines[at]}`;
    if (random.oneIn(2) && at > 0) lines.splice(at - 1, 2, `${lines[at - 1]}${lines[at]}`);
  }),
  // The first part of one text and the last of another.
  (text, random, other) => text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1)),
  (text, random, other) => {
    const from = random.below(other.length + 1);
    const at = random.below(text.length + 1);
    return text.slice(0, at) + other.slice(from, from + random.size(600)) + text.slice(at);
  },
  (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n', '\n+', '\n+ ', '\n ', '\n*', ' '])),
  (text, random) => (random.oneIn(2) ? text.toUpperCase() : text.replaceAll(' ', random.pick(['\t', '  ', ', ', '\u00a0', '']))),
];

/** A deck with one to six mutations; now and then with a part of another deck. */
export function mutatedDeck(deck: string, other: string, random: Random): string {
  let text = windowOf(deck, random);
  const part = windowOf(other, random);
  for (let left = random.size(6); left > 0; left--) text = random.pick(MUTATIONS)(text, random, part);
  return text;
}

const BRACKETS = ['(', ')', '{', '}', '[', ']', "'", '"', 'f(', 'a=', '={', '(a,', '{(', 'v(', '-(', '1?', '+', '*(', 'if(a,', "'{", '"(', '/**/', '<!---->', '//\n', '#\n', '* c\n', '\\\n', '+\n', '\n+', '\n'];

/** Brackets nested and words repeated some thousand times: what makes a parser recurse, look back or look ahead too far. */
export function inflatedDeck(deck: string, random: Random): string {
  const text = windowOf(deck, random);
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at]!;
  const column = random.below(line.length + 1);
  const times = random.size(random.oneIn(20) ? 20_000 : 1_500);
  const unit = random.oneIn(3) ? piece(random) : random.oneIn(3) ? (tokensOf(line)[random.below(8)] ?? ' ') : random.pick(BRACKETS);
  lines[at] = line.slice(0, column) + unit.repeat(times) + (random.oneIn(2) ? line.slice(column) : '');
  if (random.oneIn(6)) lines.splice(at, 0, ...Array<string>(random.size(2_000)).fill(line));
  return lines.join('\n');
}
