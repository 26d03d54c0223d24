import type { SchematicDrawing } from './views.js';

/** Messages between the extension host and the layout worker, which places and routes circuits. */

/** Host → worker: draw a circuit. The host asks for one at a time. */
export interface LayoutRequest {
  type: 'layout';
  id: number;
  /** The encoded circuit. */
  circuit: Uint8Array;
}

/** Worker → host. */
export type LayoutReply =
  | { type: 'drawn'; id: number; drawing: SchematicDrawing }
  /** What keeps the circuit from being drawn. */
  | { type: 'failed'; id: number; message: string };
