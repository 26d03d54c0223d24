import { check } from '@nodal/drawing/schematic/check';
import { drawSheets, fromCircuit } from '@nodal/drawing/schematic/index';
import { misreadings } from '@nodal/drawing/schematic/reextract.fixture';
import { structureOf } from '@nodal/drawing/schematic/structure.fixture';
import { describe, expect, it } from 'vitest';
import { circuitOf, deckPaths, deckText } from './draw-deck.js';

const draw = (text: string): ReturnType<typeof drawSheets> => drawSheets(fromCircuit(circuitOf(text)));

/** Two dozen loose sources beside each other: a net between them finds no way and is labelled, which reads as well. */
const LABELLED: Readonly<Record<string, readonly string[]>> = {
  'test/reference/120-behavioural-functions.cir': ['n18'],
  'test/reference/121-behavioural-polynomials.cir': ['g2'],
};

describe('decks', () => {
  it.each(deckPaths())('%s says its circuit', (path) => {
    const circuit = circuitOf(deckText(path));
    const { layouts, drawing } = drawSheets(fromCircuit(circuit));
    expect(layouts.flatMap((layout) => [...layout.drawn.flatMap(check).map(({ kind }) => kind), ...misreadings(layout)])).toEqual([]);
    // No other net needs a label, and each device can be clicked and answers with the range of its own card.
    expect(layouts.flatMap(({ state }) => [...state.labelled])).toEqual(LABELLED[path] ?? []);
    const answers = new Map(drawing.devices.map((device) => [device.name, device]));
    for (const [, name] of drawing.svg.matchAll(/data-device="([^"]*)"/g)) expect(answers.get(name!)!.end, name).toBeGreaterThan(answers.get(name!)!.start);
    for (const index of circuit.devices.name) expect(drawing.svg).toContain(`data-device="${circuit.strings[index]}"`);
  });

  it.each([
    'examples/03-rc-lowpass.cir', 'examples/04-rlc-resonance.cir', 'examples/06-bridge-rectifier.cir', 'examples/07-voltage-multiplier.cir', 'examples/09-sallen-key.cir',
    'examples/11-inverting-amplifier.cir', 'test/reference/04-transformer.cir', 'test/reference/07-vccs.cir', 'test/reference/17-ring-mixer.cir', 'test/reference/20-ladder-subcircuit.cir',
  ])('%s keeps its structure', (path) => {
    expect(structureOf(draw(deckText(path)))).toMatchSnapshot();
  });
});
