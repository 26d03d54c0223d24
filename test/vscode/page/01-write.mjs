import { goToLine, ok, openFile, openStage, until } from '../workbench.mjs';

export const name = 'a person opens an example, sees mistakes, completes, hovers';

export async function run(test) {
  const { page, shot } = test;
  await openStage(test);
  await openFile(page, 'broken.cir');
  await page.locator('.squiggly-error').first().waitFor({ timeout: 20_000 });
  await shot('mistakes');
  await page.keyboard.press('F8');
  await page.locator('.zone-widget .marker-widget, .peekview-widget').first().waitFor();
  ok((await page.locator('.zone-widget').first().innerText()).length > 10, 'the finding has a text');
  await page.keyboard.press('Escape');

  await openFile(page, '06-bridge-rectifier.cir');
  await until('colours', async () => (await page.locator('.view-line span[class*="mtk"]').evaluateAll((spans) => new Set(spans.map((s) => s.className)).size)) > 3 || 'one colour');
  // An element that ends where a model is due.
  await goToLine(page, 10, 99);
  await page.keyboard.press('Enter');
  await page.keyboard.type('d9 a out ');
  await page.keyboard.press('Control+Space');
  const row = page.locator('.suggest-widget .monaco-list-row').filter({ hasText: 'dr' }).first();
  await row.waitFor();
  await shot('completion');
  await row.click();
  await until('the model is in the text', async () => (await page.locator('.view-line').allInnerTexts()).some((line) => line.replace(/\u00a0/g, ' ').startsWith('d9 a out dr')) || 'not there');
  await page.keyboard.press('Control+Z');

  const value = page.locator('.view-line span').filter({ hasText: /470u/ }).last();
  await value.hover();
  await page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor();
  await shot('hover');
}
