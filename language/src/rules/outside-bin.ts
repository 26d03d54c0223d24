import { type Bin, binnedModels, BORDERS, holds, NEAR_ABOVE, NEAR_BELOW, scopeOfBins } from '../design/bins.js';
import type { ModelDeclaration, PlacedCard, Scope } from '../design/design.js';
import { assignedName, literalOf, modelParameters, parameterOf } from '../design/literals.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import type { Rule } from './rule.js';
import { isScaled } from './transistor-size.js';

const HEAD_M = 13;

/**
 * The size of a transistor lies in a bin of its model.
 *
 * Models like nch.1, nch.2 hold for ranges of length and width.
 */
export const outsideBin: Rule = {
  group: 'values',
  code: 'outside-bin',
  severity: 'error',
  summary: 'The size of a transistor lies in a bin of its model.',
  why: 'The models nch.1, nch.2 … each hold from lmin to lmax and from wmin to wmax. For a size outside of all of them ngspice finds no model and stops.',
  example: 'm1 d g 0 0 nch w=10u l=9u\n.model nch.1 nmos(lmin=1u lmax=2u wmin=1u wmax=20u)\n.model nch.2 nmos(lmin=2u lmax=4u wmin=1u wmax=20u)',
  counterExample: 'm1 d g 0 0 nch w=10u l=3u\n.model nch.1 nmos(lmin=1u lmax=2u wmin=1u wmax=20u)\n.model nch.2 nmos(lmin=2u lmax=4u wmin=1u wmax=20u)',
  check(design, report) {
    if (!design.scopes.some((scope) => scope.bins !== undefined && scope.bins.size > 0)) return;
    // In other units than metres the elaboration, which knows the unit, tells it.
    if (isScaled(design)) return;
    const known = new Map<ModelDeclaration, readonly Bin[] | undefined>();
    for (const scope of design.scopes) {
      for (const placed of scope.elements) {
        if (placed.head !== HEAD_M) continue;
        const roles = cardRoles(placed, scope);
        const name = roles.model?.text.toLowerCase();
        const owner = name === undefined ? undefined : scopeOfBins(scope, name);
        if (name === undefined || owner === undefined) continue;
        const first = owner.bins!.get(name)!;
        if (!known.has(first)) known.set(first, binsOf(owner, name));
        const bins = known.get(first);
        const width = parameterOf(roles, 'w'), length = parameterOf(roles, 'l');
        const fingers = parameterOf(roles, 'nf');
        const w = literalOf(placed, width?.value), l = literalOf(placed, length?.value);
        if (bins === undefined || w === undefined || l === undefined || width === undefined || length === undefined || fingers !== undefined) continue;
        if (bins.some((bin) => holds(bin, w, l))) continue;
        const byLength = bins.filter((bin) => l >= bin.lmin * NEAR_BELOW && l <= bin.lmax * NEAR_ABOVE);
        const what = byLength.length === 0 ? { at: length, text: `length ${shown(l)}`, bounds: bounds(bins, 'lmin', 'lmax') } : { at: width, text: `width ${shown(w)}`, bounds: bounds(byLength, 'wmin', 'wmax') };
        report(placeOf(placed, what.at), `No bin of ${first.name.replace(/\.\d+$/, '')} holds the ${what.text}: ${byLength.length === 0 ? 'they reach' : 'at this length they reach'} ${what.bounds}.`);
      }
    }
  },
};

/** The bins of a name; undefined where one of them has a border that is computed, or lies nowhere. */
function binsOf(owner: Scope, name: string): readonly Bin[] | undefined {
  const bins: Bin[] = [];
  for (const { placed } of binnedModels(owner, name)) {
    const bin = binOf(placed);
    if (bin === undefined) return undefined;
    bins.push(bin);
  }
  return bins.length === 0 ? undefined : bins;
}

function binOf(placed: PlacedCard): Bin | undefined {
  const bin: Partial<Bin> = {};
  for (const argument of modelParameters(placed)) {
    const name = BORDERS.find((border) => border === assignedName(argument));
    if (name === undefined) continue;
    const number = literalOf(placed, argument.value);
    if (number === undefined) return undefined;
    bin[name] = number;
  }
  const { lmin, lmax, wmin, wmax } = bin;
  return lmin === undefined || lmax === undefined || wmin === undefined || wmax === undefined ? undefined : { lmin, lmax, wmin, wmax };
}

function bounds(bins: readonly Bin[], least: 'lmin' | 'wmin', most: 'lmax' | 'wmax'): string {
  return `from ${shown(Math.min(...bins.map((bin) => bin[least])))} to ${shown(Math.max(...bins.map((bin) => bin[most])))}`;
}

function shown(metres: number): string {
  return `${Number((metres * 1e6).toPrecision(6))} µm`;
}
