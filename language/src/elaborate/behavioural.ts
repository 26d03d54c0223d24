import type { PlacedCard } from '../design/design.js';
import { cardExpressions } from '../expressions/card-expressions.js';
import { checkExpression } from '../expressions/check.js';
import type { Elaboration } from './elaboration.js';
import type { Frame, Shape } from './frame.js';
import { nameScope, placeIn } from './values.js';

/** The cards that were checked, by the chain of definitions that they stand in. */
const checked = new WeakMap<Shape, Set<PlacedCard>>();

/**
 * Checks the expressions of a card that is not simulated yet, in an instance:
 * functions, their arguments, and that all parameters are defined there. Each
 * card is looked at once for each chain of definitions.
 */
export function checkExpressionsOf(elaboration: Elaboration, frame: Frame, placed: PlacedCard): void {
  const { shape } = frame;
  let seen = checked.get(shape);
  if (!seen) checked.set(shape, (seen = new Set()));
  if (seen.has(placed)) return;
  seen.add(placed);
  const scope = nameScope(elaboration, frame);
  for (const { parsed, start, end, variable } of cardExpressions(placed)) {
    const errors = checkExpression(parsed, {
      functionParameters: (name) => scope.userFunction(name)?.parameters.length,
      complete: () => true,
      parameter: (name) => scope.slot(name) !== undefined,
      resembling: (name) => scope.similar?.(name)[0],
    }, variable);
    for (const error of errors) {
      const place = placeIn({ text: parsed.text, start, end }, error);
      elaboration.tell('error', error.code, placed.file, place.start, place.end, error.message, frame);
    }
  }
}
