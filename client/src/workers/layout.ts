import { drawSchematic } from '@nodal/drawing/schematic/draw-schematic';
import type { LayoutReply, LayoutRequest } from '@nodal/protocol';

/** Draws one circuit; what goes wrong is an answer too. */
export function layout({ id, circuit }: LayoutRequest): LayoutReply {
  try {
    return { type: 'drawn', id, drawing: drawSchematic(circuit) };
  } catch (error) {
    return { type: 'failed', id, message: error instanceof Error ? error.message : String(error) };
  }
}
