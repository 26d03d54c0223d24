import { fold, type Banded } from './bands.js';
import { check } from './check.js';
import { placedBoxes, placedObstacles, pinPoint, type Drawn } from './drawing-model.js';
import { union } from './geometry.js';
import type { Counters } from './layout-sheet.js';
import { placeNetNames } from './net-names.js';
import type { PlacedPart } from './part.js';
import { place, type PlaceInput } from './place.js';
import { route } from './route.js';
import { boxOf } from './symbols/shape.js';

/** How often the room between parts is widened before nets are labelled. */
const WIDENINGS = 3;
/** Room for wires around a piece, in cells. */
const MARGIN = 3;
/** Bands are not made narrower than this, in cells. */
const LEAST_WIDTH = 90;

/** Width over height that a folded drawing should have. */
const ASPECT = 1.7;

export interface PieceResult {
  drawn: Drawn;
  /** Parts from left to right. */
  order: string[];
  bandOf: ReadonlyMap<string, number>;
  /** Nets of the sheet that have to be labelled, because every try had a fault. */
  troubled: number[];
}

/** Places and routes one connected piece, with more and more room until the checker is content. */
export function bandedDrawing(input: Omit<PlaceInput, 'widening'> & { formerBand: ReadonlyMap<string, number> }, counters: Counters): PieceResult {
  let last: PieceResult | undefined;
  for (let widening = 0; widening < WIDENINGS; widening++) {
    const { parts, order } = place({ ...input, widening });
    const target = Math.max(LEAST_WIDTH, Math.sqrt(parts.reduce((sum, part) => sum + room(part), 0) * ASPECT));
    const banded = fold(parts, target, input.styleOf, input.nameOf, input.formerBand);
    const { bandOf } = banded;
    const drawn = routed(banded, input.nameOf, counters);
    const faults = check(drawn);
    if (faults.length === 0) return { drawn, order, bandOf, troubled: [] };
    counters.rejected++;
    const nets = faults.flatMap(({ pieces }) => pieces.map((piece) => drawn.pieces[piece]!.net));
    // A fault without a wire is a matter of room; then the largest net goes.
    const largest = (): number[] => [...drawn.pieces].sort((a, b) => b.pins.length - a.pins.length).slice(0, 1).map(({ net }) => net);
    last = { drawn, order, bandOf, troubled: nets.length > 0 ? [...new Set(nets)] : largest() };
  }
  return last!;
}

/** What a part takes in a drawing, with its share of the wires around it, in square cells. */
function room(part: PlacedPart): number {
  const { left, top, right, bottom } = union(placedBoxes(part));
  return (right - left + 4) * (bottom - top + 8);
}

function routed({ parts, pieces }: Banded, nameOf: (net: number) => string, counters: Counters): Drawn {
  for (const part of parts) {
    part.x += MARGIN;
    part.y += MARGIN;
  }
  const box = union(parts.flatMap(placedBoxes));
  const width = Math.ceil(box.right) + MARGIN;
  const height = Math.ceil(box.bottom) + MARGIN;
  const wires = pieces.map(({ net, parts: own }) => ({ net, pins: own.map(({ part, pin }) => pinPoint(part, pin)) }));
  // Pins with a symbol of their own are no wire's; pieces of -1 keep wires off them.
  const foreign = parts.flatMap((part) => part.shape.pins.flatMap((_, pin) => (part.locals[pin] && part.part.form !== 'terminal' ? [pinPoint(part, pin)] : [])));
  const { segments, counters: spent } = route({
    width, height, nets: wires.length,
    obstacles: [...parts.flatMap(placedObstacles), ...foreign.map(({ x, y }) => ({ left: x, top: y, right: x, bottom: y }))],
    pins: wires.flatMap(({ pins }, net) => pins.map(({ x, y }) => ({ net, x, y }))),
  });
  counters.expansions += spent.expansions;
  counters.ripUps += spent.ripUps;
  const bare = { parts, pieces: wires, segments, width, height };
  return cropped({ ...bare, texts: placeNetNames(bare, nameOf) });
}

/** Takes away the room that no wire has used. */
function cropped(drawn: Drawn): Drawn {
  const { left, top, right, bottom } = union([
    ...drawn.parts.flatMap(placedBoxes), ...drawn.texts.map(boxOf),
    ...drawn.segments.map(({ x1, y1, x2, y2 }) => ({ left: x1, top: y1, right: x2, bottom: y2 })),
  ]);
  const [dx, dy] = [1 - Math.floor(left), 1 - Math.floor(top)];
  for (const part of drawn.parts) {
    part.x += dx;
    part.y += dy;
  }
  return {
    parts: drawn.parts,
    pieces: drawn.pieces.map(({ net, pins }) => ({ net, pins: pins.map(({ x, y }) => ({ x: x + dx, y: y + dy })) })),
    segments: drawn.segments.map(({ net, x1, y1, x2, y2 }) => ({ net, x1: x1 + dx, y1: y1 + dy, x2: x2 + dx, y2: y2 + dy })),
    texts: drawn.texts.map((text) => ({ ...text, x: text.x + dx, y: text.y + dy })),
    width: Math.ceil(right) + dx + 1, height: Math.ceil(bottom) + dy + 1,
  };
}
