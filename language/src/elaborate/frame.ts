import type { Scope } from '../design/design.js';
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
    let depth = 0;
    for (let shape: Shape | undefined = this; shape; shape = shape.parent, depth++) {
      const slot = shape.definition.slotOf.get(name);
      if (slot !== undefined) {
        found = { depth, slot };
        break;
      }
    }
    this.resolved.set(name, found);
    return found;
  }

  /** All names that `slot` answers, for suggestions. */
  *names(): Iterable<string> {
    for (let shape: Shape | undefined = this; shape; shape = shape.parent) yield* shape.definition.slotOf.keys();
  }
}

/** A port of an instance: its node in the circuit, made when something inside first touches it. */
export interface Port {
  /** Index into the circuit's nodes, or −1. */
  node: number;
  /** The node's name where the X card stands, in the user's spelling. */
  outer: string;
  /** Absolute range of that name. */
  start: number;
  end: number;
}

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
  /** By the port's name in lower case. */
  ports: Map<string, Port>;
  /** Nodes that are local to it, by name in lower case. */
  nodes: Map<string, number>;
  /** Its devices and instances, by name in lower case. */
  devices: Map<string, number>;
  children: Map<string, Frame>;
  /** Models whose parameters it evaluates, by the model's name in lower case. */
  models: Map<string, number>;
}

/** The frame of the nearest enclosing instance of a scope, or undefined when none encloses. */
export function frameOfScope(frame: Frame, scope: Scope): Frame | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (at.scope === scope) return at;
  }
  return undefined;
}
