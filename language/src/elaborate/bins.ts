import { type Bin, binnedModels, BORDERS, holds, scopeOfBins } from '../design/bins.js';
import type { ModelDeclaration, PlacedCard, Scope } from '../design/design.js';
import { assignedName, assignmentOn, modelParameters } from '../design/literals.js';
import type { ElementCard, Operand } from '../generated/ast.js';
import type { Elaboration } from './elaboration.js';
import { type Frame, frameOfScope } from './frame.js';
import { markProgram } from './structural.js';
import type { Values } from './values.js';

/** Why none of the models of a common name is the one of a device, with the parameter to blame. */
export interface NoBin {
  at: string;
  message: string;
}

/**
 * Of the models `nch.1`, `nch.2` … the first that holds for the size on a
 * transistor's card, as ngspice chooses it: width and length must be given; the
 * width is divided by `nf` where the card's `wnflag` says so.
 */
export function chooseBin(name: string, placed: PlacedCard<ElementCard>, frame: Frame, elaboration: Elaboration, values: Values): ModelDeclaration | NoBin | undefined {
  const key = name.toLowerCase();
  const found = ownerOf(frame, key);
  if (found === undefined) return undefined;
  /** Which model it is depends on what a number here reads: another needs a new elaboration. */
  const number = (of: PlacedCard, operand: Operand | undefined, at: Frame): number | undefined => {
    if (operand === undefined) return undefined;
    const compiled = values.program(values.textOf(of, operand), at);
    if (typeof compiled === 'object') markProgram(elaboration, compiled.program, at);
    return typeof compiled === 'object' ? elaboration.evaluate(compiled.program, at) : compiled;
  };
  const given = (parameter: string): number | undefined => number(placed, assignmentOn(placed, parameter)?.value, frame);
  const [w, l] = [given('w'), given('l')];
  if (w === undefined || l === undefined) return { at: w === undefined ? 'w' : 'l', message: `The model '${name}' comes in bins, of which the size chooses one: give ${placed.card.name} ${w === undefined ? 'a width, w=' : 'a length, l='}.` };
  const [length, width] = [l * elaboration.scale, ((given('wnflag') ?? 0) > 0 ? w / (given('nf') ?? 1) : w) * elaboration.scale];
  for (const { declaration, bin } of binsOf(found, key, number)) if (holds(bin, width, length)) return declaration;
  return { at: 'l', message: `No bin of ${name} holds the width ${width} m and the length ${length} m of ${placed.card.name}.` };
}

/** By the frame in which their numbers are read: bins with all their borders, which are the same for all transistors. */
const known = new WeakMap<Frame, Map<string, { declaration: ModelDeclaration; bin: Bin }[]>>();

function binsOf({ scope, owner }: { scope: Scope; owner: Frame }, key: string, number: (of: PlacedCard, operand: Operand | undefined, at: Frame) => number | undefined): readonly { declaration: ModelDeclaration; bin: Bin }[] {
  let byName = known.get(owner);
  if (byName === undefined) known.set(owner, (byName = new Map()));
  let bins = byName.get(key);
  if (bins === undefined) {
    bins = binnedModels(scope, key).flatMap((declaration) => {
      const bin: Partial<Bin> = {};
      for (const argument of modelParameters(declaration.placed)) {
        const border = BORDERS.find((border) => border === assignedName(argument));
        if (border !== undefined) bin[border] = number(declaration.placed, argument.value, owner);
      }
      return BORDERS.every((border) => bin[border] !== undefined) ? [{ declaration, bin: bin as Bin }] : [];
    });
    byName.set(key, bins);
  }
  return bins;
}

/** The scope that has the bins of a name, and the frame in which their numbers are read. */
function ownerOf(frame: Frame, key: string): { scope: Scope; owner: Frame } | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const scope = scopeOfBins(at.scope, key);
    if (scope !== undefined) return { scope, owner: frameOfScope(at, scope) ?? at };
  }
  return undefined;
}
