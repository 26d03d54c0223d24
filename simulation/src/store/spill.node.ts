import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BLOCK_LENGTH, type Spill } from './column.js';

const BLOCK_BYTES = BLOCK_LENGTH * 8;

/**
 * One temporary file of blocks. It is made at the first block and, where the
 * system allows it, has no name from then on, so that nothing stays behind
 * when the process ends.
 */
export class FileSpill implements Spill {
  private file: number | undefined;
  private folder: string | undefined;
  private readonly unused: number[] = [];
  private count = 0;

  /** @param parent folder for the temporary file; the system's when absent */
  constructor(private readonly parent = tmpdir()) {}

  write(block: Float64Array): number {
    const handle = this.unused.pop() ?? this.count++;
    const bytes = new Uint8Array(block.buffer, block.byteOffset, BLOCK_BYTES);
    let done = 0;
    while (done < BLOCK_BYTES) {
      done += writeSync(this.open(), bytes, done, BLOCK_BYTES - done, handle * BLOCK_BYTES + done);
    }
    return handle;
  }

  read(handle: number, block: Float64Array): void {
    const bytes = new Uint8Array(block.buffer, block.byteOffset, BLOCK_BYTES);
    let done = 0;
    while (done < BLOCK_BYTES) {
      const got = readSync(this.open(), bytes, done, BLOCK_BYTES - done, handle * BLOCK_BYTES + done);
      if (got === 0) throw new Error('The temporary file of the results is shorter than what was written to it.');
      done += got;
    }
  }

  free(handle: number): void {
    this.unused.push(handle);
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }

  private open(): number {
    if (this.file === undefined) {
      this.folder = mkdtempSync(join(this.parent, 'nodal-results-'));
      const path = join(this.folder, 'columns');
      this.file = openSync(path, 'wx+', 0o600);
      // Windows keeps open files; there `close` removes the folder.
      if (process.platform !== 'win32') {
        rmSync(this.folder, { recursive: true, force: true });
        this.folder = undefined;
      }
    }
    return this.file;
  }
}
