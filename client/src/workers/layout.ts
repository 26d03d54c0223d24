import { drawSchematic, type SchematicState } from '@nodal/drawing/schematic/index';
import type { LayoutReply, LayoutRequest } from '@nodal/protocol';

/** How many decks' drawings are remembered, so that the next one of a deck resembles the last. */
const REMEMBERED = 8;

/** Draws circuits one after the other; the worker's own state is what the last drawings left. */
export class LayoutWorker {
  /** By the deck's URI, the latest last. */
  private readonly states = new Map<string, SchematicState>();

  /** What goes wrong is an answer too. */
  reply({ id, circuit }: LayoutRequest): LayoutReply {
    try {
      const { drawing, state, deck } = drawSchematic(circuit, (uri) => this.states.get(uri));
      this.states.delete(deck);
      this.states.set(deck, state);
      if (this.states.size > REMEMBERED) this.states.delete(this.states.keys().next().value!);
      return { type: 'drawn', id, drawing };
    } catch (error) {
      return { type: 'failed', id, message: error instanceof Error ? error.message : String(error) };
    }
  }
}
