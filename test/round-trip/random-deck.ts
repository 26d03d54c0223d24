import { DIRECTIVES, ELEMENTS } from '@nodal/language';

/** Numbers from a seed, the same on every machine (mulberry32). */
class Random {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  times<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}

const NODES = ['0', 'in', 'out', 'a', 'b', 'n1', '2', 'gnd', 'vcc+', 'x1.n', 'bus[3]'];
const NUMBERS = ['1', '1k', '4k7', '1Meg', '1M', '-2.5e-3', '.5u', '10pF', '100n', '3.3', '1e3', '0', '2mil', '5µ'];
const NAMES = ['r', 'w', 'l', 'tc1', 'ic', 'm', 'is', 'bv', 'rser', 'gain', 'temp', 'off', 'cjo'];
const FUNCTIONS = ['max', 'limit', 'if', 'sqrt', 'table', 'exp', 'abs'];
const WAVES = ['pulse', 'sin', 'pwl', 'exp', 'sffm', 'am', 'PULSE'];
const OPERATORS = ['+', '-', '*', '/', '**', '^', '<', '>=', '&&'];
const COMMENTS = [' ; a comment', ' ;', ''];

/** A deck of all kinds of cards, one that a person might write in a bad mood. The same seed gives the same deck. */
export function randomDeck(seed: number): string {
  const random = new Random(seed);
  const deck = new DeckMaker(random);
  const lines = [random.of(['a random deck', '* a comment as a title', '', 'Title, with (signs) = {x}', 'r1 and friends'])];
  // A real circuit first, so that the elaboration has something to say.
  lines.push(...deck.solvable());
  // Half of the decks have cards that mean something only; the others anything.
  const sound = random.chance(0.5);
  for (const line of random.times(2, 14, () => (sound ? deck.sound() : deck.item()))) lines.push(line);
  if (random.chance(0.7)) lines.push('.op');
  if (random.chance(0.7)) lines.push(random.of(['.end', '.END', '.end\nafter the end', '.end ; that is all']));
  return lines.join(random.of(['\n', '\n', '\n', '\r\n'])) + '\n';
}

class DeckMaker {
  private count = 0;

  constructor(private readonly random: Random) {}

  /** Cards that make a circuit which can be elaborated. */
  solvable(): string[] {
    const { random } = this;
    const cards = ['v1 in 0 5', 'r1 in out {rx}', 'r2 out 0 1k', '.param rx=1k'];
    const more = ['c1 out 0 1u ic=0', 'd1 out 0 dm', '.model dm d(is=1e-14, n = 1.1)', 'x1 in out divider r=2k', '.subckt divider a b params: r=1k\nr1 a b {r}\n.ends', '.tran 1u 1m', '.ac dec 10 1 1Meg',
      'v2 q 0 pulse (0 5, 0 1n 1n 1u 2u) dc=1', 'r3 q 0 1k', '.print tran v( in , out )', '.meas tran x find v(out) at=1m', '.options reltol=1e-4', '.ic v(out)=0', '.dc v1 0 5 1', '.func f(x, y) {x*y}', 'e1 e 0 in 0 2', 're e 0 {f(2, 3)}'];
    for (const card of more) if (random.chance(0.4)) cards.push(card);
    return cards;
  }

  item(): string {
    const { random } = this;
    const kind = random.next();
    if (kind < 0.5) return this.element();
    if (kind < 0.75) return this.directive();
    if (kind < 0.8) return `.subckt s${++this.count} a b ${random.of(['', 'params: x=1', 'x=1 y={2*x}', '(c)'])}\n${random.times(1, 3, () => this.element()).join('\n')}\n.ends${random.of(['', ` s${this.count}`, '***'])}`;
    if (kind < 0.85) return `.control\n${random.times(0, 4, () => random.of(['run', 'print v(out) > a.txt', 'let x = v(out)*2 $ a comment', 'foreach v 1 2 3', '  echo $v "a b"', 'end', '* a comment', 'plot v(a)\n+ v(b)'])).join('\n')}\n.endc`;
    if (kind < 0.88) return `.if (${this.formula()})\n${this.element()}\n.else\n${this.element()}\n.endif`;
    if (kind < 0.91) return random.of(['.machine m\n.state a 0\n.rule a b v(x)>1\n.endmachine', '.data d x y\n1 2\n3 4\n.enddata', '.protect\nr9 a b 1\n.unprotect', '.aliases\n_ r1(1=a)\n.endaliases']);
    if (kind < 0.95) return random.of(['* a comment line', '; another', '', '   ', '#unknown card 1 2', '1 2 3', '.frobnicate a b=1']);
    return random.of(['.lib "models.lib" tt', '.include C:\\lib\\x.lib ; mine', ".inc 'a b.lib'", '.lib $PDK/x.lib ss', '.lib a.lib']);
  }

