import { describe, expect, it } from 'vitest';
import { symbolCatalogue } from './catalogue.js';
import { layoutSchematic } from './draw-schematic.js';
import type { SchematicNetlist } from './netlist.js';
import { randomNetlist } from './random-netlist.js';
import { misleadingDots, netLines, readSvg } from './read-svg.js';
import { drawSvg } from './svg.js';

const symbols = symbolCatalogue();

/** Draws a netlist and reads it back. */
function checkNetlist(netlist: SchematicNetlist): void {
  const { placed, routing, faults } = layoutSchematic(netlist);
  expect(faults).toEqual([]);
  const { svg } = drawSvg(netlist, placed, routing, { title: 't' });
  const lines = readSvg(svg, symbols);
  expect(lines).toEqual(netLines(netlist, lines));
  expect(misleadingDots(svg)).toEqual([]);
}

describe('random netlists', () => {
  for (let first = 1; first <= 300; first += 50) {
    it(`say the circuit that they were drawn from: seeds ${first} to ${first + 49}`, { timeout: 120_000 }, () => {
      for (let seed = first; seed < first + 50; seed++) {
        try {
          checkNetlist(randomNetlist(seed));
        } catch (error) {
          throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
        }
      }
    });
  }

  it('give the same picture every time', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const draw = () => {
        const netlist = randomNetlist(seed);
        const { placed, routing } = layoutSchematic(netlist);
        return drawSvg(netlist, placed, routing, { title: 't' }).svg;
      };
      expect(draw()).toBe(draw());
    }
  });
});
