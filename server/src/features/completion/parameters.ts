import { type ElementFacts, findDeviceOfModel, findModelType, MODEL_TYPES, modelParameterNames, parametersOfModelType, type ParameterFacts } from '@nodal/language';
import { formatQuantity } from '@nodal/drawing/numbers/index';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import type { Offer, Subject } from './offer.js';

/** Parameters of an element's card that it does not set yet. */
export function instanceParameterOffers(place: TypedPlace, facts: ElementFacts, rank: number): Offer[] {
  const given = givenNames(place);
  const known = new Set(facts.parameters.map(({ name }) => name));
  return [
    ...facts.parameters.filter(({ name, aliases }) => !given.has(name) && !aliases.some((alias) => given.has(alias))).map((parameter) => offerOf(parameter, rank, { of: 'instance-parameter', letter: facts.letter, name: parameter.name })),
    ...facts.otherParameters.filter((name) => !known.has(name) && !given.has(name)).map((name): Offer => ({ label: name, kind: CompletionItemKind.Property, rank: rank + 20, insert: `${name}=`, detail: `of a ${facts.name}` })),
  ];
}

/** Parameters of a model of this type (lower case) that the card does not set yet. */
export function modelParameterOffers(place: TypedPlace, type: string): Offer[] {
  const given = givenNames(place);
  const level = levelOf(place);
  const listed = parametersOfModelType(type, level) ?? [];
  const known = new Set(listed.flatMap(({ name, aliases }) => [name, ...aliases]));
  return [
    ...listed.filter(({ name, aliases }) => !given.has(name) && !aliases.some((alias) => given.has(alias))).map((parameter) => offerOf(parameter, 0, { of: 'model-parameter', type, level, name: parameter.name })),
    ...[...modelParameterNames(type)].filter((name) => !known.has(name) && !given.has(name)).map((name): Offer => ({ label: name, kind: CompletionItemKind.Property, rank: listed.length > 0 ? 20 : 5, insert: `${name}=`, detail: `of a ${findModelType(type)?.name ?? type}` })),
  ];
}

/** The level of the model whose card is being typed, where it is said in front of the place. */
export function levelOf({ items }: TypedPlace): number {
  const level = Number(items.find(({ target }) => target === 'level')?.text ?? 1);
  return Number.isFinite(level) ? level : 1;
}

/** Type words of models: those that Nodal simulates, then those of the dialect. */
export function modelTypeOffers({ file }: TypedPlace): Offer[] {
  const { name: dialect } = file.parsed.dialect;
  return MODEL_TYPES.map(({ type, name, dialects }) => ({
    label: type, kind: CompletionItemKind.EnumMember, detail: `model of a ${name}`,
    rank: findDeviceOfModel(type) !== undefined ? 0 : dialects !== undefined && !dialects.includes(dialect) ? 30 : name === 'code model' ? 20 : 10,
  }));
}

function offerOf(facts: ParameterFacts, rank: number, subject: Subject): Offer {
  return { label: facts.name, kind: CompletionItemKind.Property, rank: facts.informs ? rank + 30 : rank, insert: `${facts.name}=`, detail: unitAndDefault(facts), subject };
}

/** The unit of a parameter and its default, in one line. */
export function unitAndDefault(facts: Pick<ParameterFacts, 'unit' | 'default'>): string {
  return [facts.unit === '' ? '' : `in ${facts.unit}`, facts.default === null ? '' : `default ${formatQuantity(facts.default, facts.unit)}`].filter((part) => part !== '').join(', ');
}

function givenNames({ items, list, target }: TypedPlace): Set<string> {
  const given = new Set<string>();
  for (const item of [...items, ...(list?.items ?? [])]) if (item.target !== undefined) given.add(item.target);
  if (target !== undefined) given.add(target);
  return given;
}
