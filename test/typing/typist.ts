import { Random } from '../../language/fuzz/random.js';

/** What a person at the keyboard does to the documents, as an editor tells it to the server. */
export type TypingEvent =
  | { kind: 'open'; uri: string; text: string }
  | { kind: 'close'; uri: string }
  /** Edits of one notification, each in the text that the one before it left. */
  | { kind: 'edit'; uri: string; changes: Change[]; caret: number }
  /** Somebody else writes a file that is not open. */
  | { kind: 'disk'; uri: string; text: string };

export interface Change { start: number; end: number; text: string }

/** Decks that are typed, pasted and torn apart. */
export interface Material {
  decks: readonly string[];
  libraries: readonly string[];
}

const FOLDER = 'file:///w/';
/** Two decks share a library; one of them is in another folder. */
const DECKS = ['one.cir', 'two.cir', 'boards/three.cir'].map((name) => FOLDER + name);
const LIBRARIES = ['parts.lib', 'boards/local.inc'].map((name) => FOLDER + name);
/** A text longer than this is cut down: people who type a day do not end with a text of a megabyte. */
const LONGEST = 12_000;
const CLOSERS: Record<string, string> = { '{': '}', '(': ')', '"': '"', "'": "'" };

/**
 * Records a day of typing: lines typed letter by letter with slips and
 * corrections, braces that the editor closes by itself, pasted and cut blocks,
 * lines turned into comments, names replaced everywhere, undone work, documents
 * opened and closed, and files written by others. The same seed records the same.
 */
export function* record(material: Material, seed: number): Generator<TypingEvent, never> {
  const typist = new Typist(material, new Random(seed, 0));
  for (;;) yield* typist.work();
}

interface Undo { uri: string; before: string }

class Typist {
  private readonly texts = new Map<string, string>();
  private readonly disk = new Map<string, string>();
  private readonly undo: Undo[] = [];
  private uri = DECKS[0]!;
  private caret = 0;
  private clipboard = 'r9 a 0 1k\n';

  constructor(private readonly material: Material, private readonly random: Random) {}

  /** One thing that a person does, of some edits. */
  *work(): Generator<TypingEvent> {
    const { random } = this;
    if (!this.texts.has(this.uri)) yield* this.open(this.uri);
    if (this.text.length > LONGEST) yield* this.startAnew();
    switch (random.below(24)) {
      case 0: yield* this.switchDocument(); break;
      case 1: if (random.oneIn(3)) yield* this.close(); break;
      case 2: if (random.oneIn(2)) yield this.write(random.pick(LIBRARIES)); break;
      case 3: yield* this.paste(); break;
      case 4: yield* this.cut(); break;
      case 5: yield* this.comment(); break;
      case 6: yield* this.replaceName(); break;
      case 7: yield* this.takeBack(); break;
      case 8: if (random.oneIn(8)) yield* this.startAnew(); break;
      case 9: case 10: case 11: yield* this.erase(); break;
      case 12: case 13: case 14: yield* this.changeValue(); break;
      default: yield* this.typeLine();
    }
  }

  private get text(): string {
    return this.texts.get(this.uri)!;
  }

  private *open(uri: string): Generator<TypingEvent> {
    const text = this.disk.get(uri) ?? (LIBRARIES.includes(uri) ? this.random.pick(this.material.libraries) : this.deck());
    this.texts.set(uri, text);
    this.uri = uri;
    this.caret = text.length;
    yield { kind: 'open', uri, text };
  }

  /** A deck that includes what the others include. */
  private deck(): string {
    const deck = this.random.pick(this.material.decks);
    const first = deck.indexOf('\n') + 1;
    return this.random.oneIn(3) ? deck : `${deck.slice(0, first)}.include parts.lib\n${this.random.oneIn(2) ? '.include local.inc\n' : ''}${deck.slice(first)}`;
  }

  private *switchDocument(): Generator<TypingEvent> {
    const uri = this.random.pick([...DECKS, ...LIBRARIES]);
    if (!this.texts.has(uri)) yield* this.open(uri);
    this.uri = uri;
    this.move();
  }

  private *close(): Generator<TypingEvent> {
    if (this.texts.size < 2) return;
    const { uri } = this;
    this.disk.set(uri, this.text);
    yield { kind: 'disk', uri, text: this.text };
    this.texts.delete(uri);
    yield { kind: 'close', uri };
    this.uri = this.random.pick([...this.texts.keys()]);
    this.move();
  }

  private write(uri: string): TypingEvent {
    const text = this.random.pick(this.material.libraries);
    this.disk.set(uri, text);
    return { kind: 'disk', uri, text };
  }

  /** All lines of the text are replaced, as by a checkout of another branch. */
  private *startAnew(): Generator<TypingEvent> {
    yield* this.replace(0, this.text.length, LIBRARIES.includes(this.uri) ? this.random.pick(this.material.libraries) : this.deck());
    this.move();
  }

