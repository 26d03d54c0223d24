import type { DirectiveCard } from '../generated/ast.js';
import type { Design, PlacedCard } from './design.js';
import { flatArguments, operandText, wordOf } from './operands.js';
import { placeOf } from './places.js';

/**
 * Declares the parameters that only a `.step param name …` has: in LTspice that
 * is their declaration. The first of their values is the nominal one. A `.param`
 * of the same name, wherever it stands, is the declaration else.
 */
export function declareSteppedParameters(design: Design): void {
  const { top } = design;
  for (const placed of design.directives) {
    if (placed.card.keyword.toLowerCase() === '.step') declareStepped(placed, top);
  }
}

function declareStepped(placed: PlacedCard<DirectiveCard>, top: Design['top']): void {
  const list = flatArguments(placed.card);
  const at = list.findIndex((argument) => wordOf(argument)?.toLowerCase() === 'param');
  const name = list[at + 1];
  if (at < 0 || at > 1 || name?.$type !== 'Word') return;
  const key = name.text.toLowerCase();
  if (top.parameters.has(key)) return;
  const next = list[at + 2];
  const first = wordOf(next)?.toLowerCase() === 'list' ? list[at + 3] : next;
  const { start, end } = placeOf(placed, name);
  top.parameters.set(key, {
    kind: 'parameter', name: name.text, placed, nameStart: start, nameEnd: end, formal: false,
    value: first === undefined || first.$type === 'Assignment' ? undefined : operandText(placed, first),
  });
  top.signature += `.step ${key}\n`;
}
