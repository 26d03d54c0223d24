import { describe, expect, it } from 'vitest';
import { drawSheets } from './draw.js';
import { netlistFrom } from './netlist-text.fixture.js';
import { standaloneSvg } from './style.js';
import { escapeXml } from './svg.js';

const draw = (text: string): ReturnType<typeof drawSheets>['drawing'] => drawSheets([netlistFrom(text)]).drawing;

describe('the SVG', () => {
  it('has one focusable, named group for each device', () => {
    const { svg, devices } = draw('v1 in 0 sine; rp in p 10; l1 p 0 1m; l2 s 0 1m; k1 l1 l2 0.9; e1 out 0 0 s 100000; r1 out s 1k');
    const named = [...svg.matchAll(/<g class="device [^"]*" data-device="([^"]*)" role="img" tabindex="0" aria-label="[^"]+"><title>[^<]+<\/title>/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(['e1', 'k1', 'l1', 'l2', 'r1', 'rp', 'v1']);
    expect(devices.map(({ name }) => name).sort()).toEqual(named);
  });

  it('tells an NJF from a PJF by the arrow at the gate', () => {
    const drawn = (model: string) => draw(`v1 d 0 5; r1 d a 1k; j1 a g s ${model}; rs s 0 100; rg g 0 1meg`);
    const [n, p] = [drawn('njf1'), drawn('pjf1')];
    for (const { svg, devices } of [n, p]) {
      expect(svg).toMatch(/data-device="j1" role="img" tabindex="0" aria-label="[^"]*JFET[^"]*"/);
      expect(devices.map(({ name }) => name)).toContain('j1');
    }
    const arrow = ({ svg }: typeof n) => /M-40 30H-15[^]*?<path class="filled" fill="currentColor" d="(M[^"]+)"/.exec(svg)?.[1];
    expect([arrow(n), arrow(p)]).toEqual(['M-15 30L-22.5 27V33Z', 'M-26 30L-18.5 27V33Z']);
  });

  it('escapes what comes from the netlist', () => {
    const { svg } = draw('v1 <in>"&\' 0 sine; r<script>alert(1)</script>"&\' <in>"&\' 0 </text><b>');
    expect(svg).not.toMatch(/<script|<b>/);
    expect(svg).toContain('data-device="r&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;\'"');
    expect(escapeXml('a\u0000b\ud800c')).toBe('a\ufffdb\ufffdc');
  });

  it('carries no style and no handler, so that a strict policy lets it through', () => {
    const { svg, width, height } = draw('v1 in 0 sine; r1 in out 1k; c1 out 0 1n');
    expect(svg).not.toMatch(/ style=|<style| on\w+=|href|#[0-9a-f]{3}/i);
    expect(svg).toContain(`width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`);
    expect(svg.match(/fill="(?!none|currentColor)[^"]*"/g)).toBeNull();
  });

  it('stands by itself with its style inside', () => {
    const svg = standaloneSvg(draw('v1 in 0 sine; r1 in 0 1k').svg);
    expect(svg).toMatch(/^<svg [^>]*><style>/);
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  it('of nothing is empty', () => {
    expect(drawSheets([netlistFrom('k1 l1 l2 1')]).drawing.svg).toContain('k1');
    expect(drawSheets([]).drawing).toMatchObject({ svg: '', devices: [] });
  });
});
