import { type Box, overlaps } from './geometry.js';

/** Side of a tile in pixels; a symbol covers one to four. */
const TILE = 160;

/** Things by the tiles that their box covers, so that neighbours are found without a look at all. */
export class BoxIndex<T> {
  private readonly tiles = new Map<number, { box: Box; item: T }[]>();

  add(box: Box, item: T): void {
    for (const tile of tilesOf(box)) {
      const list = this.tiles.get(tile);
      if (list) list.push({ box, item });
      else this.tiles.set(tile, [{ box, item }]);
    }
  }

  /** Whether anything lies over the box; touching edges do not count. */
  hits(box: Box): boolean {
    for (const tile of tilesOf(box)) if (this.tiles.get(tile)?.some((entry) => overlaps(entry.box, box))) return true;
    return false;
  }

  /** What lies over the box, each once, in the order of adding within a tile. */
  over(box: Box): T[] {
    const found = new Set<T>();
    for (const tile of tilesOf(box)) for (const entry of this.tiles.get(tile) ?? []) if (overlaps(entry.box, box)) found.add(entry.item);
    return [...found];
  }
}

function* tilesOf(box: Box): Generator<number> {
  for (let y = Math.floor(box.top / TILE); y <= Math.floor(box.bottom / TILE); y++) {
    for (let x = Math.floor(box.left / TILE); x <= Math.floor(box.right / TILE); x++) yield y * 65_536 + x;
  }
}
