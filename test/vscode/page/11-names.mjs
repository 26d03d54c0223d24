import { command, goToLine, ok, openFile, openStage, until } from '../workbench.mjs';

export const name = 'a name is renamed across files, its callers are shown, a source is drawn, and a netlist is formatted';

export async function run(test) {
  const { page, shot } = test;
  await openStage(test, { settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
  const lines = async () => (await page.locator('.editor-group-container.active .view-line').allInnerTexts()).map((line) => line.replace(/\u00a0/g, ' '));
  const has = (text) => async () => (await lines()).some((line) => line.includes(text)) || lines();

  await openFile(page, 'stages.lib');
  await openFile(page, 'two-stages.cir');
  await until('the server answers', has('= 10 kΩ'));

  // A hover shows what the source does over time.
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents');
  await until('a hover', async () => {
    // Away and back: a hover that a busy machine missed is not asked for again.
    await page.mouse.move(0, 0);
    await page.locator('.editor-group-container.active .view-line span').filter({ hasText: /^pulse$/ }).first().hover();
    return hover.first().waitFor({ timeout: 5_000 }).then(() => true, () => 'nothing shown');
  });
  await until('the drawn source', async () => (await hover.locator('img').first().evaluate((image) => image.complete && image.naturalWidth > 50)) || hover.first().innerText());
  await shot('drawn-source');
  await page.keyboard.press('Escape');

  // Completion knows the ports and parameters of the subcircuit in the other file.
  await goToLine(page, 8, 99);
  await page.keyboard.press('Enter');
  await page.keyboard.type('x3 out late sta');
  await page.keyboard.press('Control+Space');
  const offered = page.locator('.suggest-widget .monaco-list-row').filter({ hasText: 'stage' }).first();
  await offered.waitFor();
  await shot('completion');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+K');
  await until('the line is gone', async () => !(await lines()).some((line) => line.startsWith('x3')) || lines());

  await goToLine(page, 7, 12);
  await command(page, 'Peek Call Hierarchy');
  const calls = page.locator('.call-hierarchy');
  await until('the hierarchy', async () => (await calls.innerText()).includes('stage') || calls.innerText());
  await shot('hierarchy');
  await page.keyboard.press('Escape');

  await goToLine(page, 7, 12);
  await page.keyboard.press('F2');
  const box = page.locator('.rename-box input');
  await box.waitFor();
  ok((await box.inputValue()) === 'stage', 'the whole name is offered');
  await box.fill('amplifier');
  await shot('rename');
  await page.keyboard.press('Enter');
  await until('both instances are renamed', async () => (await lines()).filter((line) => line.includes('amplifier')).length === 2 || lines());
  await page.locator('.tab[data-resource-name="stages.lib"]').click();
  await until('the definition is renamed', has('.ends amplifier'));
  await shot('renamed');

  await page.locator('.tab[data-resource-name="two-stages.cir"]').click();
  await goToLine(page, 5, 99);
  await page.keyboard.press('Enter');
  await page.keyboard.type('RX   ref    0     1k');
  await command(page, 'Format Document');
  await until('the columns are aligned', async () => !(await lines()).some((line) => /RX {3}ref/.test(line)) || lines());
  await shot('formatted');
}
