// Tests of what a person sees: each gets a workbench of its own in Chromium.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser, newPage } from './launch.mjs';
import { freshWorkspace } from './stage.mjs';

const folder = new URL('./page/', import.meta.url);

/**
 * Runs the tests of `page/`. A test fails by throwing, and by anything that the
 * page's console reported.
 * @returns {Promise<{ name: string, error?: string }[]>}
 */
export async function runPageTests(staged, artefacts, only = []) {
  const results = [];
  const browser = await launchBrowser();
  try {
    for (const file of readdirSync(folder).filter((f) => f.endsWith('.mjs')).sort()) {
      if (only.length > 0 && !only.some((name) => file.includes(name))) continue;
      const { name, run } = await import(new URL(file, folder).href);
      const { page, problems, close } = await newPage(browser);
      const started = Date.now();
      const shot = (label) => page.screenshot({ path: join(artefacts, `${file.replace(/\.mjs$/, '')}-${label}.png`) });
      const result = { name };
      const ends = [];
      try {
        await run({ page, staged, workspace: freshWorkspace(staged.stage, file), shot, problems, atEnd: (work) => ends.push(work) });
        if (problems.length > 0) throw new Error(`the console reported:\n${problems.join('\n')}`);
        console.log(`  passed  ${name} (${Date.now() - started} ms)`);
      } catch (error) {
        result.error = `${error.stack ?? error}${problems.length > 0 ? `\nthe console reported:\n${problems.join('\n')}` : ''}`;
        await shot('failed').catch(() => {});
        console.log(`  FAILED  ${name}: ${result.error}`);
      }
      await close();
      for (const end of ends) await end();
      results.push(result);
    }
  } finally {
    await browser.close();
  }
  return results;
}
