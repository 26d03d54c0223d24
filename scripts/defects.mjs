#!/usr/bin/env node
// npm run verify:defects [-- DIR… --decks N --seed S --keep DIR]: plants one mistake
// in each of 200 decks that have none, and tells which mistakes are found. Without
// a folder the decks of the repository are taken; --keep writes what was missed.
import { runBundled } from './setup/bundled.mjs';

await runBundled('test/defects/main.ts');
