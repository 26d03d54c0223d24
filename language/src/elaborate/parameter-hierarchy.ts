import type { Design } from '../design/design.js';
import { flatArguments, operandText } from '../design/operands.js';
import type { Frame } from './frame.js';

/**
 * Whether a `.param` of an outer circuit wins over the parameters of the same
 * name in the subcircuits within: HSPICE's rule, unless `.option
 * parhier=local` says otherwise. Everywhere else the innermost counts.
 */
export function outerParametersWin(design: Design): boolean {
  let wins = design.files[0]?.parsed.dialect.name === 'hspice';
  for (const placed of design.directives) {
    if (!/^\.options?$/i.test(placed.card.keyword)) continue;
    for (const argument of flatArguments(placed.card)) {
      if (argument.$type !== 'Assignment' || argument.target.$type !== 'Word' || argument.target.text.toLowerCase() !== 'parhier' || !argument.value) continue;
      wins = operandText(placed, argument.value).text.replaceAll(/['"]/g, '').toLowerCase() === 'global';
    }
  }
  return wins;
}

/** The slot of the outermost frame around one that has a parameter of this name by `.param`. */
export function outermostSlot(frame: Frame, name: string): { depth: number; slot: number } | undefined {
  let found: { depth: number; slot: number } | undefined;
  let depth = 1;
  for (let at = frame.parent; at; at = at.parent, depth++) {
    const slot = at.shape.definition.slotOf.get(name);
    if (slot !== undefined && !at.shape.definition.declarations[slot]!.formal) found = { depth, slot };
  }
  return found;
}
