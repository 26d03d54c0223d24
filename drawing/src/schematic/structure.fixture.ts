import { placedBoxes } from './drawing-model.js';
import { drawSheets, type DrawnSchematic } from './draw.js';
import { endsOf } from './lanes.js';
import { netlistFrom } from './netlist-text.fixture.js';
import type { PlacedPart } from './part.js';

/**
 * For tests: how a netlist is drawn, as text. One line for each column of each
 * piece, its parts from top to bottom with their pose and the nets at their
 * ends: `r1(in→out)` lies, `c1(out/0)` stands. Then bends, crossings and labels.
 */
export function structure(text: string): string {
  return structureOf(drawSheets([netlistFrom(text)]));
}

/** The same of any drawing; each sheet of a subcircuit begins with its title. */
export function structureOf({ layouts, counters }: Pick<DrawnSchematic, 'layouts' | 'counters'>): string {
  const lines: string[] = [];
  for (const { sheet, drawn, state } of layouts) {
    const name = (net: number): string => sheet.nets[net]!.name;
    if (sheet.title !== '') lines.push(`sheet ${sheet.title}`);
    for (const piece of drawn) {
      const columns = new Map<number, PlacedPart[]>();
      for (const part of piece.parts) columns.set(part.x, [...(columns.get(part.x) ?? []), part]);
      for (const x of [...columns.keys()].sort((a, b) => a - b)) lines.push(columns.get(x)!.sort((a, b) => top(a) - top(b)).map((part) => describe(part, name)).join(' | '));
      let crossings = 0;
      for (const a of piece.segments) for (const b of piece.segments) {
        if (a.net !== b.net && a.y1 === a.y2 && b.x1 === b.x2 && a.x1 < b.x1 && b.x1 < a.x2 && b.y1 < a.y1 && a.y1 < b.y2) crossings++;
      }
      lines.push(`-- ${piece.segments.length} wires, ${crossings} crossings`);
    }
    if (state.labelled.size > 0) lines.push(`labels: ${[...state.labelled].join(' ')}`);
  }
  lines.push(`${counters.expansions} expansions, ${counters.ripUps} rip-ups, ${counters.rejected} rejected`);
  return lines.join('\n');
}

function top(part: PlacedPart): number {
  return Math.min(...placedBoxes(part).map((box) => box.top));
}

function describe(placed: PlacedPart, name: (net: number) => string): string {
  const { part, pose } = placed;
  if (part.form === 'two-pin') {
    const { first, last } = endsOf(placed);
    return `${part.id}(${name(first)}${pose.vertical ? '/' : '→'}${name(last)})`;
  }
  if (part.form === 'terminal') return `flag ${name(part.nets[0]!)}`;
  const inputs = part.form === 'amplifier' ? (pose.plusOnTop ? ' + above' : ' − above') : '';
  return `${part.form} ${part.devices.map((device) => device.name).join(',')}${inputs}[${part.nets.map(name).join(' ')}]`;
}
