import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';

/** A result could not be written where the user wants it. */
export class UnwritableError extends Error {}

/** Makes a folder for results, with those above it. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UnwritableError(`cannot make the folder ${folder}: ${reason(error)}`);
  }
}

/** Writes a file piece by piece. */
export function writeFile(file: string, pieces: Iterable<Uint8Array | string>): void {
  try {
    const handle = openSync(file, 'w');
    try {
      for (const piece of pieces) {
        const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
        for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      }
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new UnwritableError(`cannot write ${file}: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
