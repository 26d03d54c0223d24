import { colouredPixels, ok, openFile, openStage, runStatus, titleButton, until, viewFrame } from '../workbench.mjs';

export const name = 'a long run is drawn while it goes on; Stop keeps its picture';

export async function run(test) {
  const { page, shot } = test;
  await openStage(test);
  await openFile(page, 'long-run.cir');
  await titleButton(page, 'Run').click();
  const view = await viewFrame(page, 'waveform');
  await until('traces while it runs', async () => (await colouredPixels(view)) > 100 || colouredPixels(view));
  ok(/tran \d+ %/.test(await runStatus(page).innerText()), `progress: ${await runStatus(page).innerText()}`);
  await page.waitForTimeout(1500);
  await shot('running');
  await titleButton(page, 'Stop').click();
  await until('stopped', async () => /stopped/.test(await runStatus(page).innerText()) || runStatus(page).innerText());
  await titleButton(page, 'Run').waitFor();
  await until('the picture stays', async () => (await colouredPixels(view)) > 100 || colouredPixels(view));
  await shot('stopped');
}
