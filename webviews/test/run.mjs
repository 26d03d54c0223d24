/**
 * Tests of the waveform, Bode and schematic views in a real Chromium with a strict CSP.
 * Any console error, CSP violation or unhandled error fails the test.
 * Prints `N passed, N failed` and exits 1 when one failed. An argument runs
 * only the tests whose name contains it.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bodeTests } from './bode.mjs';
import { openBrowser } from './page.mjs';
import { schematicTests } from './schematic.mjs';
import { waveformTests } from './waveform.mjs';

const artefacts = fileURLToPath(new URL('../../test/artefacts/', import.meta.url));
mkdirSync(artefacts, { recursive: true });
const only = process.argv[2];

const browser = await openBrowser(['waveform', 'bode', 'schematic']);
let passed = 0;
let failed = 0;
for (const [name, test] of Object.entries({ ...waveformTests, ...bodeTests, ...schematicTests })) {
  if (only && !name.includes(only)) continue;
  const opened = [];
  const tools = {
    async open(view, options) {
      const page = await browser.openView(view, options);
      opened.push(page);
      return page.page;
    },
    shot: (page, file) => page.screenshot({ path: `${artefacts}${file}.png` }),
  };
  try {
    await test(tools);
    const problems = opened.flatMap((page) => page.problems);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    passed++;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}\n      ${String(error.stack ?? error).replaceAll('\n', '\n      ')}`);
    const problems = opened.flatMap((page) => page.problems);
    if (problems.length > 0) console.log(`      ${problems.join('\n      ')}`);
  } finally {
    for (const page of opened) await page.close();
  }
}
await browser.close();
console.log(`bundles: ${Object.entries(browser.sizes).map(([view, size]) => `${view} ${Math.round(size / 1024)} kB`).join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
