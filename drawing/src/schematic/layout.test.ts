import { type Circuit, NONE } from '@nodal/protocol';
import { describe, expect, it } from 'vitest';
import { symbolCatalogue } from './catalogue.js';
import { drawCircuit, layoutSchematic } from './draw-schematic.js';
import type { SchematicNetlist } from './netlist.js';
import { grid, ladder, randomNetlist, testDevice } from './random-netlist.js';
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

describe('the reader of pictures', () => {
  it('notices every wire that is missing, and a wire that joins two nets', () => {
    const netlist = randomNetlist(30);
    const { placed, routing } = layoutSchematic(netlist);
    const read = (wires: typeof routing.wires) => readSvg(drawSvg(netlist, placed, { ...routing, wires }, { title: 't' }).svg, symbols);
    const right = netLines(netlist, read(routing.wires));
    expect(read(routing.wires)).toEqual(right);
    for (const wire of routing.wires) expect(read(routing.wires.filter((w) => w !== wire))).not.toEqual(right);
    const other = routing.wires.find((w) => w.net !== routing.wires[0]!.net)!;
    expect(read([...routing.wires, { net: 0, from: routing.wires[0]!.from, to: { x: other.from.x, y: routing.wires[0]!.from.y } }, { net: 0, from: { x: other.from.x, y: routing.wires[0]!.from.y }, to: other.from }])).not.toEqual(right);
  });
});

describe('large netlists', () => {
  it.each([['ladder of 200', ladder(200)], ['ladder of 500', ladder(500)], ['grid of 200', grid(200)], ['grid of 500', grid(500)]])('%s takes as many steps of the router as before', { timeout: 60_000 }, (_name, netlist) => {
    const { routing, faults } = layoutSchematic(netlist);
    expect(faults).toEqual([]);
    expect({ steps: routing.expansions, names: routing.labels.length, wires: routing.wires.length }).toMatchSnapshot();
  });

  it('above 1,500 devices are a picture in words', () => {
    const strings = ['title', 'r', 'resistor', '0'];
    const many = Array.from({ length: 1501 }, () => 0);
    const circuit = {
      title: 'Too <many>', strings, files: ['file:///a.cir'], origins: { file: [0], start: [0], end: [1] }, nodes: { name: [3] }, models: [],
      devices: { name: many.map(() => 1), kind: many.map(() => 2), origin: many, parametersStart: many, parametersCount: many, model: many.map(() => NONE), referencesStart: many, referencesCount: many, references: [], terminalsStart: many, terminalsCount: many, terminals: [] },
      parameters: { name: [], valueStart: [], valueCount: [] }, values: { constant: [] },
    } as unknown as Circuit;
    const { svg, devices } = drawCircuit(circuit);
    expect(devices).toEqual([]);
    expect(svg).toContain('This circuit has 1501 devices; a schematic is drawn of up to 1500.');
    expect(svg).toContain('Too &lt;many&gt;');
  });
});

describe('the text of the picture', () => {
  it('escapes names, values and the title, and has no style attribute and no script', () => {
    const bad = '<img src=x onerror="a">&\'';
    const netlist = {
      devices: [
        testDevice('voltage-source', `V${bad}`, [1, 0], { value: bad }), testDevice('resistor', `R${bad}`, [1, 2], { value: bad }),
        ...[1, 2, 3].map((i) => testDevice('resistor', `R${i}`, [1, 0])), testDevice('quantum <device>', 'X1', [1, 2, 0]),
      ],
      nets: [{ name: '0' }, { name: `vcc${bad}` }, { name: `n${bad}` }],
    };
    const { placed, routing } = layoutSchematic(netlist);
    const { svg } = drawSvg(netlist, placed, routing, { title: bad });
    expect(svg).not.toMatch(/<img|\sstyle=|<script|<style/);
    expect(svg.replaceAll(/&(?:amp|lt|gt|quot);/g, '')).not.toContain('&');
    // Each tag is well formed, so that a quote in a name cannot end an attribute early.
    for (const [tag] of svg.matchAll(/<[^>]*>/g)) expect(tag).toMatch(/^<(?:\/\w+|\w+(?: [\w-]+="[^"<]*")*\/?)>$/);
    expect([...svg.matchAll(/ ([\w-]+)="/g)].map(([, name]) => name).filter((name) => name!.startsWith('on'))).toEqual([]);
    expect(svg).toContain('data-device="R&lt;img src=x onerror=&quot;a&quot;&gt;&amp;\'"');
    expect(svg).toContain('>quantum &lt;device&gt;<');
  });
});

describe('a device without a symbol', () => {
  it('is a box with its pins, and the rest is drawn', () => {
    const netlist = { devices: [testDevice('voltage-source', 'V1', [1, 0]), testDevice('mosfet', 'M1', [2, 1, 0, 0]), testDevice('resistor', 'R1', [1, 2])], nets: [{ name: '0' }, { name: 'in' }, { name: 'd' }] };
    checkNetlist(netlist);
    expect(layoutSchematic(netlist).placed.map((p) => p.part.texts.join(' '))).toContain('M1 1k mosfet');
  });
});
