import type { Design, PlacedCard, Port, Scope } from '../design/design.js';
import { isGround, lookupSubcircuit } from '../design/lookup.js';
import { operandText } from '../design/operands.js';
import { type Place, placeOf } from '../design/places.js';
import { type CardRoles, cardRoles } from '../design/roles.js';
import { subcircuitOf } from '../design/subcircuit-of.js';
import { cardExpressions } from '../expressions/card-expressions.js';
import type { Dialect } from '../dialect/dialect.js';
import type { ElementCard, Operand } from '../generated/ast.js';
import { HEAD_X } from '../text/card-head.js';
import { type BranchReceiver, tellBranches } from './branches.js';
import type { Circumstances } from './circumstances.js';
export type { Loop } from './voltage-loops.js';
import { type Edge, type Loop, VoltageLoops } from './voltage-loops.js';
import { UnionFind } from './union-find.js';

/** Ground in each scope. */
const GROUND = 0;

/** What is connected to a node. */
export const CAPACITOR = 1, CURRENT = 2, CONTROLLED = 4, GATE = 8, BULK = 16, READ = 32, OTHER = 64;
/** What says nothing of a node's voltage, but depends on it. */
export const ONLY_READ = GATE | READ;
/** What connects a node with what is not in sight: a port, a global name, an element that nobody knows. */
const OUTSIDE = 128, PORT = 256;

/** How many elements are looked at between two pauses. */
const ELEMENTS_PER_SLICE = 2000;

/** What the ports of a subcircuit are to each other. */
export interface PortConnections {
  /** For each port the number of its set, ground being 0: of what direct current joins, of what is joined at all, and of what voltage sources join, without inductors and with them. */
  paths: readonly number[];
  touching: readonly number[];
  sources: readonly number[];
  inductors: readonly number[];
  /** What is connected to each port's set of paths. */
  kinds: readonly number[];
}

/** A set of nodes that direct current joins with each other, and not with ground. */
export interface Group {
  nodes: readonly number[];
  /** What is connected to them. */
  kinds: number;
}

/** The nodes of a scope with what joins them: the inside of a subcircuit is looked at once, whatever its instances. */
export class ScopeConnections implements BranchReceiver {
  private readonly numbers = new Map<number, number>();
  private readonly paths = new UnionFind();
  private readonly touching = new UnionFind();
  private readonly loops = new VoltageLoops();
  private readonly kinds: number[] = [OTHER];
  /** Where each node is met first. */
  private readonly first: { placed: PlacedCard<ElementCard>; place: number }[] = [];
  /** How many pins are on each node. */
  private readonly pins: number[] = [0];
  /** For each element of the scope its nodes. */
  private readonly nodesOf: (readonly number[])[] = [];
  private readonly ports: number[];
  /** The card that is being read; whether it counts for loops, since each instance has it and nothing is wrong with it; whether somebody reads its current. */
  private card!: PlacedCard<ElementCard>;
  private sure = true;
  private currentIsRead = false;
  /** Numbers of the names of nodes that were read before a pin was met on them. */
  private readonly readBefore = new Set<number>();
  private ownConnections: PortConnections | undefined;
  private byNode: Map<number, PlacedCard<ElementCard>[]> | undefined;

  constructor(private readonly design: Design, readonly scope: Scope, private readonly circumstances: Circumstances) {
    this.ports = (scope.subcircuit?.ports ?? []).map(({ name }) => {
      const node = this.numberOf(name, scope.subcircuit!.placed.file.parsed.dialect);
      this.kinds[node]! |= PORT;
      return node;
    });
  }

  /** Joins what the elements join; `inside` has the subcircuits that they are instances of. It pauses now and then. */
  *connect(inside: ReadonlyMap<Scope, ScopeConnections>): Generator<void, void> {
    const currentsRead = this.currentsRead();
    let left = ELEMENTS_PER_SLICE;
    for (const placed of this.scope.elements) {
      this.add(placed, inside, currentsRead);
      if (--left > 0) continue;
      left = ELEMENTS_PER_SLICE;
      yield;
    }
    this.loops.closeInductors();
  }

  /** Sets of nodes that nothing at all joins with ground. */
  get islands(): Group[] {
    return this.groups(this.touching);
  }

  /** Sets of nodes without a path for direct current to ground whose voltage follows from nothing. */
  get floating(): Group[] {
    return this.groups(this.paths).filter(({ kinds, nodes }) => {
      if ((kinds & CONTROLLED) !== 0 && (kinds & READ) !== 0) return false;
      return nodes.length > 1 || this.pins[nodes[0]!]! > 1;
    });
  }

  /** Nodes that connect nothing but the bulks of transistors, at least two. */
  get bulks(): number[] {
    return this.first.flatMap((_, node) => (this.kinds[node] === BULK && this.pins[node]! > 1 ? [node] : []));
  }

