import assert from 'node:assert/strict';
import { ink, settled } from './page.mjs';

const DARK = ['#4daafc', '#ff7b72'];

/** A low-pass with its corner at 1 kHz and a two-pole resonance at 50 kHz, 10 Hz to 10 MHz. */
async function feedAc(page, perDecade = 20) {
  await page.evaluate((density) => {
    const points = 6 * density + 1;
    const frequency = [], low = [], tank = [];
    for (let i = 0; i < points; i++) {
      const f = 10 * 10 ** (i / density);
      frequency.push(f, 0);
      const w = f / 1000;
      low.push(1 / (1 + w * w), -w / (1 + w * w));
      const re = 1 - (f / 5e4) ** 2, im = f / 5e4 / 6.3, d = re * re + im * im;
      tank.push(re / d, -im / d);
    }
    window.host.startRun();
    window.host.plot(0, 'ac', [
      { name: 'frequency', unit: 'Hz', complex: true, values: frequency },
      { name: 'v(out)', unit: 'V', complex: true, values: low },
      { name: 'v(tank)', unit: 'V', complex: true, values: tank },
    ]);
    window.host.announce();
  }, perDecade);
  await settled(page);
}

const trace = (page, name) => page.locator(`.legend-row[data-trace="${name}"]`);

export const bodeTests = {
  async 'bode: magnitude above phase over one logarithmic axis'({ open, shot }) {
    const page = await open('bode');
    await feedAc(page);
    await shot(page, 'bode-dark');
    assert.ok((await ink(page, DARK[0], { x: 70, y: 10, width: 590, height: 190 })) > 300, 'magnitude');
    assert.ok((await ink(page, DARK[0], { x: 70, y: 230, width: 590, height: 190 })) > 300, 'phase');
    const parts = await page.evaluate(() => [...new Set(window.host.requests.map(({ part, log }) => `${part} ${log}`))].sort());
    assert.deepEqual(parts, ['decibel true', 'phase true']);
  },

  async 'bode: marks the −3 dB point'({ open, shot }) {
    const page = await open('bode', { theme: 'light' });
    await feedAc(page);
    await trace(page, 'v(tank)').locator('vscode-checkbox').click();
    await settled(page);
    await shot(page, 'bode-light');
    await page.locator('.toolbar').getByText('SVG').click();
    const svg = await page.evaluate(() => {
      const last = window.host.posted.filter(({ type }) => type === 'save').at(-1);
      return new TextDecoder().decode(last.data);
    });
    const label = /−3 dB at ([\d.]+) (k?Hz)/.exec(svg);
    assert.ok(label, 'the mark is in the picture');
    const hertz = Number(label[1]) * (label[2] === 'kHz' ? 1000 : 1);
    assert.ok(Math.abs(hertz - 1000) < 3, `${hertz}`);
  },

  async 'bode: values at the cursor in decibels and degrees'({ open }) {
    const page = await open('bode');
    await feedAc(page);
    const { x, y, width } = await page.locator('.chart').boundingBox();
    await page.mouse.move(x + 68 + ((width - 86) * 2) / 6, y + 100);
    await settled(page);
    assert.match(await page.locator('.legend-heading').textContent(), /^Frequency (99\d(\.\d)? Hz|1(\.00\d?)? kHz)$/);
    const text = await trace(page, 'v(out)').locator('.legend-value').textContent();
    const [, decibel, degrees] = /^(−[\d.]+) dB {2}(−[\d.]+)°$/.exec(text);
    assert.ok(Math.abs(Number(decibel.replace('−', '-')) + 3.01) < 0.1, text);
    assert.ok(Math.abs(Number(degrees.replace('−', '-')) + 45) < 1, text);
  },

  async 'bode: zooms and keeps many points'({ open, shot }) {
    const page = await open('bode');
    await feedAc(page, 5000);
    const { x, y, width } = await page.locator('.chart').boundingBox();
    await page.mouse.move(x + 68 + (width - 86) * 0.6165, y + 100);
    for (let i = 0; i < 12; i++) await page.mouse.wheel(0, -100);
    await settled(page);
    await shot(page, 'bode-zoomed');
    assert.ok((await ink(page, DARK[1])) > 300);
    assert.ok((await page.evaluate(() => window.host.mostInFlight)) <= 2);
    assert.ok((await page.evaluate(() => window.host.largestReply)) <= 131_072);
  },

  async 'bode: says where there is nothing to show'({ open }) {
    const page = await open('bode');
    await page.evaluate(() => {
      window.host.startRun();
      window.host.plot(0, 'tran', [{ name: 'time', unit: 's', values: [0, 1] }, { name: 'v(a)', unit: 'V', values: [0, 1] }]);
      window.host.announce();
    });
    await page.getByText('This run has no AC results.').waitFor();
  },
};