  private *typeLine(): Generator<TypingEvent> {
    const { random } = this;
    const lines = random.pick(random.oneIn(4) ? this.material.libraries : this.material.decks).split('\n');
    const line = random.pick(lines);
    if (random.oneIn(3)) this.move();
    yield* this.insert('\n');
    for (const letter of line) {
      if (random.oneIn(30)) {
        yield* this.insert(random.pick([...'abcdefgr12 .={}()"\'*+-;$']));
        yield* this.backspace();
      }
      if (this.text[this.caret] === letter && '})"\''.includes(letter)) this.caret++;
      else if (letter in CLOSERS && random.oneIn(2)) {
        yield* this.insert(letter + CLOSERS[letter]!);
        this.caret--;
      } else yield* this.insert(letter);
    }
  }

  private *erase(): Generator<TypingEvent> {
    if (this.random.oneIn(2)) this.move();
    for (let i = this.random.size(12); i > 0; i--) yield* this.backspace();
  }

  /** A number is replaced by another, digit by digit. */
  private *changeValue(): Generator<TypingEvent> {
    const numbers = [...this.text.matchAll(/\b\d+(?:\.\d+)?/g)];
    if (numbers.length === 0) return;
    const { index, 0: found } = this.random.pick(numbers);
    yield* this.replace(index, index + found.length, '');
    this.caret = index;
    for (const digit of String(this.random.below(1000))) yield* this.insert(digit);
  }

  private *paste(): Generator<TypingEvent> {
    this.move();
    const lines = this.random.pick(this.material.decks).split('\n');
    const from = this.random.below(lines.length);
    const block = this.random.oneIn(2) ? this.clipboard : `${lines.slice(from, from + this.random.size(30)).join('\n')}\n`;
    yield* this.insert(block);
  }

  private *cut(): Generator<TypingEvent> {
    this.move();
    const start = this.text.lastIndexOf('\n', this.caret - 1) + 1;
    let end = start;
    for (let i = this.random.size(20); i > 0 && end < this.text.length; i--) end = (this.text.indexOf('\n', end) + 1) || this.text.length;
    this.clipboard = this.text.slice(start, end);
    this.caret = start;
    yield* this.replace(start, end, '');
  }

  private *comment(): Generator<TypingEvent> {
    this.move();
    const start = this.text.lastIndexOf('\n', this.caret - 1) + 1;
    yield* this.text[start] === '*' ? this.replace(start, start + 1, '') : this.replace(start, start, '*');
  }

  /** A name is replaced everywhere at once, in one notification. */
  private *replaceName(): Generator<TypingEvent> {
    const words = this.text.match(/\b[a-z]\w*\b/gi);
    if (words === null) return;
    const word = this.random.pick(words);
    const changes = [...this.text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))].map(({ index }) => ({ start: index, end: index + word.length, text: `${word}${this.random.below(9)}` })).reverse();
    yield* this.apply(changes);
  }

  private *takeBack(): Generator<TypingEvent> {
    for (let i = this.random.size(6); i > 0; i--) {
      const last = this.undo.pop();
      if (last === undefined || !this.texts.has(last.uri)) return;
      this.uri = last.uri;
      const difference = changeBetween(this.text, last.before);
      if (difference === undefined) continue;
      this.caret = difference.start + difference.text.length;
      yield* this.apply([difference], false);
    }
  }

  private move(): void {
    const at = this.random.below(this.text.length + 1);
    const end = this.text.indexOf('\n', at);
    this.caret = this.random.oneIn(4) ? at : end < 0 ? this.text.length : end;
  }

  private *insert(text: string): Generator<TypingEvent> {
    const at = this.caret;
    this.caret = at + text.length;
    yield* this.replace(at, at, text);
  }

  private *backspace(): Generator<TypingEvent> {
    if (this.caret === 0) return;
    this.caret--;
    yield* this.replace(this.caret, this.caret + 1, '');
  }

  private replace(start: number, end: number, text: string): Generator<TypingEvent> {
    return this.apply([{ start, end, text }]);
  }

  private *apply(changes: Change[], remember = true): Generator<TypingEvent> {
    if (changes.length === 0) return;
    const before = this.text;
    let after = before;
    for (const { start, end, text } of changes) after = after.slice(0, start) + text + after.slice(end);
    this.texts.set(this.uri, after);
    this.caret = Math.min(this.caret, after.length);
    if (remember) {
      this.undo.push({ uri: this.uri, before });
      if (this.undo.length > 40) this.undo.shift();
    }
    yield { kind: 'edit', uri: this.uri, changes, caret: this.caret };
  }
}

/** The one change that makes a text into another; undefined when they are equal. */
function changeBetween(from: string, to: string): Change | undefined {
  if (from === to) return undefined;
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let tail = 0;
  while (tail < from.length - start && tail < to.length - start && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  return { start, end: from.length - tail, text: to.slice(start, to.length - tail) };
}
