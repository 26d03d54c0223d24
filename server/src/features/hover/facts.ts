import { dialectOf, elementByLetter, findDevice, findDirective, findOption, findParameter, keywordOf, parametersOfModelType, type DirectiveCard, type ParameterFacts, type PlacedCard } from '@nodal/language';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import type { Cursor } from '../../cursor.js';
import { assignmentsOf, levelOf } from './model.js';
import { code, parameterLine } from '../../markdown.js';

/** A dot card by its table. */
export function directiveText(name: string): string | undefined {
  const facts = findDirective(name);
  const of = facts?.dialects === undefined ? '' : `\n\nA card of ${facts.dialects.map((name) => dialectOf(name).title).join(', ')}.`;
  return facts && `${code(facts.signature)}\n\n${facts.meaning}${of}${facts.effect === 'inert' ? '\n\nNodal does nothing with this card.' : ''}`;
}

/** The facts of a parameter name on the left of an `=`. */
export function parameterFacts({ placed, roles, operand, file, word }: Cursor, name: string): ParameterFacts | undefined {
  if (!placed || !/^\s*=/.test(file.text.slice(word!.end))) return undefined;
  if (roles && operand?.role === 'parameter') return findParameter(elementByLetter(roles.letter)?.parameters ?? [], name);
  if (placed.card.$type !== 'DirectiveCard') return undefined;
  if (keywordOf(placed.card) === '.options') {
    const option = findOption(name);
    if (option === undefined) return undefined;
    const { name: known, aliases, unit, meaning } = option;
    return { name: known, aliases, unit, meaning, default: typeof option.default === 'number' ? option.default : null, informs: !option.acts && !option.informs };
  }
  if (keywordOf(placed.card) !== '.model') return undefined;
  const second = placed.card.arguments[1];
  const type = second?.$type === 'Word' ? second.text : second?.$type === 'Call' ? second.callee : '';
  return findParameter(parametersOfModelType(type.toLowerCase(), levelOf([...assignmentsOf(placed as PlacedCard<DirectiveCard>)], placed)) ?? [], name);
}

/** What a parameter is, and its numbers. */
export function parameterFactsText(facts: ParameterFacts, values: number[] | undefined): string {
  return `${parameterLine(facts)}${values?.length ? `\n\n= **${values.map((value) => formatQuantity(value, facts.unit)).join(', ')}**` : ''}`;
}

/** The unit of a parameter of the element or of its model. */
export function evaluatedUnit({ roles, placed }: Cursor, name: string | undefined): string | undefined {
  if (!name) return undefined;
  const facts = roles && elementByLetter(roles.letter);
  const device = facts?.kind ? findDevice(facts.kind) : undefined;
  return (facts && findParameter(facts.parameters, name)?.unit) ?? device?.models.map(({ parameters }) => findParameter(parameters, name)?.unit).find((unit) => unit !== undefined) ?? (placed ? undefined : '');
}
