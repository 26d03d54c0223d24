import { ok, openFile, openStage, runStatus, titleButton, until, viewFrame, colouredPixels } from '../workbench.mjs';
import { withoutMain } from '../stage.mjs';

export const name = 'in the web extension host: diagnostics and a run, without the entry for Node';

export async function run(test) {
  const { page, shot, staged } = test;
  await openStage({ ...test, staged: { ...staged, extensions: withoutMain(staged) } });
  await openFile(page, 'broken.cir');
  await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
  ok(page.workers().length > 0, 'web workers run');
  await shot('mistakes');
  await openFile(page, '02-rc-step.cir');
  await titleButton(page, 'Run').click();
  const view = await viewFrame(page, 'waveform');
  await until('the run is over', async () => /\d s$/.test(await runStatus(page).innerText()) || runStatus(page).innerText());
  await until('traces', async () => (await colouredPixels(view)) > 100 || colouredPixels(view));
  await shot('run');
}
