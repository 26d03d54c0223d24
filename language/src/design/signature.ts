import type { DirectiveCard } from '../generated/ast.js';
import type { Declaration, FunctionDeclaration, ModelDeclaration, PlacedCard } from './design.js';
import type { ParseCache } from './files.js';
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
      signature += ` ${argument.$type === 'Call' ? `${argument.callee}(${argument.arguments.map(({ $type }) => $type).join()})` : operandText(placed, argument).text}`;
      words++;
    }
  }
  return `${signature}\n`;
}

/** One number for all that elements can see of a declaration; never 0. */
export function signatureNumber(declaration: Declaration, cache: ParseCache): number {
  if (declaration.signature !== undefined) return declaration.signature;
  const { kind, placed } = declaration;
  // Of a parameter only that it is there, of a function how many arguments it takes.
  let text = kind === 'model' || kind === 'subcircuit' ? declarationSignature(placed as PlacedCard<DirectiveCard>) : kind === 'function' ? `function ${(declaration as FunctionDeclaration).parameters.length}` : kind;
  for (let other = (declaration as ModelDeclaration).alternative; other !== undefined; other = other.alternative) text += declarationSignature(other.placed);
  return (declaration.signature = cache.stamp(text));
}
