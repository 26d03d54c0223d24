import assert from 'node:assert/strict';
import { setTheme } from './page.mjs';

/** Two resistors and their wire, as the layout draws them: everything in currentColor, a group for each device. */
const DRAWING = {
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="120" viewBox="0 0 200 120" fill="none" stroke="currentColor">
    <g data-device="R1"><rect x="20" y="40" width="40" height="14"/><text x="40" y="32" fill="currentColor" stroke="none" font-size="11" text-anchor="middle">R1</text></g>
    <g data-device="x1.R2"><rect x="120" y="40" width="40" height="14"/><text x="140" y="32" fill="currentColor" stroke="none" font-size="11" text-anchor="middle">x1.R2</text></g>
    <path d="M60 47H120"/></svg>`,
  width: 200, height: 120,
  devices: [{ name: 'R1', uri: 'file:///a.cir', start: 10, end: 20 }, { name: 'x1.R2', uri: 'file:///b.cir', start: 30, end: 45 }],
};

async function feed(page, changes = {}) {
  await page.evaluate(([drawing, more]) => window.host.send({ type: 'schematic', uri: 'file:///a.cir', drawing, stale: false, ...more }), [DRAWING, changes]);
  await page.waitForTimeout(60);
}
const posted = (page, type) => page.evaluate((kind) => window.host.posted.filter((message) => message.type === kind), type);
const viewBox = async (page) => (await page.locator('svg.drawing').getAttribute('viewBox')).split(' ').map(Number);

export const schematicTests = {
  async 'schematic: a click selects the card, a card lights its symbol'({ open, shot }) {
    const page = await open('schematic');
    await page.getByText('No schematic yet.').waitFor();
    await feed(page);
    await page.locator('[data-device="x1.R2"]').click();
    assert.deepEqual(await posted(page, 'reveal'), [{ type: 'reveal', uri: 'file:///b.cir', start: 30, end: 45 }]);
    await page.evaluate(() => window.host.send({ type: 'highlight', devices: ['r1'] }));
    await page.locator('[data-device="R1"].lit').waitFor();
    await shot(page, 'schematic-lit');
    assert.equal(await page.locator('.lit').count(), 1);
    await page.locator('[data-device="R1"]').focus();
    await page.keyboard.press('Enter');
    assert.equal((await posted(page, 'reveal')).at(-1).start, 10);
  },

  async 'schematic: zooms, pans and comes back'({ open }) {
    const page = await open('schematic');
    await feed(page);
    const whole = await viewBox(page);
    await page.mouse.move(400, 200);
    await page.mouse.wheel(0, -300);
    await page.waitForTimeout(50);
    const zoomed = await viewBox(page);
    assert.ok(zoomed[2] < whole[2]);
    await page.mouse.down();
    await page.mouse.move(450, 230, { steps: 3 });
    await page.mouse.up();
    const panned = await viewBox(page);
    assert.ok(panned[0] < zoomed[0] && panned[1] < zoomed[1]);
    assert.equal((await posted(page, 'reveal')).length, 0, 'a drag is no click');
    await feed(page);
    assert.deepEqual(await viewBox(page), panned, 'a new picture keeps the place');
    await page.locator('.schematic').focus();
    await page.keyboard.press('0');
    assert.deepEqual(await viewBox(page), whole);
  },

  async 'schematic: keeps the last good picture and says so'({ open, shot }) {
    const page = await open('schematic', { theme: 'light' });
    await feed(page);
    await feed(page, { stale: true });
    await page.getByText('This is the last picture that could be drawn.').waitFor();
    await shot(page, 'schematic-stale');
    await feed(page);
    assert.equal(await page.getByText('This is the last picture').isVisible(), false);
    await setTheme(page, 'contrast');
  },

  async 'schematic: takes over nothing that could run'({ open }) {
    const page = await open('schematic');
    // Handlers and styles in attributes would be noted by the policy while they are parsed; nothing but the list of attributes gets through.
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" unknown="1"><script>fail()</script><a href="https://example.org"><g/></a><use xlink:href="https://example.org/x.svg"/><g data-device="R1"><foreignObject><p>x</p></foreignObject><text>&lt;b&gt;</text></g>
      <image href="https://example.org/x.png"/><path fill="url(https://example.org/x)" d="M0 0"/></svg>`;
    await page.evaluate(([drawing, text]) => window.host.send({ type: 'schematic', uri: 'file:///a.cir', drawing: { ...drawing, svg: text }, stale: false }), [DRAWING, svg]);
    await page.waitForTimeout(60);
    const inner = await page.locator('.schematic').innerHTML();
    assert.doesNotMatch(inner, /script|unknown|foreign|image|example|style=/);
    assert.match(inner, /&lt;b&gt;/);
  },

  async 'schematic: exports SVG'({ open }) {
    const page = await open('schematic');
    await feed(page);
    await page.locator('.toolbar').getByText('SVG').click();
    const saved = await page.evaluate(() => window.host.saved());
    assert.equal(saved.name, 'a-schematic.svg');
    assert.match(saved.head, /^<svg /);
  },
};