  /** An element of the top circuit that Nodal simulates. */
  sound(): string {
    const { random } = this;
    const letter = random.of(['r', 'c', 'l', 'v', 'i', 'e', 'g', 'f', 'h', 'd', 'x']);
    const name = `${random.chance(0.5) ? letter : letter.toUpperCase()}s${++this.count}`;
    const nodes = [random.of(['in', 'out', 'mid']), random.of(['0', 'mid', 'far'])];
    const value = random.of(['1k', '2.5', '{rx*2}', '10n', '1e-3', "'rx+1'"]);
    const wave = `${random.of(['pulse', 'SIN', 'exp'])}${random.of(['', ' '])}(${['0', '5', '1u', '2u'].join(random.of([' ', ', ']))})`;
    switch (letter) {
      case 'r': return this.card([name, ...nodes, value, ...random.of([[], ['tc1=1m'], ['m = 2'], ['tc=1m,2u']])]);
      case 'c': case 'l': return this.card([name, `(${nodes.join(',')})`, value, ...random.of([[], ['ic=1']])]);
      case 'v': case 'i': return this.card([name, ...nodes, ...random.of([['5'], ['dc', value], ['dc=1', 'ac', '1', '90'], [wave], [wave, 'ac=1']])]);
      case 'e': case 'g': return this.card([name, ...nodes, 'in', '0', value]);
      case 'f': case 'h': return this.card([name, ...nodes, 'v1', value]);
      case 'd': return `${this.card([name, ...nodes, `dm${this.count}`, ...random.of([[], ['2'], ['area=2', 'off']])])}\n.model dm${this.count} D(${['is=1e-14', 'n=1.5', 'rs = 1'].slice(random.below(3)).join(' ')})`;
      default: return `${this.card([name, ...nodes, `sub${this.count}`, ...random.of([[], ['r=2k'], ['params:', 'r={2*rx}']])])}\n.subckt sub${this.count} a b params: r=1k\n.param half={r/2}\nr1 a m {half}\nr2 m b {max(r, half)}\n.ends sub${this.count}`;
    }
  }

  private element(): string {
    const { random } = this;
    const facts = random.of(ELEMENTS);
    const name = `${random.chance(0.5) ? facts.letter : facts.letter.toUpperCase()}${++this.count}${random.of(['', '_x', '§a', '.b'])}`;
    const pins = Array.from({ length: facts.morePins ? 1 + random.below(5) : facts.pins.length }, () => random.of(NODES));
    const nodes = random.chance(0.1) && pins.length > 1 ? [`(${pins.join(random.of([' ', ',', ', ']))})`] : pins;
    return this.card([name, ...nodes, ...this.operands()]);
  }

  private directive(): string {
    const { random } = this;
    const { name } = random.of(DIRECTIVES);
    // What opens or closes something has an item of its own.
    if (/^\.(?:end|control|subckt|machine|aliases|variation|prot|unprot|design|data|if|else|alter|lib|inc|title)/.test(name)) return `.param ${random.times(1, 3, () => `p${++this.count}${random.of(['=', ' = '])}${this.formula()}`).join(random.of([' ', ', ', '\n+ ']))}`;
    if (name === '.func') return `.func g${++this.count}(x,y) ${random.of(['', '= '])}{${this.formula()}}`;
    if (name === '.param') return `.param q${++this.count} ${this.formula()}`;
    if (name === '.model') return this.card([`.model m${++this.count} ${random.of(['d', 'npn', 'nmos', 'sw', 'r'])}`, `(${random.times(0, 8, () => `${random.of(NAMES)}${random.of(['=', ' = '])}${random.of(NUMBERS)}`).join(random.of([' ', ', ']))})`]);
    return this.card([name, ...this.operands()]);
  }

  private operands(): string[] {
    return this.random.times(0, 6, () => this.operand());
  }

  private operand(): string {
    const { random } = this;
    const kind = random.next();
    if (kind < 0.3) return random.of(NUMBERS);
    if (kind < 0.45) return random.of(['dm', 'uic', 'dec', 'ac 1', 'dc', 'poly(1)', 'params:', 'value', '-v1', '"a text"', '[', ']', '~a', '$N_0001', '"a;b"', "'x+1'"]);
    if (kind < 0.6) return `${random.of(NAMES)}${random.of(['=', '=', ' = '])}${random.of([random.of(NUMBERS), `{${this.formula()}}`, `v(${random.of(NODES)})`, `${random.of(NUMBERS)},${random.of(NUMBERS)}`, `'${this.formula()}'`, '"text"', '(1,2)', `if(${this.formula().replaceAll(' ', '')},1,2)`])}`;
    if (kind < 0.7) return `${random.of(WAVES)}${random.of(['', ' '])}(${random.times(1, 12, () => random.of(NUMBERS)).join(random.of([' ', ',', ', ']))})`;
    if (kind < 0.8) return `${random.of(['v', 'i', 'V', 'db', ...FUNCTIONS])}(${random.times(1, 2, () => random.of(NODES)).join(random.of([',', ', ', ' ']))})`;
    if (kind < 0.9) return `{${this.formula()}}`;
    if (kind < 0.95) return `${random.of(['2*', 'v(a)-', '1+'])}(${random.of(NODES)})`;
    return `(${random.times(1, 3, () => random.of(NUMBERS)).join(',')})`;
  }

  private formula(depth = 0): string {
    const { random } = this;
    if (depth > 2 || random.chance(0.4)) return random.of(['rx', '1k', '2', 'x', '1e-3', 'v(a)', 'v(a,b)', 'i(v1)', 'temp']);
    if (random.chance(0.3)) return `${random.of(FUNCTIONS)}(${random.times(1, 3, () => this.formula(depth + 1)).join(random.of([',', ', ']))})`;
    return `${this.formula(depth + 1)}${random.of(['', ' '])}${random.of(OPERATORS)}${random.of(['', ' '])}${this.formula(depth + 1)}`;
  }

  /** Words of a card with the separators, continuations and comments that people write. */
  private card(words: readonly string[]): string {
    const { random } = this;
    let text = words[0]!;
    for (const word of words.slice(1)) {
      const separator = random.next();
      if (separator < 0.75) text += ' ';
      else if (separator < 0.85) text += random.of(['\n+ ', '\n+', '\n* between\n+ ', ' ; comment\n+ ']);
      else text += random.of(['  ', '\t', ', ']);
      text += word;
    }
    return text + random.of(COMMENTS);
  }
}
