import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inChild } from './kernel/in-child.js';
import { stream } from './kernel/stream.js';

/** A transient analysis of ten million points in bounded memory. */
const [task, ...rest] = process.argv.slice(2);
if (task === 'in-child') await inChild(rest);
else {
  const folder = mkdtempSync(join(tmpdir(), 'nodal-bench-'));
  try {
    console.log(stream(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
