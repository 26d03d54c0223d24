import { cardRoles, type ElementCard, type ElementFacts, findFurtherWaveform, findParameter, findWaveform, lookupSubcircuit, parametersOfModelType, type ParameterFacts, PlacedCard, type SubcircuitDeclaration } from '@nodal/language';
import type { SignatureHelp } from 'vscode-languageserver';
import { parameterLine } from '../../markdown.js';
import type { TypedPlace } from '../../typed-place.js';
import { waveformSignature } from '../completion/waveforms.js';
import { helpOf, Label } from './label.js';

/** The form of an element's card, of its waveform, or of the subcircuit that it is an instance of. */
export function elementSignature(place: TypedPlace): SignatureHelp | undefined {
  const { element: facts, items, list, target } = place;
  if (facts === undefined) return undefined;
  if (list !== undefined) return waveformHelp(place, list.callee, list.items.length);
  if (facts.letter === 'x') return instanceSignature(place);
  if (target !== undefined || items.some((item) => item.target !== undefined)) return parametersSignature(`${place.head} …`, facts.parameters, target);
  return cardSignature(place, facts);
}

function cardSignature({ head, items }: TypedPlace, facts: ElementFacts): SignatureHelp {
  const label = new Label().plain(head);
  for (const pin of facts.pins) label.plain(' ').parameter(pin, `Node of pin ${pin}.`);
  const words = facts.operands.split(' ').filter((word) => word !== '');
  const principal = facts.parameters[0];
  words.forEach((word, i) => label.plain(' ').parameter(word, i === 0 && principal?.default === null ? parameterLine(principal) : undefined));
  return helpOf(label.done(facts.meaning), activeOperand(items.map(({ text }) => text.toLowerCase()), facts, words));
}

/** Which part of the card follows what is typed. */
function activeOperand(typed: readonly string[], { letter, pins }: ElementFacts, words: readonly string[]): number | undefined {
  if (typed.length < pins.length) return typed.length;
  const behind = typed.slice(pins.length);
  const at = (word: string) => pins.length + words.findIndex((candidate) => candidate.replace(/[[\]]/g, '') === word);
  if (letter === 'v' || letter === 'i') {
    const ac = behind.lastIndexOf('ac');
    if (ac >= 0 && behind.length - ac - 1 < 2) return at(behind.length - ac === 1 ? 'magnitude' : 'phase');
    return behind.length === 0 || behind.at(-1) === 'dc' ? at('value') : words.length + pins.length - 1;
  }
  // Inductors of a coupling, and what else may be many.
  if (letter === 'k') return Math.min(behind.length, words.length - 1);
  return behind.length < words.length ? pins.length + behind.length : undefined;
}

function instanceSignature(place: TypedPlace): SignatureHelp {
  const subcircuit = instanceOf(place);
  const words = place.items.filter(({ target }) => target === undefined).length;
  if (subcircuit === undefined) {
    const label = new Label().plain(`${place.head} `);
    label.parameter('nodes …', 'The nodes that its ports are on, in the order of the ports.');
    label.plain(' ').parameter('subcircuit', 'The name of the subcircuit.');
    label.plain(' ').parameter('[parameter=value …]', 'Parameters that differ from their defaults.');
    return helpOf(label.done(place.element?.meaning), place.target !== undefined ? 2 : 0);
  }
  const label = new Label().plain(place.head);
  for (const port of subcircuit.ports) label.plain(' ').parameter(port.name, `Port ${port.name} of ${subcircuit.name}.`);
  const name = label.plain(' ').parameter(subcircuit.name, `The subcircuit, with ${subcircuit.ports.length} ports.`);
  let active: number | undefined = words < subcircuit.ports.length ? words : words === subcircuit.ports.length ? name : undefined;
  for (const parameter of subcircuit.scope.parameters.values()) {
    if (!parameter.formal) continue;
    const index = label.plain(' ').parameter(`[${parameter.name}=${parameter.value?.text ?? ''}]`, `Parameter ${parameter.name} of ${subcircuit.name}.`);
    if (place.target === parameter.name.toLowerCase()) active = index;
  }
  return helpOf(label.done(), active);
}

/** The subcircuit of the whole card, also when the place is in front of its name. */
function instanceOf({ file, card, scope }: TypedPlace): SubcircuitDeclaration | undefined {
  const placed = new PlacedCard<ElementCard>(file, card);
  if (placed.card.$type !== 'ElementCard') return undefined;
  const name = cardRoles(placed, scope).subcircuit;
  return name && lookupSubcircuit(scope, name.text);
}

/** The arguments of a source function. */
export function waveformHelp({ file }: TypedPlace, callee: string, typed: number): SignatureHelp | undefined {
  const facts = findWaveform(callee) ?? findFurtherWaveform(callee);
  if (facts === undefined || facts.arguments.length === 0) return undefined;
  const text = waveformSignature(facts);
  const label = new Label();
  let from = 0;
  for (const { name, unit, meaning, default: standard, dialects } of facts.arguments) {
    const at = text.indexOf(name, from === 0 ? facts.name.length + 1 : from);
    label.plain(text.slice(from, at));
    const elsewhere = dialects !== undefined && !dialects.includes(file.parsed.dialect.name) ? ' This dialect does not have it.' : '';
    label.parameter(name, `${meaning}${unit === '' ? '' : ` In ${unit}.`}${standard === '' ? '' : ` Default ${standard}.`}${elsewhere}`);
    from = at + name.length;
  }
  label.plain(text.slice(from));
  return helpOf(label.done(facts.meaning), facts.pairs ? typed % facts.arguments.length : typed < facts.arguments.length ? typed : undefined);
}

/** A list of parameters as `name=`, of which one may be in the making. */
export function parametersSignature(begin: string, parameters: readonly ParameterFacts[], target: string | undefined): SignatureHelp | undefined {
  if (parameters.length === 0) return undefined;
  const label = new Label().plain(begin);
  const current = target === undefined ? undefined : findParameter(parameters, target);
  let active: number | undefined;
  for (const facts of parameters) {
    if (facts.informs) continue;
    const index = label.plain(' ').parameter(`${facts.name}=`, parameterLine(facts));
    if (facts === current) active = index;
  }
  return helpOf(label.done(), active);
}

/** The parameters of a model's type. */
export function modelSignature(name: string, type: string, level: number, target: string | undefined): SignatureHelp | undefined {
  return parametersSignature(`.model ${name} ${type}`, parametersOfModelType(type, level) ?? [], target);
}
