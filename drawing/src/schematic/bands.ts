import { union } from './geometry.js';
import { pinPoint, placedBoxes } from './drawing-model.js';
import { DEFAULT_POSE, posed, type NetStyle, type PlacedPart } from './part.js';

/** More wires than this are not cut at one place. */
const MOST_CUT_WIRES = 6;
/** Room between two bands, in cells. */
const BETWEEN = 4;

/** A net's pins in one band. */
export interface NetPiece {
  net: number;
  parts: { part: PlacedPart; pin: number }[];
}

export interface Banded {
  parts: PlacedPart[];
  pieces: NetPiece[];
  /** By part: the band that it stands in. */
  bandOf: Map<string, number>;
}

/**
 * Step 9: a drawing wider than the target is cut where the fewest nets cross,
 * and its pieces are put below each other. A net that crosses a cut ends in a
 * flag with its name on both sides.
 * @param formerBand where the former drawing had the parts; its cuts are kept
 *   while they are not much worse than others
 */
export function fold(parts: readonly PlacedPart[], target: number, styleOf: (net: number) => NetStyle, nameOf: (net: number) => string, formerBand: ReadonlyMap<string, number>): Banded {
  const bands = cutIntoBands([...parts], target, styleOf, formerBand);
  const bandOf = new Map(bands.flatMap((band, index) => band.map(({ part }) => [part.id, index] as const)));
  const bandsOf = new Map<number, Set<number>>();
  bands.forEach((band, index) => {
    for (const { part } of band) for (const net of part.nets) if (styleOf(net) === 'wire') bandsOf.set(net, (bandsOf.get(net) ?? new Set()).add(index));
  });
  const placed: PlacedPart[] = [];
  const pieces: NetPiece[] = [];
  let y = 0;
  bands.forEach((band, index) => {
    const box = union(band.flatMap(placedBoxes));
    for (const part of band) {
      part.x -= Math.floor(box.left);
      part.y += y - Math.floor(box.top);
    }
    const all = [...band, ...flags(band, index, bandsOf, styleOf, nameOf)];
    const full = union(all.flatMap(placedBoxes));
    y = Math.ceil(full.bottom) + BETWEEN;
    placed.push(...all);
    const own = new Map<number, NetPiece>();
    for (const part of all) {
      part.part.nets.forEach((net, pin) => {
        if (part.locals[pin] && part.part.form !== 'terminal') return;
        const piece = own.get(net) ?? { net, parts: [] };
        own.set(net, piece);
        piece.parts.push({ part, pin });
      });
    }
    pieces.push(...own.values());
  });
  const left = Math.min(...placed.flatMap(placedBoxes).map((box) => box.left));
  for (const part of placed) part.x -= Math.floor(left);
  return { parts: placed, pieces, bandOf };
}

function cutIntoBands(parts: PlacedPart[], target: number, styleOf: (net: number) => NetStyle, formerBand: ReadonlyMap<string, number>): PlacedPart[][] {
  const bands: PlacedPart[][] = [];
  let rest = parts;
  for (;;) {
    const box = union(rest.flatMap(placedBoxes));
    if (box.right - box.left <= target * 1.15) return [...bands, rest];
    // Bands of about the same width, so that the last one is no crumb.
    const width = box.right - box.left;
    const cut = formerCut(rest, box.left + target * 1.3, formerBand, styleOf) ?? bestCut(rest, box.left, Math.min(target, (width / Math.ceil(width / target)) * 1.06), styleOf);
    if (cut === undefined) return [...bands, rest];
    bands.push(rest.filter((part) => rightEnd(part) <= cut));
    rest = rest.filter((part) => rightEnd(part) > cut);
  }
}

function rightEnd(part: PlacedPart): number {
  return Math.max(...placedBoxes(part).map((box) => box.right));
}

