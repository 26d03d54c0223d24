import type { Argument, Assignment } from '../../generated/ast.js';
import type { Scope } from '../design.js';
import { CardLayout, type OperandRole } from './layout.js';

/** One layout tree for each letter, since the numbers of pins mean other names for each. */
const roots: CardLayout[] = [];

/**
 * The operands of a card while their roles are being found, in order. One
 * object is used for all cards, so that reading a card allocates nothing.
 */
export class Reading {
  list: readonly Argument[] = [];
  scope!: Scope;
  /** In lower case. */
  letter = '';
  /** The name of the card as written. */
  name = '';
  /** How many operands stand before the first `name=value`. */
  lead = 0;
  private layout!: CardLayout;
  /** The assignment whose further values may follow. */
  private assigned: Assignment | undefined;

  begin(name: string, list: readonly Argument[], scope: Scope): void {
    const code = name.charCodeAt(0) | 0x20;
    this.name = name;
    if (this.letter.charCodeAt(0) !== code) this.letter = String.fromCharCode(code);
    this.list = list;
    this.scope = scope;
    let lead = 0;
    while (lead < list.length && list[lead]!.$type !== 'Assignment') lead++;
    this.lead = lead;
    this.layout = roots[code] ??= CardLayout.root();
    this.assigned = undefined;
  }

  finish(): CardLayout {
    return this.layout;
  }

  /** How many operands have their role. */
  get at(): number {
    return this.layout.length;
  }

  /** Gives the next operand its role. An assignment is a parameter wherever it stands. */
  add(role: OperandRole, pin = -1): void {
    const operand = this.list[this.layout.length];
    if (operand?.$type === 'Assignment') {
      this.assigned = operand;
      this.layout = this.layout.with('parameter', -1);
      return;
    }
    if (role !== 'parameter') this.assigned = undefined;
    this.layout = this.layout.with(role, pin);
  }

  /** The next operands, at most `count`, are nodes of the pins from `first` on, up to the first `name=value`. */
  nodes(count: number, first = 0, named = count): void {
    for (let i = 0; i < count && this.layout.length < this.lead; i++) this.layout = this.layout.with('node', i < named ? first + i : -1);
  }

  /** The next operand, or undefined behind the last one. */
  peek(ahead = 0): Argument | undefined {
    return this.list[this.layout.length + ahead];
  }

  /** The assignment to a name (lower case) behind the nodes. */
  parameter(name: string): Assignment | undefined {
    for (let i = this.lead; i < this.list.length; i++) {
      const operand = this.list[i]!;
      if (operand.$type === 'Assignment' && operand.target.$type === 'Word' && operand.target.text.length === name.length && operand.target.text.toLowerCase() === name) return operand;
    }
    return undefined;
  }

  /** Whether the next operand is a further value of the assignment before it: the `2` of `ic=1,2`. */
  continues(names: { has(text: string): boolean }): boolean {
    const { assigned } = this;
    return assigned !== undefined && assigned.value !== undefined && assigned.target.$type === 'Word' && names.has(assigned.target.text);
  }
}
