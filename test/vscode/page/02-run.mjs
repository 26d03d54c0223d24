import { colouredPixels, ok, openFile, openStage, runStatus, titleButton, until, viewFrame } from '../workbench.mjs';

export const name = 'a person runs it and sees the traces, toggles one, reads values';

export async function run(test) {
  const { page, shot } = test;
  await openStage(test);
  await openFile(page, '06-bridge-rectifier.cir');
  await page.locator('.view-line').nth(3).click();
  await titleButton(page, 'Run').click();
  const view = await viewFrame(page, 'waveform');
  await until('the run is over', async () => /\d s$/.test(await runStatus(page).innerText()) || runStatus(page).innerText());
  await until('traces', async () => (await colouredPixels(view)) > 300 || colouredPixels(view));
  await shot('waveform');

  const lenses = page.locator('.codelens-decoration');
  await until('measures above their cards', async () => (await lenses.allInnerTexts()).some((text) => /v_avg = \d/.test(text)) || lenses.allInnerTexts());

  // The text kept the focus: what is typed lands there.
  await page.keyboard.press('End');
  await page.keyboard.type(' ');
  await until('the text is changed', async () => (await page.locator('.tab.active.dirty').count()) > 0 || (await page.locator('.tab.dirty').count()));
  await page.keyboard.press('Control+Z');

  // A trace that is switched off leaves fewer coloured pixels.
  const before = await colouredPixels(view);
  const boxes = view.locator('[role="checkbox"], vscode-checkbox, input[type="checkbox"]');
  ok((await boxes.count()) >= 2, 'the legend has traces');
  const checked = view.locator('[aria-checked="true"]').last();
  await checked.click();
  await until('one trace fewer', async () => (await colouredPixels(view)) < before || colouredPixels(view));
  await view.locator('canvas').last().click({ position: { x: 150, y: 150 } });
  await until('values at the cursor', async () => /\d\s?(m|µ)?[VAs]/.test(await view.locator('body').innerText()) || view.locator('body').innerText());
  await shot('cursor');
}
