#!/usr/bin/env node
// npm run verify:typing [-- --edits N --seed S --every N]: replays a recorded day
// of typing against the language server, compares with a fresh start after every
// thousand edits, and tells what differs and how the memory grows.
import { runBundled } from './setup/bundled.mjs';

await runBundled('test/typing/main.ts', { node: ['--expose-gc'] });
