/**
 * A growing column of doubles in blocks of a fixed size. Blocks never move
 * while the column grows, and a full one may be spilled to disk and read back.
 */

/** Doubles in a block: 512 kB, the unit of spilling. */
export const BLOCK_LENGTH = 65_536;
const BLOCK_SHIFT = 16;
const BLOCK_MASK = BLOCK_LENGTH - 1;

/** Where blocks go when memory is short; one file in a temporary folder, in Node. */
export interface Spill {
  /** Writes a block and answers its handle. */
  write(block: Float64Array): number;
  /** Fills `block` from a handle. */
  read(handle: number, block: Float64Array): void;
  /** The block is no longer needed; its room may be used again. */
  free(handle: number): void;
  /** Deletes the file. */
  close(): void;
}

/** A column's first block begins this small and doubles, because an operating point has thousands of columns of one point. */
const FIRST_LENGTH = 16;

/** Spilled blocks that were read back lately: 16 MB. */
const CACHED_BLOCKS = 32;

export class Column {
  length = 0;
  private readonly blocks: (Float64Array | number)[] = [];
  private lastIndex = -1;
  private lastBlock: Float64Array = new Float64Array(0);

  constructor(private readonly memory: Memory) {}

  /** Appends every `stride`-th double of `from`, beginning at `offset`. */
  append(from: Float64Array, offset = 0, stride = 1): void {
    let at = offset;
    while (at < from.length) {
      const used = this.length & BLOCK_MASK;
      const wanted = Math.ceil((from.length - at) / stride);
      const block = this.roomAfter(used, wanted);
      const count = Math.min(BLOCK_LENGTH - used, wanted);
      if (stride === 1) {
        block.set(at === 0 && count === from.length ? from : from.subarray(at, at + count), used);
      } else {
        for (let i = 0; i < count; i++) block[used + i] = from[at + i * stride]!;
      }
      at += count * stride;
      this.length += count;
    }
  }

  /** The double at an index from 0 to `length - 1`. */
  get(index: number): number {
    const number = index >> BLOCK_SHIFT;
    return (number === this.lastIndex ? this.lastBlock : this.block(number))[index & BLOCK_MASK]!;
  }

  /** The block that holds the doubles from `number * BLOCK_LENGTH` on; those beyond `length` mean nothing. */
  block(number: number): Float64Array {
    if (number === this.lastIndex) return this.lastBlock;
    const entry = this.blocks[number]!;
    this.lastBlock = typeof entry === 'number' ? this.memory.load(entry) : entry;
    this.lastIndex = number;
    return this.lastBlock;
  }

  /** A copy of the doubles from `from` to before `to`. */
  slice(from: number, to: number): Float64Array {
    const out = new Float64Array(Math.max(0, to - from));
    let at = from;
    while (at < to) {
      const start = at & BLOCK_MASK;
      const count = Math.min(BLOCK_LENGTH - start, to - at);
      out.set(this.block(at >> BLOCK_SHIFT).subarray(start, start + count), at - from);
      at += count;
    }
    return out;
  }

  /** The last block, with room for `wanted` doubles after `used` ones or as many as a block takes. */
  private roomAfter(used: number, wanted: number): Float64Array {
    const last = this.blocks.length - 1;
    if (used === 0) {
      const length = last < 0 ? Math.min(BLOCK_LENGTH, Math.max(FIRST_LENGTH, wanted)) : BLOCK_LENGTH;
      const block = new Float64Array(length);
      this.blocks.push(block);
      this.memory.added(this, last + 1, length);
      return block;
    }
    const block = this.blocks[last] as Float64Array;
    if (block.length === BLOCK_LENGTH || block.length >= used + wanted) return block;
    const larger = new Float64Array(Math.min(BLOCK_LENGTH, Math.max(block.length * 2, used + wanted)));
    larger.set(block);
    this.blocks[last] = larger;
    this.lastIndex = -1;
    this.memory.grew(larger.length - block.length);
    return larger;
  }

  /** Moves a full block to disk; false when it is not full or already there. */
  spill(number: number, spill: Spill): boolean {
    const entry = this.blocks[number];
    if (entry === undefined || typeof entry === 'number' || this.length < (number + 1) * BLOCK_LENGTH) return false;
    this.blocks[number] = spill.write(entry);
    if (this.lastIndex === number) this.lastIndex = -1;
    return true;
  }

  release(): void {
    for (const entry of this.blocks) this.memory.release(entry);
    this.blocks.length = 0;
    this.length = 0;
    this.lastIndex = -1;
  }
}

/** Counts the bytes of all columns and spills the oldest full blocks above a limit. */
export class Memory {
  /** Bytes in memory. */
  resident = 0;
  /** Bytes on disk. */
  spilled = 0;
  /** Why nothing can be spilled any more: the disk is full, say. Everything then stays in memory. */
  failure: Error | undefined;
  /** Blocks that may be spilled once they are full, oldest first. */
  private readonly queue: { column: Column; number: number }[] = [];
  private queueStart = 0;
  private readonly cache = new Map<number, Float64Array>();

  /** @param limit bytes of columns that may stay in memory */
  constructor(private readonly limit = Infinity, private readonly spill?: Spill) {}

  /** Whether there is more in memory than allowed and nowhere to put it. */
  get full(): boolean {
    return this.resident > this.limit && (this.spill === undefined || this.failure !== undefined);
  }

  added(column: Column, number: number, length: number): void {
    this.resident += length * 8;
    if (!this.spill || this.failure) return;
    this.queue.push({ column, number });
    if (this.resident > this.limit) this.makeRoom(this.spill);
  }

  grew(length: number): void {
    this.resident += length * 8;
  }

  load(handle: number): Float64Array {
    let block = this.cache.get(handle);
    if (block) {
      this.cache.delete(handle);
    } else {
      block = new Float64Array(BLOCK_LENGTH);
      this.spill!.read(handle, block);
      if (this.cache.size >= CACHED_BLOCKS) this.cache.delete(this.cache.keys().next().value!);
    }
    this.cache.set(handle, block);
    return block;
  }

  release(entry: Float64Array | number): void {
    if (typeof entry === 'number') {
      this.cache.delete(entry);
      this.spill!.free(entry);
      this.spilled -= BLOCK_LENGTH * 8;
    } else {
      this.resident -= entry.length * 8;
    }
  }

  close(): void {
    this.cache.clear();
    this.spill?.close();
  }

  private makeRoom(spill: Spill): void {
    // The queue is walked once; a block that still grows goes to its end.
    let tries = this.queue.length - this.queueStart;
    while (this.resident > this.limit && tries-- > 0) {
      const { column, number } = this.queue[this.queueStart++]!;
      try {
        if (column.spill(number, spill)) {
          this.resident -= BLOCK_LENGTH * 8;
          this.spilled += BLOCK_LENGTH * 8;
          continue;
        }
      } catch (error) {
        this.failure = error instanceof Error ? error : new Error(String(error));
        return;
      }
      if (column.length > number * BLOCK_LENGTH) this.queue.push({ column, number });
    }
    if (this.queueStart > 1024 && this.queueStart * 2 > this.queue.length) {
      this.queue.splice(0, this.queueStart);
      this.queueStart = 0;
    }
  }
}
