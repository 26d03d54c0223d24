import { colouredPixels, command, openFile, openStage, titleButton, until, viewFrame } from '../workbench.mjs';

export const name = 'views come back after the window was reloaded, and fill with the next run';

export async function run(test) {
  const { page, shot } = test;
  await openStage(test);
  await openFile(page, '02-rc-step.cir');
  await titleButton(page, 'Run').click();
  const view = await viewFrame(page, 'waveform');
  await until('traces', async () => (await colouredPixels(view)) > 100 || colouredPixels(view));
  // VS Code keeps the layout of its editors a moment after it changed.
  await page.waitForTimeout(4000);
  // VS Code's own reload saves what is open first.
  await command(page, 'Developer: Reload Window');
  await page.waitForTimeout(2000);
  const again = await viewFrame(page, 'waveform', 60_000);
  await until('it says that there is nothing yet', async () => /No results/.test(await again.locator('body').innerText()) || again.locator('body').innerText());
  await shot('reloaded');
  await titleButton(page, 'Run').click();
  await until('traces again', async () => (await colouredPixels(again)) > 100 || colouredPixels(again));
}
