import {
  type Argument, type Call, cardRoles, type DirectiveCard, type ElementCard, elementByLetter, evaluateInScope, type Design, findParameter, findWaveform, keywordOf, type Expression, parametersOfModelType, parseNumber, type ParameterFacts, type PlacedCard, placeOf, type Scope,
} from '@nodal/language';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import type { EvaluatedPlaces } from '../evaluated-places.js';
import type { Hint } from './hint.js';

/** What a value hint needs to know beyond its card. */
export interface ValueContext {
  design: Design;
  scope: Scope;
  /** The numbers of the circuit; undefined as long as there is none. */
  places: EvaluatedPlaces | undefined;
}

/** Cards on whose expressions a number makes sense. */
const EVALUATED = new Set(['.param', '.model', '.tran', '.dc', '.ac', '.noise', '.temp', '.options', '.ic', '.nodeset', '.meas']);
const TIMES = new Set(['.tran']);
/** How many values a tooltip lists. */
const MOST_LISTED = 12;

/** What the expressions of an element came to. */
export function elementValueHints(placed: PlacedCard<ElementCard>, context: ValueContext): Hint[] {
  const { letter, operands } = cardRoles(placed, context.scope);
  const facts = elementByLetter(letter);
  const principal = letter === 'v' ? 'V' : letter === 'i' ? 'A' : facts?.kind === undefined ? '' : facts.parameters[0]?.unit ?? '';
  return operands.flatMap(({ operand, role }) => {
    if (role === 'parameter' && operand.$type === 'Assignment') {
      const name = operand.target.$type === 'Word' ? operand.target.text.toLowerCase() : '';
      return operand.value?.$type === 'Expression' ? valueHint(placed, operand.value, unitOf(facts?.parameters ?? [], name), context, letter === 'x' ? name : undefined) : [];
    }
    if (role === 'waveform' && operand.$type === 'Call') return waveformValueHints(placed, operand, letter, context);
    return expressionsIn(operand).flatMap((expression) => valueHint(placed, expression, operand === expression ? principal : '', context));
  });
}

function waveformValueHints(placed: PlacedCard, { callee, arguments: list }: Call, letter: string, context: ValueContext): Hint[] {
  const facts = findWaveform(callee.toLowerCase());
  return list.flatMap((operand, place) => {
    const argument = facts?.arguments[facts.pairs ? place % facts.arguments.length : place];
    const unit = argument?.unit === 'V or A' ? (letter === 'v' ? 'V' : 'A') : argument?.unit ?? '';
    return expressionsIn(operand).flatMap((expression) => valueHint(placed, expression, operand === expression ? unit : '', context));
  });
}

/** What the expressions of a declaration or an analysis came to. */
export function directiveValueHints(placed: PlacedCard<DirectiveCard>, context: ValueContext): Hint[] {
  const keyword = keywordOf(placed.card);
  if (!EVALUATED.has(keyword)) return [];
  const model = keyword === '.model' ? modelParameters(placed.card) : [];
  return placed.card.arguments.flatMap((operand) => {
    if (operand.$type === 'Assignment' && operand.target.$type === 'Word') {
      const name = operand.target.text.toLowerCase();
      if (operand.value?.$type !== 'Expression') return [];
      return valueHint(placed, operand.value, unitOf(model, name), context, keyword === '.param' ? name : undefined);
    }
    return expressionsIn(operand).flatMap((expression) => valueHint(placed, expression, TIMES.has(keyword) ? 's' : '', context));
  });
}

function modelParameters(card: DirectiveCard): readonly ParameterFacts[] {
  const type = card.arguments[1];
  const word = type?.$type === 'Word' ? type.text : type?.$type === 'Call' ? type.callee : '';
  return parametersOfModelType(word.toLowerCase()) ?? [];
}

function unitOf(parameters: readonly ParameterFacts[], name: string): string {
  return findParameter(parameters, name)?.unit ?? '';
}

function expressionsIn(operand: Argument): Expression[] {
  switch (operand.$type) {
    case 'Expression': return [operand];
    case 'Call': case 'Group': return operand.arguments.flatMap(expressionsIn);
    case 'Assignment': return operand.value === undefined ? [] : expressionsIn(operand.value);
    default: return [];
  }
}

/** `parameter` is the name of the slot that the expression gives its value to. */
function valueHint(placed: PlacedCard, expression: Expression, unit: string, context: ValueContext, parameter?: string): Hint[] {
  const { start, end } = placeOf(placed, expression);
  const written = expression.text.replace(/^[{'"]|[}'"]$/g, '').trim();
  // A number needs no second look.
  if (written === '' || parseNumber(written, placed.file.parsed.dialect) !== undefined) return [];
  const values = valuesOf(placed, { start, end, text: expression.text }, context, parameter).filter(Number.isFinite);
  if (values.length === 0) return [];
  const smallest = formatQuantity(values.reduce((a, b) => Math.min(a, b)), unit);
  const largest = formatQuantity(values.reduce((a, b) => Math.max(a, b)), unit);
  return [{ offset: end, label: smallest === largest ? `= ${smallest}` : `= ${smallest} … ${largest}`, place: 'after', tooltip: tooltipOf(values, unit) }];
}

function valuesOf(placed: PlacedCard, { start, end, text }: { start: number; end: number; text: string }, { design, scope, places }: ValueContext, parameter: string | undefined): number[] {
  const known = parameter === undefined ? places?.at(start, end) : placed.card.$type === 'ElementCard' ? places?.actual(placed, parameter) : places?.slots(scope, parameter);
  if (known !== undefined && known.length > 0) return known;
  // In a subcircuit of a deck only the instances know; elsewhere the text says it all, with the defaults of the parameters.
  if (scope.parent !== undefined && design.role === 'deck') return [];
  const result = evaluateInScope(design, scope, text);
  return 'value' in result ? [result.value] : [];
}

function tooltipOf(values: readonly number[], unit: string): string {
  const exact = (value: number): string => formatQuantity(value, unit, { digits: 9 });
  if (values.length === 1) return `= **${exact(values[0]!)}**`;
  const shown = values.slice(0, MOST_LISTED).map(exact).join(', ');
  return `In ${values.length} instances: ${shown}${values.length > MOST_LISTED ? ' …' : ''}`;
}
