import { describe, expect, it } from 'vitest';
import { check } from './check.js';
import { drawSheets } from './draw.js';
import { netlistFrom } from './netlist-text.fixture.js';
import { randomNetlist, stagesNetlist, WITH_TRANSISTORS } from './random-netlists.fixture.js';
import { misreadings } from './reextract.fixture.js';

const SEEDS = 320;

function faultsOf(text: string): { faults: string[]; labelled: number; nets: number; rejected: number } {
  const sheet = netlistFrom(text);
  const { layouts, counters } = drawSheets([sheet]);
  return {
    rejected: counters.rejected,
    faults: layouts.flatMap((layout) => [...layout.drawn.flatMap(check).map(({ kind }) => kind), ...misreadings(layout)]),
    labelled: layouts.reduce((sum, { state }) => sum + state.labelled.size, 0),
    nets: sheet.nets.length,
  };
}

describe('random netlists', () => {
  it(`are drawn without a fault, and read back as what they are (${SEEDS} of them)`, () => {
    let [labelled, nets, rejected] = [0, 0, 0];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const result = faultsOf(randomNetlist(seed));
      expect(result.faults, `seed ${seed}`).toEqual([]);
      labelled += result.labelled;
      nets += result.nets;
      rejected += result.rejected;
    }
    // The first layout passes the checker, and no wire needs a label instead.
    expect({ labelled, rejected, nets }).toEqual({ labelled: 0, rejected: 0, nets: 4047 });
  }, 240_000);

  it('are drawn without a fault with transistors and switches among them', () => {
    let [labelled, nets] = [0, 0];
    for (let seed = 1; seed <= 120; seed++) {
      const result = faultsOf(randomNetlist(seed, WITH_TRANSISTORS));
      expect(result.faults, `seed ${seed}`).toEqual([]);
      labelled += result.labelled;
      nets += result.nets;
    }
    // Hardly a wire needs a label instead.
    expect(labelled).toBeLessThan(0.002 * nets);
  }, 240_000);

  it('can be drawn by labels alone, which is the last repair', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const sheet = netlistFrom(randomNetlist(seed));
      const { state } = drawSheets([sheet]);
      state.sheets.get('')!.labelled = new Set(sheet.nets.map(({ name }) => name));
      const { layouts } = drawSheets([sheet], state);
      expect(layouts.flatMap((layout) => [...layout.drawn.flatMap(check).map(({ kind }) => kind), ...misreadings(layout)]), `seed ${seed}`).toEqual([]);
      expect(layouts[0]!.drawn.every(({ segments }) => segments.length === 0)).toBe(true);
    }
  });

  it('stages of all sizes are drawn without a label', () => {
    for (const size of [10, 50, 200]) {
      const result = faultsOf(stagesNetlist(size, size));
      expect(result).toMatchObject({ faults: [], labelled: 0 });
    }
  });
});

describe('the next drawing', () => {
  const text = stagesNetlist(50, 50);
  const places = (result: ReturnType<typeof drawSheets>): Map<string, string> => new Map(result.layouts[0]!.drawn.flatMap(({ parts }) => parts.map((part) => [part.part.id, `${part.x} ${part.y} ${JSON.stringify(part.pose)}`])));

  it('is the same when nothing has changed, and lays nothing out', () => {
    const first = drawSheets([netlistFrom(text)]);
    const second = drawSheets([netlistFrom(text)], first.state);
    expect(second.drawing.svg).toBe(first.drawing.svg);
    expect(second.counters).toMatchObject({ laidOut: 0, expansions: 0 });
  });

  it('leaves the others where they are when a device is added at the end', () => {
    const first = drawSheets([netlistFrom(text)]);
    const last = text.split('\n').at(-1)!.split(/\s+/)[1]!;
    const second = drawSheets([netlistFrom(`${text}\nradded ${last} 0 1k`)], first.state);
    const [before, after] = [places(first), places(second)];
    const moved = [...before].filter(([id, place]) => after.get(id) !== place);
    expect(after.has('radded')).toBe(true);
    expect(moved.length).toBeLessThanOrEqual(before.size * 0.1);
  });

  it('keeps the order and the pose of the others when a device is added in the middle', () => {
    const first = drawSheets([netlistFrom(text)]);
    const second = drawSheets([netlistFrom(`${text}\ncadded n8 0 1n`)], first.state);
    const order = ({ state }: typeof first): string[] => [...state.sheets.get('')!.parts].sort((a, b) => a[1].order - b[1].order).map(([id, { pose }]) => `${id} ${JSON.stringify(pose)}`);
    expect(order(second).filter((line) => !line.startsWith('cadded'))).toEqual(order(first));
  });

  it('keeps how a part was turned when values change', () => {
    const first = drawSheets([netlistFrom('v1 in 0 10; r1 in out 1k; r2 out 0 2k')]);
    const second = drawSheets([netlistFrom('v1 in 0 sine; r1 in out 1k; r2 out 0 2k')], first.state);
    expect(second.layouts[0]!.drawn[0]!.parts.map(({ pose }) => pose.vertical)).toEqual([true, true, true]);
  });
});