  /** Ports that no pin inside is on and no expression reads. */
  get unusedPorts(): Port[] {
    return (this.scope.subcircuit?.ports ?? []).filter((_, index) => {
      const node = this.ports[index]!;
      return node !== GROUND && this.pins[node] === 0 && (this.kinds[node]! & (READ | OUTSIDE)) === 0;
    });
  }

  get voltageLoops(): readonly Loop[] {
    return this.loops.found;
  }

  nameOf(node: number): string {
    return this.mentionOf(node).name;
  }

  /** The card where a node is met first, and how it is written there. */
  mentionOf(node: number): { placed: PlacedCard<ElementCard>; name: string } {
    const { placed, place } = this.first[node]!;
    return { placed, name: operandText(placed, cardRoles(placed, this.scope).list[place] as Operand).text };
  }

  /** The first mention of a node. */
  placeOf(node: number): Place {
    const { placed, place } = this.first[node]!;
    return placeOf(placed, cardRoles(placed, this.scope).list[place]!);
  }

  /** Whether the node is met first in the deck itself, and not in what it includes or in a library. */
  standsInDeck(node: number): boolean {
    return this.design.role === 'deck' && this.first[node]!.placed.file.index === 0;
  }

  pinsOn(node: number): number {
    return this.pins[node]!;
  }

  /** The elements that nodes connect, in the order of the text. */
  elementsAt(nodes: readonly number[]): PlacedCard<ElementCard>[] {
    if (this.byNode === undefined) {
      this.byNode = new Map();
      this.nodesOf.forEach((list, index) => {
        for (const node of new Set(list)) {
          const known = this.byNode!.get(node);
          const placed = this.scope.elements[index]!;
          if (known === undefined) this.byNode!.set(node, [placed]);
          else known.push(placed);
        }
      });
    }
    return [...new Set(nodes.flatMap((node) => this.byNode!.get(node) ?? []))];
  }

  /** What the ports are to each other, for the instances. */
  get portConnections(): PortConnections {
    return (this.ownConnections ??= this.connectionsOfPorts());
  }

  private connectionsOfPorts(): PortConnections {
    const kinds = this.kindsBySet(this.paths);
    // What an instance gives for a port that is called like ground differs between simulators.
    const numbers = (sets: UnionFind) => this.ports.map((node, port) => (node === GROUND ? -1 - port : sets.find(node)));
    return {
      paths: numbers(this.paths), touching: numbers(this.touching), sources: numbers(this.loops.unreadSources), inductors: numbers(this.loops.unreadInductors),
      kinds: this.ports.map((node) => (node === GROUND ? OUTSIDE : kinds.get(this.paths.find(node))! & ~PORT)),
    };
  }

  conductor(a: number, b: number): void {
    this.paths.join(a, b);
    this.touch(a, b, OTHER);
  }

  voltage(a: number, b: number): void {
    this.paths.join(a, b);
    this.touch(a, b, OTHER);
    if (this.sure) this.loops.addSource(this.edge(a, b, !/^v/i.test(this.card.card.name)));
  }

  inductor(a: number, b: number): void {
    this.paths.join(a, b);
    this.touch(a, b, OTHER);
    if (this.sure) this.loops.addInductor(this.edge(a, b, false));
  }

  current(a: number, b: number): void {
    this.touch(a, b, CURRENT);
  }

  capacitor(a: number, b: number): void {
    this.touch(a, b, CAPACITOR);
  }

  controlledCurrent(a: number, b: number): void {
    this.touch(a, b, CONTROLLED);
  }

  gate(gate: number, channel: number): void {
    this.touching.join(gate, channel);
    this.kinds[gate]! |= GATE | READ;
    this.kinds[channel]! |= OTHER;
  }

  bulk(bulk: number, channel: number): void {
    this.paths.join(bulk, channel);
    this.touching.join(bulk, channel);
    this.kinds[bulk]! |= BULK;
  }

  read(node: number): void {
    this.kinds[node]! |= READ;
  }

  unknown(node: number): void {
    this.kinds[node]! |= OUTSIDE;
  }

  private edge(a: number, b: number, controlled: boolean): Edge {
    return { a, b, placed: this.card, read: this.currentIsRead, controlled };
  }

  private touch(a: number, b: number, kind: number): void {
    this.touching.join(a, b);
    this.kinds[a]! |= kind;
    this.kinds[b]! |= kind;
  }

  private add(placed: PlacedCard<ElementCard>, inside: ReadonlyMap<Scope, ScopeConnections>, currentsRead: ReadonlySet<number>): void {
    const roles = cardRoles(placed, this.scope);
    const nodes = this.readNodes(placed, roles);
    this.nodesOf.push(nodes);
    this.card = placed;
    this.sure = placed.branch === undefined && placed.facts!.clean;
    this.currentIsRead = currentsRead.has(placed.facts!.name) || this.circumstances.readInside.has(placed.card.name.toLowerCase());
    if (placed.head === HEAD_X) this.addInstance(placed, nodes, inside);
    else tellBranches(placed, roles, nodes, this);
    for (const probe of placed.facts!.probes) {
      const node = this.numbers.get(probe);
      if (node !== undefined) this.kinds[node]! |= READ;
      else this.readBefore.add(probe);
    }
  }

