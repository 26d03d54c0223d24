import assert from 'node:assert/strict';
import { ink, setTheme, settled } from './page.mjs';

/** Colours of the first traces where the theme has none of its own. */
const DARK = ['#4daafc', '#ff7b72', '#6bd08a'];
const LIGHT = ['#0b63b5', '#c8372d', '#1b7f3b'];

/** A square wave, its RC response and a current: 100,000 points, 5 ms, one sample of v(out) is a spike to 9 V. */
async function feedTransient(page, { spike = 77_777, shown } = {}) {
  await page.evaluate(([at, names]) => {
    const points = 100_001;
    const time = new Float64Array(points), vin = new Float64Array(points), vout = new Float64Array(points), current = new Float64Array(points);
    for (let i = 0; i < points; i++) {
      const t = (time[i] = (5e-3 * i) / (points - 1));
      vin[i] = Math.floor(t * 1000) % 2 === 0 ? 5 : 0;
      vout[i] = 5 * (1 - Math.exp(-(t % 1e-3) / 2e-4));
      current[i] = 1e-3 * Math.sin(2 * Math.PI * 4e3 * t) * Math.exp(-t / 1e-3);
    }
    vout[at] = 9;
    if (names) window.host.shown = names;
    window.host.startRun();
    window.host.plot(0, 'tran', [
      { name: 'time', unit: 's', values: time }, { name: 'v(in)', unit: 'V', values: vin },
      { name: 'v(out)', unit: 'V', values: vout }, { name: 'i(v1)', unit: 'A', values: current },
    ]);
    window.host.announce();
  }, [spike, shown]);
  await settled(page);
}

const trace = (page, name) => page.locator(`.legend-row[data-trace="${name}"]`);
const state = (page) => page.evaluate(() => window.host.kept);
/** Where the chart's only pane is, in pixels of the page. */
async function chartBox(page) {
  return page.locator('.chart').boundingBox();
}

