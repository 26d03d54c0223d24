import { describe, expect, it } from 'vitest';
import { symbolCatalogue } from '@nodal/drawing/schematic/catalogue';
import { drawCircuit, layoutSchematic } from '@nodal/drawing/schematic/draw-schematic';
import { fromCircuit } from '@nodal/drawing/schematic/netlist';
import { misleadingDots, netLines, readSvg } from '@nodal/drawing/schematic/read-svg';
import { circuitOf, deckPaths, deckText, structureOf } from './draw-deck.js';

const symbols = symbolCatalogue();

describe('decks', () => {
  it.each(deckPaths())('%s says its circuit', (path) => {
    const circuit = circuitOf(deckText(path));
    const netlist = fromCircuit(circuit);
    expect(layoutSchematic(netlist).faults).toEqual([]);
    const { svg, devices } = drawCircuit(circuit);
    const lines = readSvg(svg, symbols);
    expect(lines).toEqual(netLines(netlist, lines));
    expect(misleadingDots(svg)).toEqual([]);
    // Each device can be clicked, and answers with the range of its own card.
    const drawn = devices.map(({ uri, start, end }) => `${uri} ${start} ${end}`);
    for (const { kind, name, origin } of netlist.devices) {
      if (kind === 'coupling') continue;
      expect(drawn, name).toContain(`${origin.uri} ${origin.start} ${origin.end}`);
      expect(origin.end, name).toBeGreaterThan(origin.start);
    }
  });

  it.each([
    'examples/03-rc-lowpass.cir', 'examples/04-rlc-resonance.cir', 'examples/06-bridge-rectifier.cir', 'examples/07-voltage-multiplier.cir', 'examples/09-sallen-key.cir',
    'examples/11-inverting-amplifier.cir', 'test/reference/04-transformer.cir', 'test/reference/07-vccs.cir', 'test/reference/17-ring-mixer.cir', 'test/reference/20-ladder-subcircuit.cir',
  ])('%s keeps its structure', (path) => {
    expect(structureOf(deckText(path))).toMatchSnapshot();
  });
});

describe('a deck that grows', () => {
  it('keeps nearly all its devices where they are', () => {
    const text = deckText('examples/10-lc-ladder.cir');
    const before = structureOf(text).split('\n').filter((line) => line.includes(' turn '));
    const after = new Set(structureOf(text.replace(/^\.end$/m, 'radded out 0 10k\n.end')).split('\n'));
    expect([...after].some((line) => line.startsWith('radded '))).toBe(true);
    expect(before.filter((line) => !after.has(line)).length).toBeLessThanOrEqual(1);
  });
});
