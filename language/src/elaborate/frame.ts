import type { Circuit } from '@nodal/protocol';
import type { Scope } from '../design/design.js';
import { CALL, PUSH_SLOT } from '../expressions/programs.js';
import type { DefinitionInfo } from './definitions.js';

/**
 * Where the frames' names resolve to. Frames of the same definition that were
 * instantiated along the same chain of definitions share a shape, and with it
 * every compiled expression.
 */
export class Shape {
  private readonly children = new Map<DefinitionInfo, Shape>();
  private readonly resolved = new Map<string, { depth: number; slot: number } | undefined>();
  /** Programs by place of the expression, for those that read outer frames. */
  readonly programs = new Map<number, number>();
  /** One of the programs of each text among them. */
  readonly texts = new Map<string, number>();

  constructor(readonly definition: DefinitionInfo, readonly parent: Shape | undefined) {}

  /** The shape of an instance of `definition` in a frame of this shape. */
  child(definition: DefinitionInfo): Shape {
    let shape = this.children.get(definition);
    if (!shape) {
      shape = new Shape(definition, this);
      this.children.set(definition, shape);
    }
    return shape;
  }

  /**
   * The slot of a name (lower case): the definition's own, else that of the
   * instance around it, and so on up to the top. This is ngspice's rule: a
   * subcircuit sees the parameters of whoever instantiates it.
   */
  slot(name: string): { depth: number; slot: number } | undefined {
    if (this.resolved.has(name)) return this.resolved.get(name);
    let found: { depth: number; slot: number } | undefined;
    const own = this.definition.slotOf.get(name);
    if (own !== undefined) {
      found = { depth: 0, slot: own };
    } else {
      const outer = this.parent?.slot(name);
      if (outer) found = { depth: outer.depth + 1, slot: outer.slot };
    }
    this.resolved.set(name, found);
    return found;
  }

  /** All names that `slot` answers, for suggestions. */
  *names(): Iterable<string> {
    yield* this.definition.slotOf.keys();
    if (this.parent) yield* this.parent.names();
  }
}

/** A node's name where an X card connects it, in the user's spelling, with its absolute range. */
export interface OuterNode { text: string; start: number; end: number }

/** An instance while its inside is elaborated, and afterwards for looking up names. */
export interface Frame {
  /** Index into the circuit's instances. */
  index: number;
  parent: Frame | undefined;
  scope: Scope;
  shape: Shape;
  /** The user's spelling, empty for the top. */
  path: string;
  /** First of its slots in the circuit's `slotValue`. */
  slotsStart: number;
  /** By port: the node outside. One array for all instances of the X card. */
  outer: readonly OuterNode[];
  /** By port: index into the circuit's nodes, made when something inside first touches the port; −1 before. */
  portNodes: number[];
  /** Nodes that are local to it, by name in lower case. Each map is made when it gets its first entry. */
  nodes: Map<string, number> | undefined;
  /** Its devices, by name in lower case. */
  devices: Map<string, number> | undefined;
  /** The instances in it, by name in lower case. */
  children: Map<string, Frame> | undefined;
  /** Models whose parameters it evaluates, by the model's name in lower case. */
  models: Map<string, number> | undefined;
}

/** The slots that a program reads in a frame, and the frames that they belong to. */
export function* slotsRead({ code, start, length }: Circuit['programs'], program: number, frame: Frame): Iterable<{ slot: number; owner: Frame }> {
  const first = start[program]!;
  for (let at = first; at < first + length[program]!;) {
    const word = code[at]!;
    if (word === PUSH_SLOT) {
      let owner = frame;
      for (let depth = code[at + 1]!; depth > 0; depth--) owner = owner.parent!;
      yield { slot: owner.slotsStart + code[at + 2]!, owner };
    }
    at += word === PUSH_SLOT || word === CALL ? 3 : 2;
  }
}

/** The frame of the nearest enclosing instance of a scope, or undefined when none encloses. */
export function frameOfScope(frame: Frame, scope: Scope): Frame | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (at.scope === scope) return at;
  }
  return undefined;
}
