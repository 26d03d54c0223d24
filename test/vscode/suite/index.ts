import { writeFileSync } from 'node:fs';
import { activation } from './activation.js';
import { diagnostics } from './diagnostics.js';
import { languageFeatures } from './language-features.js';
import { running } from './running.js';
import { serverLife } from './server-life.js';
import { tasks } from './tasks.js';
import type { Test } from './test.js';
import { views } from './views.js';

/** In this order: the first tests need an extension that is not yet active. */
const TESTS: Test[] = [...activation, ...diagnostics, ...languageFeatures, ...running, ...views, ...tasks, ...serverLife];

/**
 * What @vscode/test-electron calls inside the extension host. Results also go
 * into the file that NODAL_TEST_RESULTS names, because the host's own output is
 * mixed with VS Code's.
 */
export async function run(): Promise<void> {
  const results: { name: string; error?: string; milliseconds: number }[] = [];
  for (const { name, work } of TESTS) {
    const started = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const late = new Promise<never>((_, fail) => { timer = setTimeout(() => fail(new Error('took more than 60 s')), 60_000); });
      await Promise.race([work(), late]);
      results.push({ name, milliseconds: Date.now() - started });
      console.log(`  passed  ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      const text = error instanceof Error ? error.stack ?? error.message : String(error);
      results.push({ name, error: text, milliseconds: Date.now() - started });
      console.log(`  FAILED  ${name}: ${text}`);
    } finally {
      clearTimeout(timer);
    }
  }
  if (process.env.NODAL_TEST_RESULTS) writeFileSync(process.env.NODAL_TEST_RESULTS, JSON.stringify(results));
  const failed = results.filter(({ error }) => error !== undefined).length;
  if (failed > 0) throw new Error(`${failed} of ${results.length} tests failed`);
}
