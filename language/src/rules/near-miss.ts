import type { Design, Scope } from '../design/design.js';
import { isGround } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { cardRoles } from '../design/roles.js';
import type { Dialect } from '../dialect/dialect.js';

/** A node that a misspelt name may have meant. `sure` when two letters changed places, which nobody does on purpose. */
export interface NearMiss {
  name: string;
  sure: boolean;
}

/** Letters at the end by which nodes are told apart on purpose: `outp`, `outn`. */
const SIGNS = 'pnmbi';

/** Finds the nodes of a scope whose names are one slip of the keyboard from others. */
export class NearMisses {
  private readonly nodes: ReadonlySet<number>;

  constructor(private readonly design: Design, private readonly scope: Scope) {
    const nodes = new Set<number>();
    for (const { facts } of scope.elements) for (const node of facts!.nodes) nodes.add(node);
    for (const port of scope.subcircuit?.ports ?? []) nodes.add(design.names.id(port.name));
    this.nodes = nodes;
  }

  /** The node that a name may mean; digits are never a slip, since nodes are numbered. */
  of(name: string, dialect: Dialect): NearMiss | undefined {
    const key = name.toLowerCase();
    if (key.length < 3 || key.length > 40) return undefined;
    for (const [candidates, sure] of [[swapped(key), true], [shortened(key), false], [lengthened(key), false], [replaced(key), false]] as const) {
      for (const candidate of candidates) {
        if (candidate === key) continue;
        if (isGround(candidate, dialect)) return { name: candidate, sure };
        const id = this.design.names.known(candidate);
        if (id !== undefined && this.nodes.has(id)) return { name: this.spellingOf(id) ?? candidate, sure };
      }
    }
    return undefined;
  }

  private spellingOf(id: number): string | undefined {
    for (const placed of this.scope.elements) {
      if (!placed.facts!.nodes.includes(id)) continue;
      for (const node of cardRoles(placed, this.scope).nodes) {
        const { text } = operandText(placed, node);
        if (this.design.names.id(text) === id) return text;
      }
    }
    return this.scope.subcircuit?.ports.find((port) => this.design.names.id(port.name) === id)?.name;
  }
}

function isLetter(letter: string | undefined): boolean {
  return letter !== undefined && letter >= 'a' && letter <= 'z';
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz_';

/** `otu` for `out`. */
function* swapped(key: string): Generator<string> {
  for (let i = 0; i + 1 < key.length; i++) if (isLetter(key[i]) && isLetter(key[i + 1])) yield key.slice(0, i) + key[i + 1]! + key[i]! + key.slice(i + 2);
}

/** `outt` for `out`. */
function* shortened(key: string): Generator<string> {
  if (key.length < 4) return;
  for (let i = 0; i < key.length; i++) if (LETTERS.includes(key[i]!) && !(i === key.length - 1 && SIGNS.includes(key[i]!))) yield key.slice(0, i) + key.slice(i + 1);
}

/** `fedback` for `feedback`. */
function* lengthened(key: string): Generator<string> {
  for (let i = 0; i <= key.length; i++) for (const letter of LETTERS) if (!(i === key.length && SIGNS.includes(letter))) yield key.slice(0, i) + letter + key.slice(i);
}

/** `suppky` for `supply`. */
function* replaced(key: string): Generator<string> {
  if (key.length < 5) return;
  for (let i = 1; i < key.length - 1; i++) if (isLetter(key[i])) for (const letter of LETTERS) yield key.slice(0, i) + letter + key.slice(i + 1);
}
