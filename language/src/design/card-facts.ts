import { cardExpressions } from '../expressions/card-expressions.js';
import type { Argument, ElementCard, Operand } from '../generated/ast.js';
import { isGround, type Lookup } from './lookup.js';
import { operandText } from './operands.js';
import type { PlacedCard } from './design.js';
import type { CardRoles } from './roles.js';

let epochs = 0;

/** Names in lower case as numbers, so that a hundred thousand cards are compared without a string. */
export class Names {
  /** Different for each set of numbers. */
  readonly epoch = ++epochs;
  private readonly ids = new Map<string, number>();
  private readonly spellings: string[] = [];
  private next = 0;

  /** How many numbers were given. */
  get size(): number {
    return this.next;
  }

  /** The number of a name in lower case, if it was given one. */
  known(key: string): number | undefined {
    return this.ids.get(key);
  }

  /** The number of a name in any case. */
  id(name: string): number {
    let id = this.ids.get(name);
    if (id !== undefined) return id;
    const key = name.toLowerCase();
    // A spelling with capitals is kept beside, so that most names are found at once.
    id = key === name ? undefined : this.ids.get(key);
    if (id === undefined) {
      this.ids.set(key, (id = this.next++));
      this.spellings.push(name);
    }
    if (key !== name) this.ids.set(name, id);
    return id;
  }

  /** The name of a number as it was written first. */
  spelling(id: number): string {
    return this.spellings[id] ?? '';
  }
}

/**
 * What is kept of an element card from one build of the design to the next. It
 * holds as long as the names that were looked up for it mean the same. They do
 * when the scope's stamp is the same: then all declarations in sight are.
 */
export interface CardFacts {
  stamp: number;
  /** The names that were looked up to tell its operands, and by the rules. */
  lookups: readonly Lookup[] | undefined;
  /** Whether the rules for elements found nothing. */
  clean: boolean;
  /** What of the design it was found in: `contextOf`. */
  context: number;
  /** Number of the element's name. */
  name: number;
  /** Numbers of the nodes of its pins, ground excepted. */
  nodes: readonly number[];
  /** Numbers of the nodes whose voltages it reads in expressions. */
  probes: readonly number[];
  /** Whether its expressions read voltages or currents. */
  reads: boolean;
  /** Whether a pin is on ground. */
  grounded: boolean;
  /** Whether it names other elements. */
  refers: boolean;
  /** The subcircuit that it is an instance of. */
  subcircuit: string | undefined;
}

const NO_NODES: readonly number[] = [];

/** The name that an element is told apart by. Devices of Xyce without a letter have theirs behind the kind: `yadc adc1` is `yadc!adc1`, as Xyce prints it. */
function elementName(card: ElementCard, { letter, layout, list }: CardRoles): string {
  if (letter !== 'y' || layout.roles[0] !== 'keyword') return card.name;
  const [name] = list;
  return name?.$type === 'Word' ? `${card.name}!${name.text}` : card.name;
}

export function factsOf(placed: PlacedCard<ElementCard>, roles: CardRoles, names: Names, stamp: number): CardFacts {
  const nodes: number[] = [];
  let grounded = false;
  const { places } = roles.layout;
  for (const place of places.nodes) {
    const node = roles.list[place]! as Operand;
    const text = node.$type === 'Word' ? node.text : operandText(placed, node).text;
    if (isGround(text, placed.file.parsed.dialect)) grounded = true;
    else nodes.push(names.id(text));
  }
  const { card } = placed;
  return { stamp, lookups: undefined, clean: true, context: 0, name: names.id(elementName(card, roles)), nodes, probes: probesOf(card, names), reads: readsOf(placed), grounded, refers: places.elements.length > 0, subcircuit: roles.subcircuit?.text };
}

function readsOf(placed: PlacedCard<ElementCard>): boolean {
  for (const { parsed } of cardExpressions(placed)) for (const step of parsed.steps) if (step.kind === 'voltage' || step.kind === 'current') return true;
  return false;
}

function probesOf(card: ElementCard, names: Names): readonly number[] {
  let probes: number[] | undefined;
  for (const argument of card.arguments) {
    if (argument.$type !== 'Expression' && argument.$type !== 'Assignment') continue;
    forEachProbe(argument, (name) => (probes ??= []).push(names.id(name)));
  }
  return probes ?? NO_NODES;
}

const VOLTAGE = /\bv\w{0,2}\s*\(\s*([^\s(),]+)\s*(?:,\s*([^\s(),]+)\s*)?\)/gi;

/** Calls `tell` with each node whose voltage an argument reads. */
export function forEachProbe(argument: Argument, tell: (name: string) => void): void {
  switch (argument.$type) {
    case 'Assignment':
      forEachProbe(argument.target, tell);
      if (argument.value !== undefined) forEachProbe(argument.value, tell);
      break;
    case 'Call':
      if (/^v/i.test(argument.callee)) for (const inner of argument.arguments) if (inner.$type === 'Word') tell(inner.text);
      for (const inner of argument.arguments) forEachProbe(inner, tell);
      break;
    case 'Group': for (const inner of argument.arguments) forEachProbe(inner, tell); break;
    case 'Expression': {
      if (!argument.text.includes('(')) break;
      for (const match of argument.text.matchAll(VOLTAGE)) {
        tell(match[1]!);
        if (match[2] !== undefined) tell(match[2]);
      }
      break;
    }
    default: break;
  }
}
