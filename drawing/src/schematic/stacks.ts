import type { LayoutPart } from './lanes.js';
import { endsOf, isStanding } from './lanes.js';

/** More parts than this are not put on top of each other. */
const HIGHEST = 8;

/**
 * Step 5: columns of standing parts. On each net between, a part above is
 * matched to one below, first of the same kind, then in the order of the text;
 * capacitors and sources only when nothing else is left.
 * @returns stacks from top to bottom, each part in one
 */
export function findStacks(parts: readonly LayoutPart[], isWire: (net: number) => boolean): LayoutPart[][] {
  const above = new Map<number, LayoutPart[]>();
  const below = new Map<number, LayoutPart[]>();
  for (const item of parts) {
    if (!isStanding(item.placed)) continue;
    const { first, last } = endsOf(item.placed);
    if (isWire(first)) below.set(first, [...(below.get(first) ?? []), item]);
    if (isWire(last)) above.set(last, [...(above.get(last) ?? []), item]);
  }
  const under = new Map<LayoutPart, LayoutPart>();
  const over = new Map<LayoutPart, LayoutPart>();
  for (const [net, uppers] of above) {
    const lowers = [...(below.get(net) ?? [])];
    const waiting = new Set(uppers);
    const match = (fits: (upper: LayoutPart, lower: LayoutPart) => boolean): void => {
      for (const upper of waiting) {
        const at = lowers.findIndex((lower) => lower !== upper && fits(upper, lower));
        if (at < 0) continue;
        const [lower] = lowers.splice(at, 1);
        waiting.delete(upper);
        if (makesRing(under, upper, lower!)) continue;
        under.set(upper, lower!);
        over.set(lower!, upper);
      }
    };
    const kind = (item: LayoutPart): string => item.placed.part.devices[0]!.kind;
    const light = (item: LayoutPart): boolean => kind(item) === 'capacitor' || kind(item) === 'voltage-source';
    match((upper, lower) => kind(upper) === kind(lower));
    match((upper, lower) => !light(upper) && !light(lower));
    match((_, lower) => !light(lower) || lowers.length === 1);
  }
  const stacks: LayoutPart[][] = [];
  for (const item of parts) {
    if (!isStanding(item.placed) || over.has(item)) continue;
    let stack: LayoutPart[] = [];
    for (let part: LayoutPart | undefined = item; part; part = under.get(part)) {
      if (stack.length === HIGHEST) {
        stacks.push(stack);
        stack = [];
      }
      stack.push(part);
    }
    stacks.push(stack);
  }
  return stacks;
}

function makesRing(under: ReadonlyMap<LayoutPart, LayoutPart>, upper: LayoutPart, lower: LayoutPart): boolean {
  for (let part: LayoutPart | undefined = lower; part; part = under.get(part)) if (part === upper) return true;
  return false;
}
