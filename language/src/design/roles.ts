import type { Argument, Assignment, ElementCard, Operand, Word } from '../generated/ast.js';
import { elementByLetter } from '../reference/elements.js';
import type { PlacedCard, Scope } from './design.js';
import { flatArguments } from './operands.js';
import { readBehavioural } from './roles/behavioural.js';
import { openedPorts, readCodeModel } from './roles/code-models.js';
import { readCurrentControlled, readVoltageControlled } from './roles/controlled-sources.js';
import { readCoupling } from './roles/couplings.js';
import { readDigital } from './roles/digital.js';
import { readInstance } from './roles/instances.js';
import type { CardLayout, OperandRole } from './roles/layout.js';
import { readLine, readLossyLine, readNodesAndModel, readPort, readSingleLine } from './roles/lines.js';
import { readPassive } from './roles/passive.js';
import { Reading } from './roles/reading.js';
import { readSemiconductor } from './roles/semiconductors.js';
import { readSource } from './roles/sources.js';
import { readCurrentSwitch, readVoltageSwitch } from './roles/switches.js';

export type { OperandRole } from './roles/layout.js';

export interface RoledOperand {
  operand: Argument;
  role: OperandRole;
  /** Name of the pin of a node, as in the facts of the element. */
  pin?: string;
}

/**
 * The operands of an element card by what they are, each list in the card's
 * order. A card keeps only its operands and a shared layout; the lists are made
 * when asked for.
 */
export class CardRoles {
  constructor(
    /** The element's letter in lower case. */
    readonly letter: string,
    /** The operands in order, groups opened. */
    readonly list: readonly Argument[],
    readonly layout: CardLayout,
  ) {}

  get operands(): RoledOperand[] {
    const { roles } = this.layout;
    const pins = this.layout.pins();
    const names = elementByLetter(this.letter)?.pinNames ?? [];
    return this.list.map((operand, place) => {
      const pin = names[pins[place]!];
      return pin === undefined ? { operand, role: roles[place]! } : { operand, role: roles[place]!, pin };
    });
  }

  /** The nodes, control nodes included. May be fewer than the element needs. */
  get nodes(): Operand[] {
    return this.at(this.layout.places.nodes) as Operand[];
  }

  /** The name of the model; undefined also where an expression makes the name. */
  get model(): Word | undefined {
    const { model } = this.layout;
    const operand = model < 0 ? undefined : this.list[model];
    return operand?.$type === 'Word' ? operand : undefined;
  }

  get subcircuit(): Word | undefined {
    const { subcircuit } = this.layout;
    return subcircuit < 0 ? undefined : this.list[subcircuit] as Word;
  }

  /** Named elements: inductors of K, the controlling source of F, H and W. */
  get elements(): Word[] {
    return this.at(this.layout.places.elements) as Word[];
  }

  /** Positional values, the principal value first. */
  get values(): Operand[] {
    return this.at(this.layout.places.values) as Operand[];
  }

  get waveforms(): Operand[] {
    return this.at(this.layout.places.waveforms) as Operand[];
  }

  get parameters(): Assignment[] {
    return this.at(this.layout.places.parameters).filter((operand) => operand.$type === 'Assignment');
  }

  private at(places: readonly number[]): Argument[] {
    return places.map((place) => this.list[place]!);
  }
}

type Reader = (reading: Reading) => void;

/** How the operands of each letter are read. */
const READERS: Readonly<Record<string, Reader>> = {
  a: readCodeModel,
  b: readBehavioural,
  c: readPassive,
  d: readSemiconductor,
  e: readVoltageControlled,
  f: readCurrentControlled,
  g: readVoltageControlled,
  h: readCurrentControlled,
  i: readSource,
  j: readSemiconductor,
  k: readCoupling,
  l: readPassive,
  m: readSemiconductor,
  n: (reading) => readNodesAndModel(reading),
  o: readLossyLine,
  p: readPort,
  q: readSemiconductor,
  r: readPassive,
  s: readVoltageSwitch,
  t: readLine,
  u: readDigital,
  v: readSource,
  w: readCurrentSwitch,
  x: readInstance,
  y: readSingleLine,
  z: readSemiconductor,
};

const readers: (Reader | undefined)[] = [];
for (const [letter, reader] of Object.entries(READERS)) readers[letter.charCodeAt(0)] = reader;

/** One for all cards: roles are found without looking at another card. */
const reading = new Reading();

/**
 * Tells nodes from models and values by their place. `scope` decides where the
 * place alone does not: the third operand of a resistor is a model when one of
 * that name is declared.
 */
export function cardRoles(placed: PlacedCard<ElementCard>, scope: Scope): CardRoles {
  return (placed.roles ??= computeRoles(placed, scope));
}

function computeRoles(placed: PlacedCard<ElementCard>, scope: Scope): CardRoles {
  const { name } = placed.card;
  const code = name.charCodeAt(0) | 0x20;
  const flat = flatArguments(placed.card);
  const list = code === 97 ? openedPorts(flat) : flat;
  reading.begin(name, list, scope);
  readers[code]?.(reading);
  // What no reader knows has a role too, so that every operand is told.
  while (reading.at < list.length) reading.add('value');
  return new CardRoles(reading.letter, list, reading.finish());
}