  private readNodes(placed: PlacedCard<ElementCard>, { list, layout }: CardRoles): readonly number[] {
    const { dialect } = placed.file.parsed;
    return layout.places.nodes.map((place) => {
      const operand = list[place] as Operand;
      const node = this.numberOf(operand.$type === 'Word' ? operand.text : operandText(placed, operand).text, dialect);
      this.first[node] ??= { placed, place };
      this.pins[node]!++;
      return node;
    });
  }

  private numberOf(name: string, dialect: Dialect): number {
    if (isGround(name, dialect) || isGround(name, this.circumstances.grounds)) return GROUND;
    const id = this.design.names.id(name);
    let node = this.numbers.get(id);
    if (node === undefined) {
      node = this.kinds.length;
      this.numbers.set(id, node);
      const key = name.toLowerCase();
      const outside = key.startsWith('$g_') || this.design.globals.has(key) || this.circumstances.held.has(key) || this.circumstances.shunted;
      this.kinds.push((outside ? OUTSIDE : 0) | (this.readBefore.has(id) ? READ : 0));
      this.pins.push(0);
    }
    return node;
  }

  /** Joins what a subcircuit joins. What is not known of it may be anything. */
  private addInstance(placed: PlacedCard<ElementCard>, nodes: readonly number[], inside: ReadonlyMap<Scope, ScopeConnections>): void {
    const name = subcircuitOf(placed, this.scope);
    const declared = name === undefined ? undefined : lookupSubcircuit(this.scope, name);
    const connections = declared === undefined || declared.unread !== undefined ? undefined : inside.get(declared.scope)?.portConnections;
    if (connections === undefined || connections.paths.length !== nodes.length) {
      for (const node of nodes) this.unknown(node);
      return;
    }
    joinBySet(connections.paths, nodes, (a, b) => void this.paths.join(a, b));
    joinBySet(connections.touching, nodes, (a, b) => void this.touching.join(a, b));
    if (this.sure) {
      joinBySet(connections.sources, nodes, (a, b) => this.loops.addSource(this.edge(a, b, true)));
      joinFurther(connections, nodes, (a, b) => this.loops.addInductor(this.edge(a, b, true)));
    }
    nodes.forEach((node, port) => (this.kinds[node]! |= connections.kinds[port]!));
  }

  /** The numbers of the names of elements whose currents others read: a current that goes round is not free there. */
  private currentsRead(): ReadonlySet<number> {
    const { names } = this.design;
    const read = new Set<number>();
    for (const placed of this.circumstances.referring.get(this.scope) ?? []) {
      const { elements, letter } = cardRoles(placed, this.scope);
      if (letter !== 'k') for (const element of elements) read.add(names.id(element.text));
    }
    for (const placed of this.scope.elements) {
      if (!placed.facts!.reads) continue;
      for (const { parsed } of cardExpressions(placed)) for (const step of parsed.steps) if (step.kind === 'current') read.add(names.id(step.device));
    }
    return read;
  }

  private kindsBySet(sets: UnionFind): Map<number, number> {
    const bySet = new Map<number, number>();
    this.kinds.forEach((kinds, node) => bySet.set(sets.find(node), (bySet.get(sets.find(node)) ?? 0) | kinds));
    return bySet;
  }

  /** The sets without ground and without anything outside. */
  private groups(sets: UnionFind): Group[] {
    const kinds = this.kindsBySet(sets);
    const bySet = new Map<number, number[]>();
    for (let node = 1; node < this.kinds.length; node++) {
      const set = sets.find(node);
      if (set === GROUND || (kinds.get(set)! & (OUTSIDE | PORT)) !== 0 || this.first[node] === undefined) continue;
      const known = bySet.get(set);
      if (known === undefined) bySet.set(set, [node]);
      else known.push(node);
    }
    return [...bySet].map(([set, nodes]) => ({ nodes, kinds: kinds.get(set)! }));
  }
}

/** Calls `join` for the nodes of each set with the first one, or with ground. */
function joinBySet(sets: readonly number[], nodes: readonly number[], join: (a: number, b: number) => void): void {
  const first = new Map([[GROUND, GROUND]]);
  sets.forEach((set, port) => {
    const other = first.get(set);
    if (other === undefined) first.set(set, nodes[port]!);
    else join(other, nodes[port]!);
  });
}

/** Calls `join` for what inductors join beyond the sources. */
function joinFurther({ sources, inductors }: PortConnections, nodes: readonly number[], join: (a: number, b: number) => void): void {
  const first = new Map([[GROUND, GROUND]]);
  const met = new Set([GROUND]);
  sources.forEach((set, port) => {
    if (met.has(set)) return;
    met.add(set);
    const other = first.get(inductors[port]!);
    if (other === undefined) first.set(inductors[port]!, nodes[port]!);
    else join(other, nodes[port]!);
  });
}
