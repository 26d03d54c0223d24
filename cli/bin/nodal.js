#!/usr/bin/env node
// The committed entry of the command-line tool: it loads the built file, or says how to build it.
import { existsSync } from 'node:fs';

const built = new URL('../dist/nodal.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  console.error('nodal: the command-line tool is not built yet. Run `npm run build` in the root of the repository first.');
  process.exitCode = 2;
}