/** The x between the parts of the former drawing's first band among these and all later ones, when there still is one before `limit`. */
function formerCut(parts: readonly PlacedPart[], limit: number, formerBand: ReadonlyMap<string, number>, styleOf: (net: number) => NetStyle): number | undefined {
  const known = parts.filter(({ part }) => formerBand.has(part.id));
  const first = Math.min(...known.map(({ part }) => formerBand.get(part.id)!));
  const [here, later] = [known.filter(({ part }) => formerBand.get(part.id) === first), known.filter(({ part }) => formerBand.get(part.id)! > first)];
  if (here.length === 0 || later.length === 0) return undefined;
  const { spans, crossing } = cutter(parts, styleOf);
  for (let x = Math.min(limit, Math.min(...later.map((part) => Math.min(...placedBoxes(part).map((box) => box.left))))); x >= Math.max(...here.map(rightEnd)); x -= 0.5) {
    if (!spans.some((span) => span.left < x && span.right > x) && crossing(x) <= MOST_CUT_WIRES) return x;
  }
  return undefined;
}

interface Cutter {
  spans: { left: number; right: number }[];
  /** Nets that a cut at x crosses. */
  crossing(x: number): number;
}

/** The x of the cut with the fewest nets across it, the later the better. */
function bestCut(parts: readonly PlacedPart[], left: number, target: number, styleOf: (net: number) => NetStyle): number | undefined {
  const { spans, crossing } = cutter(parts, styleOf);
  let best: { x: number; price: number } | undefined;
  for (let x = left + target; x > left + target * 0.5; x -= 0.5) {
    if (spans.some((span) => span.left < x && span.right > x)) continue;
    if (!spans.some((span) => span.right <= x) || !spans.some((span) => span.left >= x)) continue;
    const wires = crossing(x);
    if (wires > MOST_CUT_WIRES) continue;
    const price = wires + (left + target - x) / (target * 0.2);
    if (!best || price < best.price - 1e-9) best = { x, price };
  }
  return best?.x;
}

function cutter(parts: readonly PlacedPart[], styleOf: (net: number) => NetStyle): Cutter {
  const spans = parts.map((part) => {
    const boxes = placedBoxes(part);
    return { left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)) };
  });
  const reach = new Map<number, { least: number; most: number }>();
  for (const part of parts) {
    part.part.nets.forEach((net, pin) => {
      if (styleOf(net) !== 'wire') return;
      const { x } = pinPoint(part, pin);
      const known = reach.get(net);
      reach.set(net, known ? { least: Math.min(known.least, x), most: Math.max(known.most, x) } : { least: x, most: x });
    });
  }
  const crossing = (x: number): number => [...reach.values()].filter(({ least, most }) => least < x && most > x).length;
  return { spans, crossing };
}

/** The flags of a band's nets that go on elsewhere. */
function flags(band: readonly PlacedPart[], index: number, bandsOf: ReadonlyMap<number, Set<number>>, styleOf: (net: number) => NetStyle, nameOf: (net: number) => string): PlacedPart[] {
  const box = union(band.flatMap(placedBoxes));
  const made: PlacedPart[] = [];
  for (const [net, where] of bandsOf) {
    if (where.size < 2 || !where.has(index)) continue;
    const earlier = Math.min(...where) < index;
    const side = earlier ? 'left' : 'right';
    const pins = band.flatMap((part) => part.part.nets.flatMap((own, pin) => (own === net ? [pinPoint(part, pin)] : [])));
    const nearest = pins.reduce((a, b) => ((earlier ? b.x < a.x : b.x > a.x) ? b : a));
    const flag = posed({ form: 'terminal', id: `flag ${net} ${index}`, devices: [], nets: [net], side }, DEFAULT_POSE, styleOf, nameOf);
    flag.x = earlier ? Math.floor(box.left) - 3 : Math.ceil(box.right) + 3;
    // At the height of the net's lane, where most of its pins are.
    const count = (y: number): number => pins.filter((pin) => pin.y === y).length;
    flag.y = pins.reduce((best, pin) => (count(pin.y) > count(best) ? pin.y : best), nearest.y);
    const taken = made.filter(({ part }) => part.form === 'terminal' && part.side === side);
    while (taken.some((other) => Math.abs(other.y - flag.y) < 2)) flag.y++;
    made.push(flag);
  }
  return made;
}