export const waveformTests = {
  async 'waveform: an empty view offers to run'({ open, shot }) {
    const page = await open('waveform');
    await page.getByText('No results yet.').waitFor();
    await page.locator('.empty vscode-button').click();
    assert.ok(await page.evaluate(() => window.host.posted.some(({ type }) => type === 'run')));
    await shot(page, 'waveform-empty');
  },

  async 'waveform: draws the traces and loses no spike'({ open, shot }) {
    const page = await open('waveform');
    await feedTransient(page);
    await shot(page, 'waveform-dark');
    assert.ok((await ink(page, DARK[0])) > 500, 'v(in) is drawn');
    // The spike is one sample of 100,000: a column of ink above everything else.
    const spike = { x: 70, y: 12, width: 600, height: 40 };
    assert.ok((await ink(page, DARK[1], spike)) >= 20, `the spike is drawn: ${await ink(page, DARK[1], spike)}`);
    const facts = await page.evaluate(() => ({ inFlight: window.host.mostInFlight, largest: window.host.largestReply }));
    assert.ok(facts.inFlight <= 2, `at most two requests under way, not ${facts.inFlight}`);
    assert.ok(facts.largest <= 131_072, `answers below 128 kB, not ${facts.largest}`);
  },

  async 'waveform: a spike at twelve places, none lost'({ open }) {
    const page = await open('waveform', { width: 700, height: 300 });
    await feedTransient(page);
    for (let n = 0; n < 12; n++) {
      await feedTransient(page, { spike: (n * 8191 + 4000) % 100_000 });
      const found = await ink(page, DARK[1], { x: 69, y: 12, width: 400, height: 30 });
      assert.ok(found >= 15, `spike ${n}: ${found} pixels`);
    }
  },

  async 'waveform: the legend hides and shows traces, by mouse and keyboard'({ open }) {
    const page = await open('waveform');
    await feedTransient(page);
    const before = await ink(page, DARK[0]);
    assert.ok(before > 500);
    await trace(page, 'v(in)').locator('vscode-checkbox').click();
    await settled(page);
    assert.ok((await ink(page, DARK[0])) < 20, 'v(in) has gone');
    assert.deepEqual((await state(page)).hidden, ['v(in)', 'i(v1)']);
    await trace(page, 'v(in)').locator('vscode-checkbox').focus();
    await page.keyboard.press('Space');
    await settled(page);
    assert.ok((await ink(page, DARK[0])) > 500, 'v(in) is back');
  },

  async 'waveform: amperes get a pane of their own'({ open, shot }) {
    const page = await open('waveform');
    await feedTransient(page);
    await trace(page, 'i(v1)').locator('vscode-checkbox').click();
    await settled(page);
    await shot(page, 'waveform-two-panes');
    assert.ok((await ink(page, DARK[2], { x: 70, y: 240, width: 600, height: 190 })) > 300, 'the current is in the lower pane');
    assert.equal(await ink(page, DARK[2], { x: 70, y: 10, width: 600, height: 200 }), 0, 'and not in the upper one');
  },

  async 'waveform: shows what the netlist asks for'({ open }) {
    const page = await open('waveform');
    await feedTransient(page, { shown: { tran: ['i(v1)'] } });
    const checked = await page.locator('.legend-row vscode-checkbox').evaluateAll((boxes) => boxes.map((box) => box.checked));
    assert.deepEqual(checked, [false, false, true]);
  },

  async 'waveform: wheel zooms at the mouse, drag pans, 0 and double click show all'({ open, shot }) {
    const page = await open('waveform');
    await feedTransient(page);
    const { x, y, width } = await chartBox(page);
    await page.mouse.move(x + 68 + (width - 86) / 2, y + 150);
    for (let i = 0; i < 10; i++) await page.mouse.wheel(0, -100);
    await settled(page);
    const zoomed = (await state(page)).zoom;
    assert.ok(Math.abs((zoomed.from + zoomed.to) / 2 - 2.5e-3) < 3e-5, JSON.stringify(zoomed));
    assert.ok(zoomed.to - zoomed.from < 1e-3);
    await shot(page, 'waveform-zoomed');
    await page.mouse.down();
    await page.mouse.move(x + 68 + (width - 86) / 2 - 100, y + 150, { steps: 4 });
    await page.mouse.up();
    await settled(page);
    const panned = (await state(page)).zoom;
    const expected = ((zoomed.to - zoomed.from) * 100) / (width - 86);
    assert.ok(Math.abs(panned.from - zoomed.from - expected) < expected * 0.05, `${panned.from - zoomed.from} ${expected}`);
    await page.keyboard.press('0');
    await settled(page);
    assert.equal((await state(page)).zoom, undefined);
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    await settled(page);
    assert.ok((await state(page)).zoom);
    await page.mouse.dblclick(x + 300, y + 150);
    await settled(page);
    assert.equal((await state(page)).zoom, undefined);
  },

  async 'waveform: deep zoom finds the one sample of a spike'({ open, shot }) {
    const page = await open('waveform');
    await feedTransient(page);
    const { x, y, width } = await chartBox(page);
    // Pixels are coarse: aim anew after each step.
    for (let i = 0; i < 34; i++) {
      const { from, to } = (await state(page))?.zoom ?? { from: 0, to: 5e-3 };
      await page.mouse.move(x + 68 + ((width - 86) * (5e-8 * 77_777 - from)) / (to - from), y + 150);
      await page.mouse.wheel(0, -100);
      await page.waitForTimeout(30);
    }
    await settled(page);
    const { zoom } = await state(page);
    assert.ok(zoom.to - zoom.from < 4e-6);
    assert.match(await trace(page, 'v(out)').locator('.legend-value').textContent(), /^8\.\d+ V$|^9 V$/);
    await shot(page, 'waveform-deep');
    assert.ok((await ink(page, DARK[1], { x: 70, y: 12, width: Math.round(width) - 90, height: 40 })) >= 20);
  },

  async 'waveform: shift and drag zooms into a box'({ open, shot }) {
    const page = await open('waveform');
    await feedTransient(page);
    const { x, y } = await chartBox(page);
    await page.keyboard.down('Shift');
    await page.mouse.move(x + 200, y + 100);
    await page.mouse.down();
    await page.mouse.move(x + 300, y + 200, { steps: 3 });
    await shot(page, 'waveform-box');
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await settled(page);
    const { zoom } = await state(page);
    const { width } = await chartBox(page);
    const perPixel = 5e-3 / (width - 86);
    assert.ok(Math.abs(zoom.to - zoom.from - 100 * perPixel) < 3 * perPixel, JSON.stringify(zoom));
  },

  async 'waveform: values at the cursor come from the store'({ open, shot }) {
    const page = await open('waveform');
    await feedTransient(page);
    const { x, y, width } = await chartBox(page);
    await page.mouse.move(x + 68 + (width - 86) * 0.3, y + 150);
    await settled(page);
    await shot(page, 'waveform-cursor');
    assert.match(await page.locator('.legend-heading').textContent(), /^Time 1\.50?\d* ms$/);
    assert.equal(await trace(page, 'v(in)').locator('.legend-value').textContent(), '0 V');
    const value = Number.parseFloat(await trace(page, 'v(out)').locator('.legend-value').textContent());
    assert.ok(Math.abs(value - 5 * (1 - Math.exp(-2.5))) < 0.05, `v(out) ${value}`);
    await page.mouse.move(x + 5, y + 5);
    await settled(page);
    assert.equal(await trace(page, 'v(out)').locator('.legend-value').textContent(), '');
    await page.locator('.chart').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await settled(page);
    assert.match(await page.locator('.legend-heading').textContent(), /^Time 2\.55/);
  },

  async 'waveform: follows the theme'({ open, shot }) {
    const page = await open('waveform');
    await feedTransient(page);
    await setTheme(page, 'light');
    await settled(page);
    await shot(page, 'waveform-light');
    assert.ok((await ink(page, LIGHT[0])) > 500, 'the traces have the light colours');
    assert.ok((await ink(page, DARK[0])) < 50, 'and no longer the dark ones');
    await setTheme(page, 'contrast');
    await settled(page);
    await shot(page, 'waveform-contrast');
    assert.ok((await ink(page, DARK[0])) > 500);
  },

  async 'waveform: grows while a run goes on'({ open, shot }) {
    const page = await open('waveform');
    await page.evaluate(() => {
      const points = 50_000;
      window.signals = [
        { name: 'time', unit: 's', values: Float64Array.from({ length: points }, (_, i) => i * 1e-6) },
        { name: 'v(a)', unit: 'V', values: Float64Array.from({ length: points }, (_, i) => Math.sin(i / 800)) },
      ];
      window.host.startRun();
      window.host.plotStarted(0, 'tran', window.signals);
      window.host.announce(true);
    });
    await settled(page);
    const ends = [];
    for (let part = 0; part < 5; part++) {
      await page.evaluate((number) => {
        window.host.chunk(0, window.signals, number * 10_000, (number + 1) * 10_000);
        window.host.event({ event: 'progress', plot: 0, fraction: (number + 1) / 5, at: (number + 1) * 10_000e-6 });
        window.host.announce(true);
      }, part);
      await settled(page);
      ends.push(await ink(page, DARK[0]));
      if (part === 2) await shot(page, 'waveform-growing');
    }
    for (let part = 1; part < 5; part++) assert.ok(ends[part] > ends[part - 1] * 1.1, `ink grows: ${ends}`);
    assert.ok(await page.locator('.toolbar').getByText('Stop').isVisible());
    await page.evaluate(() => {
      window.host.plotFinished(0, 50_000);
      window.host.announce(false);
    });
    await settled(page);
    assert.ok(await page.locator('.toolbar').getByText('Run').isVisible());
    const asked = await page.evaluate(() => window.host.requests.length);
    await settled(page);
    assert.equal(await page.evaluate(() => window.host.requests.length), asked, 'a finished run is not asked for again');
  },

  async 'waveform: a nested sweep is a family of curves'({ open, shot }) {
    const page = await open('waveform');
    await page.evaluate(() => {
      const x = [], y = [];
      for (let outer = 1; outer <= 4; outer++) for (let i = 0; i <= 50; i++) { x.push(i / 10); y.push(outer * (1 - Math.exp(-i / 10))); }
      window.host.startRun();
      window.host.plot(0, 'dc', [{ name: 'v-sweep', unit: 'V', values: x }, { name: 'i(vd)', unit: 'A', values: y }]);
      window.host.announce();
    });
    await settled(page);
    await shot(page, 'waveform-nested');
    // Four curves cross a vertical line near the right end; no line goes back from the end to the start.
    const column = await page.evaluate(() => {
      const canvas = [...document.querySelectorAll('.chart canvas')].at(-1);
      const at = Math.round(68 + (canvas.width - 86) * 0.9);
      const { data } = canvas.getContext('2d').getImageData(at, 0, 1, canvas.height);
      let runs = 0;
      for (let i = 0, was = false; i < data.length; i += 4) { const is = data[i + 3] > 90; if (is && !was) runs++; was = is; }
      return runs;
    });
    assert.equal(column, 4);
  },

  async 'waveform: an operating point is a list of values'({ open, shot }) {
    const page = await open('waveform');
    await page.evaluate(() => {
      window.host.startRun();
      window.host.plot(0, 'op', [{ name: 'v(in)', unit: 'V', values: [10] }, { name: 'v(out)', unit: 'V', values: [20 / 3] }, { name: 'i(v1)', unit: 'A', values: [-3.3333e-3] }]);
      window.host.announce();
    });
    await settled(page);
    await shot(page, 'waveform-op');
    assert.equal(await trace(page, 'v(in)').locator('.legend-value').textContent(), '10 V');
    assert.equal(await trace(page, 'v(out)').locator('.legend-value').textContent(), '6.6667 V');
    assert.equal(await trace(page, 'i(v1)').locator('.legend-value').textContent(), '−3.3333 mA');
  },

  async 'waveform: an operating point tells what devices do'({ open, shot }) {
    const page = await open('waveform', { width: 1000, height: 520 });
    await page.evaluate(() => {
      window.host.startRun();
      window.host.plot(0, 'op', [{ name: 'v(d)', unit: 'V', values: [0.903] }, { name: 'v(out)', unit: 'V', values: [2.5] }, { name: 'i(vdd)', unit: 'A', values: [-1.11e-3] }]);
      const column = (name, unit) => ({ name, unit });
      const of = (kind, columns, rows) => ({ analysis: 'op', title: `Operating point of devices: ${kind}`, figures: [], columns, rows, origin: 0 });
      window.host.tables = [
        of('mosfet', [column('id', 'A'), column('vgs', 'V'), column('vds', 'V'), column('von', 'V'), column('gm', 'S'), column('gds', 'S'), column('cgs', 'F'), column('qbd', 'C'), column('cbd', 'F'), column('p', 'W')], [
          { name: 'm1', device: 0, region: 'saturation', values: [2.8247e-6, 0.8, 0.90297, 0.7, 5.649e-5, 8.25e-8, 1.2e-14, null, 0, 2.55e-6] },
          { name: 'm.x1.m2', device: 1, region: 'off', values: [-1e-12, 0.1, 3.2, 0.7, 0, 0, 0, null, 0, 3.2e-12] },
        ]),
        of('resistor', [column('i', 'A'), column('p', 'W')], [{ name: 'rd', device: 2, values: [1.1097e-3, 0.0123144] }]),
      ];
      window.host.announce();
    });
    await settled(page);
    await shot(page, 'waveform-op-devices');
    assert.deepEqual(await page.locator('.device-tables h2').allTextContents(), ['mosfet', 'resistor']);
    const first = page.locator('.device-tables tbody tr').first();
    assert.deepEqual(await first.locator('th, td').allTextContents(), ['m1', 'saturation', '2.825 µA', '800 mV', '903 mV', '700 mV', '56.49 µS', '82.5 nS', '12 fF', '–', '0 F', '2.55 µW']);
    await page.evaluate(() => {
      window.host.plot(1, 'tran', [{ name: 'time', unit: 's', values: [0, 1, 2] }, { name: 'v(b)', unit: 'V', values: [0, 3, 2] }]);
      window.host.announce();
    });
    await settled(page);
    await page.locator('vscode-dropdown').click();
    await page.locator('vscode-option', { hasText: 'Transient' }).click();
    await settled(page);
    assert.equal(await page.locator('.device-tables').isVisible(), false, 'a transient has no tables of devices');
  },

  async 'waveform: chooses among several plots'({ open }) {
    const page = await open('waveform');
    await page.evaluate(() => {
      window.host.startRun();
      window.host.plot(0, 'dc', [{ name: 'v-sweep', unit: 'V', values: [0, 1, 2] }, { name: 'v(a)', unit: 'V', values: [0, 1, 2] }]);
      window.host.plot(1, 'tran', [{ name: 'time', unit: 's', values: [0, 1, 2] }, { name: 'v(b)', unit: 'V', values: [0, 3, 2] }]);
      window.host.announce();
    });
    await settled(page);
    assert.deepEqual(await page.locator('.legend-name').allTextContents(), ['v(b)'], 'the transient comes first');
    await page.locator('vscode-dropdown').click();
    await page.locator('vscode-option', { hasText: 'DC sweep' }).click();
    await settled(page);
    assert.deepEqual(await page.locator('.legend-name').allTextContents(), ['v(a)']);
  },

  async 'waveform: names are text, whatever they contain'({ open }) {
    const page = await open('waveform');
    await page.evaluate(() => {
      window.host.startRun();
      window.host.plot(0, 'tran', [{ name: 'time', unit: 's', values: [0, 1] }, { name: 'v(<img src=x onerror=alert(1)>)', unit: 'V', values: [0, 1] }]);
      window.host.announce();
      window.host.send({ type: 'message', severity: 'error', text: '<b>no</b> convergence' });
    });
    await settled(page);
    assert.equal(await page.locator('.legend-name').textContent(), 'v(<img src=x onerror=alert(1)>)');
    assert.equal(await page.locator('.message').textContent(), '<b>no</b> convergence');
  },

  async 'waveform: zoom and hidden traces survive a reload'({ open }) {
    const page = await open('waveform');
    await feedTransient(page);
    await trace(page, 'v(in)').locator('vscode-checkbox').click();
    await page.locator('.chart').focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('+');
    await settled(page);
    const before = await state(page);
    assert.ok(before.zoom);
    await page.reload();
    await feedTransient(page);
    assert.ok(await page.evaluate(() => window.host.posted.some((message) => message.type === 'ready' && message.state?.hidden?.includes('v(in)'))));
    assert.ok((await ink(page, DARK[0])) < 20);
    await page.keyboard.press('Tab');
    await page.locator('.chart').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await settled(page);
    const after = await state(page);
    assert.ok(Math.abs(after.zoom.from - before.zoom.from) < 1e-9, JSON.stringify([before, after]));
  },

  async 'waveform: exports PNG and SVG'({ open }) {
    const page = await open('waveform');
    await feedTransient(page);
    await page.locator('.toolbar').getByText('PNG').click();
    const png = await page.evaluate(() => window.host.saved());
    assert.equal(png.name, 'rc step-waveform.png');
    assert.match(png.head, /^.PNG/);
    assert.ok(png.bytes > 10_000);
    await page.locator('.toolbar').getByText('SVG').click();
    const svg = await page.evaluate(() => window.host.saved());
    assert.match(svg.head, /^<svg /);
    assert.ok(svg.bytes > 20_000, `the traces are in it: ${svg.bytes}`);
  },
};
