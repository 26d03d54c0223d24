import { goToLine, ok, openFile, openStage, titleButton, until, viewFrame } from '../workbench.mjs';

export const name = 'the schematic follows the text, and text and picture point at each other';

export async function run(test) {
  const { page, shot } = test;
  await openStage(test);
  await openFile(page, '06-bridge-rectifier.cir');
  await titleButton(page, 'Open Schematic').click();
  const view = await viewFrame(page, 'schematic');
  await view.locator('[data-device="rload"]').first().waitFor();
  const devices = () => view.locator('[data-device]').evaluateAll((symbols) => [...new Set(symbols.map((symbol) => symbol.getAttribute('data-device')))].sort());
  const drawn = await devices();
  ok(['c1', 'd1', 'd2', 'd3', 'd4', 'lp', 'rload', 'rp', 'v1'].every((name) => drawn.includes(name)), `symbols: ${drawn.join(' ')}`);
  await shot('drawn');

  // A click on a symbol selects its card.
  await view.locator('[data-device="rload"]').first().click();
  await until('the card is selected', async () => {
    const line = await page.locator('.line-numbers.active-line-number').first().innerText();
    return (line === '13' && (await page.locator('.view-overlays .selected-text').count()) > 0) || line;
  });

  // The card under the cursor lights its symbol.
  await page.locator('.view-line').nth(5).click();
  await goToLine(page, 8);
  await until('d1 is lit', async () => (await view.locator('.lit').evaluateAll((symbols) => symbols.map((symbol) => symbol.getAttribute('data-device')))).join() === 'd1' || view.locator('.lit').evaluateAll((symbols) => symbols.map((symbol) => symbol.getAttribute('data-device'))));
  await shot('lit');

  // It follows the text, and keeps the last good picture while the text is broken.
  await goToLine(page, 13, 99);
  await page.keyboard.press('Enter');
  await page.keyboard.type('rnew out 0 1k');
  await view.locator('[data-device="rnew"]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('x1 out 0 nosub');
  await page.locator('.squiggly-error').first().waitFor();
  await until('it says that it is old', async () => /last|broken|error|stale|older/i.test(await view.locator('body').innerText()) || view.locator('body').innerText());
  ok((await view.locator('[data-device="rnew"]').count()) > 0, 'the last good picture is kept');
  await shot('stale');
}
