import type { AstNode } from 'langium';
import { isGround } from '../design/lookup.js';
import type { PlacedCard } from '../design/design.js';
import type { Elaboration } from './elaboration.js';
import type { Frame } from './frame.js';

/** Index of the ground node. */
export const GROUND = 0;

/**
 * The node of a name in a frame, made at its first appearance. `0` and the other
 * names of ground in the deck's dialect are ground everywhere, a name of `.global` is the top's, a port is the node
 * outside, all others are local to the instance.
 */
export function nodeAt(elaboration: Elaboration, frame: Frame, name: string, placed: PlacedCard, at: AstNode): number {
  return node(elaboration, frame, name, () => elaboration.origin(placed, at));
}

function node(elaboration: Elaboration, frame: Frame, name: string, origin: () => number): number {
  if (isGround(name, elaboration.grounds)) return GROUND;
  const key = name.toLowerCase();
  const port = frame.shape.definition.portOf.get(key);
  if (port !== undefined) {
    const known = frame.portNodes[port]!;
    if (known >= 0) return known;
    const outer = frame.outer[port]!;
    const { circuit } = elaboration.builder;
    const file = circuit.origins.file[circuit.instances.origin[frame.index]!]!;
    return (frame.portNodes[port] = node(elaboration, frame.parent!, outer.text, () => elaboration.builder.origin(file, outer.start, outer.end)));
  }
  if (frame.parent && isGlobal(elaboration, key)) return node(elaboration, topOf(frame), name, origin);
  frame.nodes ??= new Map();
  let index = frame.nodes.get(key);
  if (index === undefined) {
    index = elaboration.builder.node(frame.path === '' ? name : `${frame.path}.${name}`, frame.index, origin());
    frame.nodes.set(key, index);
  }
  return index;
}

/** The node that a name already has, without making one. */
export function existingNode(elaboration: Elaboration, frame: Frame, name: string): number | undefined {
  if (isGround(name, elaboration.grounds)) return GROUND;
  const key = name.toLowerCase();
  const port = frame.shape.definition.portOf.get(key);
  if (port !== undefined) {
    const known = frame.portNodes[port]!;
    return known >= 0 ? known : existingNode(elaboration, frame.parent!, frame.outer[port]!.text);
  }
  if (frame.parent && isGlobal(elaboration, key)) return existingNode(elaboration, topOf(frame), name);
  return frame.nodes?.get(key);
}

/** A name of `.global`, or one that PSpice takes for global by its form: `$G_DPWR`. */
function isGlobal(elaboration: Elaboration, key: string): boolean {
  return elaboration.design.globals.has(key) || key.startsWith('$g_');
}

export function topOf(frame: Frame): Frame {
  let at = frame;
  while (at.parent) at = at.parent;
  return at;
}
