import { colouredPixels, openFile, openStage, titleButton, until, viewFrame } from '../workbench.mjs';

export const name = 'an AC analysis opens the Bode plot';

export async function run(test) {
  const { page, shot } = test;
  await openStage(test);
  await openFile(page, '03-rc-lowpass.cir');
  await titleButton(page, 'Run').click();
  const view = await viewFrame(page, 'bode');
  await until('traces', async () => (await colouredPixels(view)) > 300 || colouredPixels(view));
  await shot('bode');
}
