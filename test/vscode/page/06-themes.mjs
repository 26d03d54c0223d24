import { colouredPixels, openFile, openStage, titleButton, until, viewFrame } from '../workbench.mjs';

export const name = 'the views follow dark, light and high contrast themes';

export async function run(test) {
  const { page, shot } = test;
  const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast', 'contrast-light': 'Default High Contrast Light' };
  const server = await openStage(test, { settings: { 'workbench.colorTheme': themes.dark } });
  await openFile(page, '03-rc-lowpass.cir');
  await titleButton(page, 'Run').click();
  const view = await viewFrame(page, 'bode');
  await until('traces', async () => (await colouredPixels(view)) > 300 || colouredPixels(view));
  const background = () => view.locator('body').evaluate(() => getComputedStyle(document.body).backgroundColor);
  let before = '';
  for (const [label, theme] of Object.entries(themes)) {
    server.configure({ 'workbench.colorTheme': theme });
    await until(`the ${label} theme`, async () => (await background()) !== before || background());
    before = await background();
    await until('traces', async () => (await colouredPixels(view)) > 300 || colouredPixels(view));
    await page.waitForTimeout(300);
    await shot(label);
  }
}
