#!/usr/bin/env node
// npm run verify:fuzz [-- --inputs N --seed S --corpus DIR --coverage]: gives the
// language random, mutated and truncated netlists, and tells what throws, hangs or
// loses a character. `--replay FILE` tries a failing input again.
import { runBundled } from './setup/bundled.mjs';

await runBundled('language/fuzz/main.ts', { further: { external: ['typescript'] } });
