#!/usr/bin/env node
// npm start: a real VS Code in the browser with the extension and examples/
// loaded, for a person who wants to try it. Ctrl-C ends it.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, holdLock, releaseLock, root } from './setup/install.mjs';
import { say } from './setup/process.mjs';

await holdLock();
ensureDependencies();
const { packageExtension } = await import('./package.mjs');
const { installExtension, serve } = await import('../test/vscode/serve.mjs');
const vsix = await packageExtension();

const home = join(root, '.cache/start');
const extensions = join(home, 'extensions');
// VS Code keeps an installed version as it is: an older build of the same number has to go first.
rmSync(extensions, { recursive: true, force: true });
say('installing the extension into VS Code');
installExtension(vsix, extensions, join(home, 'user'));
const examples = join(root, 'examples');
const server = await serve({ userData: join(home, 'user'), extensions });
releaseLock();

const address = new URL('/', server.origin);
address.searchParams.set('folder', examples);
console.log(`\n  VS Code with Nodal: ${address}\n\n  Open one of the ${readdirSync(examples).filter((f) => f.endsWith('.cir')).length} circuits, then press Run above the editor. Ctrl-C ends it.\n`);
if (process.stdout.isTTY && !process.env.CI && existsSync('/usr/bin/xdg-open') && (process.env.DISPLAY || process.env.WAYLAND_DISPLAY)) {
  const { spawn } = await import('node:child_process');
  spawn('/usr/bin/xdg-open', [String(address)], { stdio: 'ignore', detached: true }).unref();
}
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.removeAllListeners(signal);
  process.on(signal, async () => {
    if (ending) return;
    ending = true;
    await server.close();
    process.exit(0);
  });
}
