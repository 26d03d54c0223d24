import { command, goToLine, openFile, openStage, until } from '../workbench.mjs';

export const name = 'a netlist has colours by meaning, hints, lenses, an outline, foldings and repairs';

/** What the test's screenshots are called, the theme, and the class that the workbench then has. */
const THEMES = [['light', 'Default Light Modern', 'vs'], ['contrast', 'Default High Contrast', 'hc-black'], ['contrast-light', 'Default High Contrast Light', 'hc-light'], ['dark', 'Default Dark Modern', 'vs-dark']];

export async function run(test) {
  const { page, shot } = test;
  const server = await openStage(test, { settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
  await openFile(page, 'two-stages.cir');

  // Inlay hints stand in the line as text.
  const lines = async () => (await page.locator('.editor-group-container.active .view-line').allInnerTexts()).map((line) => line.replace(/\u00a0/g, ' '));
  await until('hints', async () => {
    const text = (await lines()).join('\n');
    return ['v1:', 'stop:', '= 10 kΩ', '= 1 Ω', 'in: in'].every((hint) => hint === 'in: in' || text.includes(hint)) || text;
  });

  // Colours: an element, a node, ground, a model and a comment are told apart.
  const colourOf = (word, after = '') => page.locator('.editor-group-container.active .view-line').filter({ hasText: after }).first().evaluate((line, wanted) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.textContent.replace(/\u00a0/g, ' ').trim() === wanted) return getComputedStyle(node.parentElement).color;
    return `no ${wanted} alone in: ${line.innerText}`;
  }, word);
  for (const [label, theme, type] of THEMES) {
    server.configure({ 'workbench.colorTheme': theme });
    await page.locator(`.monaco-workbench.${type}`).waitFor();
    await until(`the colours of ${label}`, async () => {
      const colours = { element: await colourOf('d1', 'clip'), node: await colourOf('out', 'clip'), model: await colourOf('clip', 'd1 '), ground: await colourOf('gnd', 'rload'), comment: await colourOf('; what the stages drive', 'rload') };
      const values = Object.values(colours);
      if (values.some((value) => !value.startsWith('rgb'))) return colours;
      // The high contrast themes have one colour for all names of things.
      return new Set(values).size >= (label.startsWith('contrast') ? 4 : 5) || colours;
    });
    await shot(`colours-${label}`);
  }

  await command(page, 'Explorer: Focus on Outline View');
  const outline = page.locator('.outline-pane .monaco-list-row');
  await until('the outline', async () => {
    const rows = await outline.allInnerTexts();
    return ['load', 'vin', 'x1'].every((symbol) => rows.some((row) => row.includes(symbol))) || rows;
  });
  await shot('outline');

  await openFile(page, 'stages.lib');
  await until('lenses', async () => {
    const lenses = await page.locator('.codelens-decoration').allInnerTexts();
    return (lenses.some((lens) => /2 instances/.test(lens)) && lenses.some((lens) => /1 instance, 2 in the circuit/.test(lens))) || lenses;
  });
  await shot('lenses');
  await page.locator('.codelens-decoration a').filter({ hasText: '3 references' }).first().click();
  const peek = page.locator('.peekview-widget');
  await until('the references', async () => (/two-stages\.cir/.test(await peek.innerText())) || peek.innerText());
  await shot('references');
  await page.keyboard.press('Escape');

  // The region and the subcircuits fold; the selection grows from word to block.
  await goToLine(page, 9, 17);
  await command(page, 'Fold All Regions');
  await until('the region is folded', async () => !(await lines()).some((line) => line.startsWith('.subckt filter')) || lines());
  await shot('folded');
  await command(page, 'Unfold All Regions');
  for (let steps = 0; steps < 4; steps++) await page.keyboard.press('Shift+Alt+ArrowRight');
  await until('the card is selected', async () => (await page.locator('.editor-group-container.active .selected-text').count()) > 0 || 'nothing');
  await shot('selection');

  await page.locator('.tab[data-resource-name="two-stages.cir"]').click();
  await goToLine(page, 10, 99);
  await page.keyboard.press('Enter');
  await page.keyboard.type('d2 out ref clp');
  await page.keyboard.press('Escape');
  await page.locator('.squiggly-error').first().waitFor();
  const repair = page.locator('.action-widget .monaco-list-row').filter({ hasText: 'clip' }).first();
  // The first squiggle may be of another line: who is too early is told that there is nothing to do.
  await until('the repair is offered', async () => {
    await page.keyboard.press('Control+.');
    const offered = await repair.waitFor({ timeout: 5_000 }).then(() => true, () => false);
    if (!offered) await page.keyboard.press('Escape');
    return offered || 'nothing to do';
  });
  await shot('repair');
  await page.keyboard.press('Enter');
  await until('the name is repaired', async () => (await lines()).includes('d2 out ref clip') || lines());
}
