import type { PlacedCard } from '../design/design.js';
import { isMalformed } from '../design/reporter.js';
import type { CardRoles } from '../design/roles.js';

/**
 * What an element is between its nodes at direct current. Nodes are numbers of
 * the receiver's. Where nobody can say what an element is, its nodes are
 * `unknown`, and nothing is found there.
 */
export interface BranchReceiver {
  /** Direct current can flow. */
  conductor(a: number, b: number): void;
  /** A voltage source, independent or controlled: the voltage is given and any current can flow. */
  voltage(a: number, b: number): void;
  /** A voltage source of 0 V at direct current. */
  inductor(a: number, b: number): void;
  /** The current is given. */
  current(a: number, b: number): void;
  /** The current depends on voltages or currents. */
  controlledCurrent(a: number, b: number): void;
  capacitor(a: number, b: number): void;
  /** No current flows; the voltage to `channel` matters. */
  gate(gate: number, channel: number): void;
  /** Only junctions that are never meant to conduct. */
  bulk(bulk: number, channel: number): void;
  /** The voltage controls something, and no current flows. */
  read(node: number): void;
  unknown(node: number): void;
}

/** Parameters that put a resistance beside or into an element. */
const RESISTIVE = new Set(['rser', 'rpar', 'rlshunt', 'r', 'rp']);
/** Current sources of LTspice that are loads. */
const LOADS = new Set(['load', 'step']);
const LOAD_PARAMETERS = new Set(['r', 'tbl', 'table', 'rpar']);
/** What makes a port of a voltage source, which has an impedance then. */
const PORTS = new Set(['portnum', 'port', 'z0']);

/** Tells what a card's element is between its nodes. `nodes` are those of `layout.places.nodes`, in that order. */
export function tellBranches(placed: PlacedCard, { letter, layout, list }: CardRoles, nodes: readonly number[], receiver: BranchReceiver): void {
  const unknown = () => {
    for (const node of nodes) receiver.unknown(node);
  };
  if (nodes.length === 0) return;
  const [a, b, c, d] = nodes as [number, number, number, number];
  if (nodes.length < 2 || isMalformed(placed)) return unknown();
  const has = (names: ReadonlySet<string>, role: 'parameter' | 'keyword' = 'parameter') => layout.special && mentions(list, layout.places[role === 'parameter' ? 'parameters' : 'keywords'], names);
  const controls = () => {
    layout.places.nodes.forEach((place, i) => {
      if (layout.roles[place] === 'control-node') receiver.read(nodes[i]!);
    });
  };
  switch (letter) {
    case 'r': return receiver.conductor(a, b);
    case 'c':
      // Other simulators than ngspice hold the voltage of `ic=` while they look for the operating point.
      // A resistance in series carries no direct current.
      if (has(PARALLEL) || (placed.file.parsed.dialect.name !== 'ngspice' && has(INITIAL))) return receiver.conductor(a, b);
      return receiver.capacitor(a, b);
    case 'l':
      // LTspice gives each inductor a milliohm.
      if (has(RESISTIVE) || placed.file.parsed.dialect.name === 'ltspice') return receiver.conductor(a, b);
      return receiver.inductor(a, b);
    case 'v':
      if (has(RESISTIVE) || has(PORTS) || has(PORTS, 'keyword')) return receiver.conductor(a, b);
      return receiver.voltage(a, b);
    case 'i':
      if (has(LOAD_PARAMETERS) || has(LOADS, 'keyword') || has(PORTS)) return receiver.conductor(a, b);
      return receiver.current(a, b);
    case 'e': case 'h':
      if (has(TRANSFORMERS, 'keyword')) return unknown();
      controls();
      if (has(RESISTIVE)) return receiver.conductor(a, b);
      return receiver.voltage(a, b);
    case 'g': case 'f':
      controls();
      if (has(RESISTIVE) || has(RESISTORS, 'keyword')) return receiver.conductor(a, b);
      if (has(CAPACITORS, 'keyword')) return receiver.capacitor(a, b);
      return receiver.controlledCurrent(a, b);
    case 'b':
      if (!tellBehavioural(has, nodes, receiver)) unknown();
      return;
    case 's': case 'w':
      if (layout.places.nodes.length > 4) return unknown();
      if (layout.places.nodes.some((place, i) => i > 1 && layout.roles[place] === 'node')) return unknown();
      controls();
      return receiver.conductor(a, b);
    case 'd':
      receiver.conductor(a, b);
      for (let i = 2; i < nodes.length; i++) receiver.unknown(nodes[i]!);
      return;
    case 'q': case 'j': case 'z': case 't':
      for (let i = 1; i < nodes.length; i++) {
        if (i < 4) receiver.conductor(a, nodes[i]!);
        else receiver.unknown(nodes[i]!);
      }
      return;
    case 'm':
      if (nodes.length < 3) return unknown();
      receiver.conductor(a, c);
      receiver.gate(b, a);
      if (nodes.length === 4) receiver.bulk(d, c);
      for (let i = nodes.length === 4 ? 4 : 3; i < nodes.length; i++) receiver.unknown(nodes[i]!);
      return;
    case 'k': return;
    default: return unknown();
  }
}

const INITIAL = new Set(['ic']);
const TRANSFORMERS = new Set(['transformer']);
const RESISTORS = new Set(['vcr']);
const CAPACITORS = new Set(['vccap']);
const VOLTAGES = new Set(['v']);
const CURRENTS = new Set(['i']);
const PARALLEL = new Set(['rpar']);
const CHARGES = new Set(['q', 'c']);
const RESISTANCES = new Set(['r', 'g', 'l', 'flux', 'p']);

/** A source of LTspice, ngspice and Xyce by what its expression gives; false when it is something else. */
function tellBehavioural(has: (names: ReadonlySet<string>) => boolean, nodes: readonly number[], receiver: BranchReceiver): boolean {
  const [a, b] = nodes as [number, number];
  if (nodes.length !== 2) return false;
  if (has(PARALLEL) || has(RESISTANCES)) receiver.conductor(a, b);
  else if (has(VOLTAGES)) receiver.voltage(a, b);
  else if (has(CURRENTS)) receiver.controlledCurrent(a, b);
  else if (has(CHARGES)) receiver.capacitor(a, b);
  else return false;
  return true;
}

/** Whether one of a card's words or assigned names, by their places, is one of `names`. */
function mentions(list: CardRoles['list'], places: readonly number[], names: ReadonlySet<string>): boolean {
  for (const place of places) {
    const operand = list[place]!;
    const word = operand.$type === 'Assignment' && operand.target.$type === 'Word' ? operand.target : operand;
    if (word.$type === 'Word' && names.has(word.text.toLowerCase())) return true;
  }
  return false;
}
