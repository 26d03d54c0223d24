import type { DirectiveCard } from '../generated/ast.js';
import type { PlacedCard } from './design.js';
import { flatArguments, operandText } from './operands.js';

/**
 * What other cards can see of a declaration without looking into its values:
 * the names it declares, the type of a model, the ports and parameters of a
 * subcircuit. Elements are looked at again when one of these changes.
 */
export function declarationSignature(placed: PlacedCard<DirectiveCard>): string {
  let signature = placed.card.keyword;
  let words = 0;
  const model = /^\.model$/i.test(placed.card.keyword);
  for (const argument of flatArguments(placed.card)) {
    if (argument.$type === 'Assignment') {
      // The parameters of a model are values.
      if (!model) signature += ` ${argument.target.$type === 'Word' ? argument.target.text : argument.target.callee}=`;
    } else if (!model || words < 4) {
      signature += ` ${argument.$type === 'Call' ? argument.callee : operandText(placed, argument).text}`;
      words++;
    }
  }
  return `${signature}\n`;
}
