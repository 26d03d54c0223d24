import type { PlacedCard, Scope } from './design.js';
import { flatArguments, wordOf } from './operands.js';

/** LTspice's resistance in series with an inductor, in ohms. */
export const DEFAULT_RESISTANCE = 1e-3;

/** What the card says of the resistance itself, or makes something else of the inductor. */
const WITHOUT: ReadonlySet<string> = new Set(['rser', 'flux', 'hc', 'bs', 'br']);

/** The inductors that couplings of a scope name, in lower case. */
const coupled = new WeakMap<Scope, ReadonlySet<string>>();

function coupledIn(scope: Scope): ReadonlySet<string> {
  let names = coupled.get(scope);
  if (names === undefined) {
    const found = new Set<string>();
    for (const { card } of scope.elements) {
      if ((card.name.charCodeAt(0) | 0x20) !== 107) continue;
      for (const argument of flatArguments(card)) {
        const word = argument.$type === 'Assignment' ? undefined : wordOf(argument);
        if (word !== undefined) found.add(word.toLowerCase());
      }
    }
    coupled.set(scope, (names = found));
  }
  return names;
}

/** Whether LTspice puts its milliohm in series with an inductor: one that no coupling names and whose card gives none. */
export function hasDefaultResistance(placed: PlacedCard, scope: Scope): boolean {
  const { card, file } = placed;
  if (file.parsed.dialect.name !== 'ltspice' || card.$type !== 'ElementCard') return false;
  const says = flatArguments(card).some((argument) => argument.$type === 'Assignment' && argument.target.$type === 'Word' && WITHOUT.has(argument.target.text.toLowerCase()));
  return !says && !coupledIn(scope).has(card.name.toLowerCase());
}
