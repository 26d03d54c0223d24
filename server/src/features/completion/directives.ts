import { formLabel, formSnippet, MEASURE_FORMS, MEASURE_WORDS, type OperandFacts, operandOf, OPTIONS, sectionsOf } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { valueOffers } from './elements.js';
import { expressionOffers } from './expressions.js';
import { nodeOffers } from './nodes.js';
import type { Offer } from './offer.js';
import { modelParameterOffers, modelTypeOffers, unitAndDefault } from './parameters.js';
import { elementOffers, vectorArguments, vectorOffers } from './vectors.js';

/** What may stand at a place of a dot card, by the table of its operands. Files and sections are looked for elsewhere. */
export function directiveOffers(place: TypedPlace): Offer[] {
  const { directive, items, list, target } = place;
  if (list !== undefined) return vectorArguments(place, list.callee) ?? [];
  if (target !== undefined) return assignedOffers(place, target);
  const at = items.length;
  const facts = operandOf(directive, at);
  if (facts === undefined) return [];
  const offers = offersOf(place, facts);
  // What may be left out may also be the next one.
  const next = facts.optional && facts.repeats !== true ? operandOf(directive, at + 1) : undefined;
  const before = at > 0 && directive === '.meas' ? [] : skipped(place, at);
  return [...offers, ...(next === undefined ? [] : offersOf(place, next).map((offer) => ({ ...offer, rank: offer.rank + 5 }))), ...before];
}

/** Words of operands that were left out, such as `uic` behind two numbers. */
function skipped(place: TypedPlace, at: number): Offer[] {
  const offers: Offer[] = [];
  for (let i = at + 1; operandOf(place.directive, i)?.optional === true && operandOf(place.directive, i)?.repeats !== true; i++) {
    if (i === at + 1 && operandOf(place.directive, at)?.optional === true) continue;
    offers.push(...wordOffers(operandOf(place.directive, i)!, 6));
  }
  return offers;
}

function wordOffers({ words }: OperandFacts, rank: number): Offer[] {
  return (words ?? []).map(([label, documentation], i) => ({ label, kind: CompletionItemKind.EnumMember, rank: rank + i / 100, documentation }));
}

function offersOf(place: TypedPlace, facts: OperandFacts): Offer[] {
  return [...wordOffers(facts, 0), ...taken(place, facts)];
}

function taken(place: TypedPlace, { takes }: OperandFacts): Offer[] {
  const { design, scope, items } = place;
  switch (takes) {
    case undefined: return ['.temp', '.four', '.tran', '.ac', '.dc', '.step'].includes(place.directive) ? valueOffers(place).map((offer) => ({ ...offer, rank: offer.rank + 10 })) : [];
    case 'node': return nodeOffers(place, design.top, 0);
    case 'vector': return vectorOffers(place, 1);
    case 'element': return elementOffers(place, design.top, '', 0);
    case 'source': return elementOffers(place, design.top, 'vi', 0);
    case 'sweep': return [
      ...elementOffers(place, design.top, 'vi', 0), ...parameters(place, 2), ...elementOffers(place, design.top, 'r', 4),
      { label: 'temp', kind: CompletionItemKind.Constant, rank: 3, detail: 'temperature in °C' },
    ];
    case 'parameter': return parameters(place, 0);
    case 'initial': return nodeOffers(place, design.top, 0).map((offer) => ({ ...offer, label: `v(${offer.label})`, insert: `v(${offer.label})=` }));
    case 'open-subcircuit': return scope.subcircuit === undefined ? [] : [{ label: scope.subcircuit.name, kind: CompletionItemKind.Class, rank: 0 }];
    case 'open-section': return openSections(place);
    case 'model-type': return modelTypeOffers(place);
    case 'model-parameter': return modelParameterOffers(place, modelType(place));
    case 'option': return optionOffers(place);
    case 'measure': return measureOffers(place, items.slice(1).some(({ text }) => MEASURE_FORMS.some(({ name }) => name === text.toLowerCase())));
    case 'new': case 'file': case 'section': return [];
  }
}

/** The type word of the `.model` card, in lower case; behind `ako:` it is the next word. */
export function modelType({ items }: TypedPlace): string {
  return (items[1]?.text.toLowerCase().startsWith('ako:') === true ? items[2]?.text : items[1]?.text)?.toLowerCase() ?? '';
}

function parameters({ design, word }: TypedPlace, rank: number): Offer[] {
  return [...design.top.parameters.values()].filter(({ name }) => name.toLowerCase() !== word.text.toLowerCase() || word.text === '').map(({ name, value }) => ({ label: name, kind: CompletionItemKind.Constant, rank, detail: value === undefined ? '' : `= ${value.text}` }));
}

function openSections({ file, card }: TypedPlace): Offer[] {
  return [...sectionsOf(file.parsed).byStart.values()].filter(({ start, end }) => start < card && card <= end).map(({ name }) => ({ label: name, kind: CompletionItemKind.Module, rank: 0 }));
}

/** Options that the card does not set yet, with their defaults to change. */
function optionOffers({ items, file }: TypedPlace): Offer[] {
  const given = new Set(items.map(({ target, text }) => target ?? text.toLowerCase()));
  const { name: dialect } = file.parsed.dialect;
  return OPTIONS.filter(({ name }) => !given.has(name)).map((facts): Offer => ({
    label: facts.name,
    kind: CompletionItemKind.Property,
    rank: facts.dialects !== undefined && !facts.dialects.includes(dialect) ? 40 : facts.acts ? 0 : facts.informs ? 30 : 20,
    detail: typeof facts.default === 'string' ? `default ${facts.default}` : unitAndDefault({ unit: facts.unit, default: facts.default }),
    ...(facts.default === null ? facts.acts ? { insert: `${facts.name}=` } : {} : { snippet: `${facts.name}=\${1:${written(facts.default)}}` }),
    subject: { of: 'option', name: facts.name },
  }));
}

/** A number as netlists have it. */
function written(value: number | string): string {
  return String(value).replace(/e([-+])0?/, 'e$1').replace('e+', 'e');
}

/** The forms of `.meas`; once one is begun, its further words and the results. */
function measureOffers(place: TypedPlace, begun: boolean): Offer[] {
  if (!begun) {
    return MEASURE_FORMS.map((form, i) => ({
      label: form.name, kind: CompletionItemKind.Snippet, rank: i, snippet: formSnippet(form), detail: formLabel(form), documentation: form.meaning, description: form.form.includes(' when ') && form.name !== 'when' ? 'when …' : form.form.includes(' at=') ? 'at …' : '',
    }));
  }
  const said = new Set(place.items.map(({ text, target }) => (target === undefined ? text.toLowerCase() : `${target}=`)));
  return [...vectorOffers(place, 1), ...MEASURE_WORDS.filter(({ name }) => !said.has(name)).map(({ name, meaning }, i): Offer => ({ label: name, kind: CompletionItemKind.Keyword, rank: 10 + i, documentation: meaning }))];
}

function assignedOffers(place: TypedPlace, target: string): Offer[] {
  switch (place.directive) {
    case '.param': case '.func': case '.subckt': return expressionOffers(place);
    case '.options': {
      const words = OPTIONS.find(({ name }) => name === target)?.words ?? [];
      return [...words.map((label, i): Offer => ({ label, kind: CompletionItemKind.EnumMember, rank: i })), ...(words.length > 0 ? [] : valueOffers(place))];
    }
    case '.meas': return ['rise', 'fall', 'cross'].includes(target) ? [{ label: 'last', kind: CompletionItemKind.EnumMember, rank: 0, documentation: 'The last crossing.' }] : expressionOffers(place);
    default: return valueOffers(place);
  }
}

/** Whether the card names a file at the place, and whether a section of one. */
export function wantsFile(place: TypedPlace): 'file' | 'section' | undefined {
  if (place.kind !== 'directive' || place.target !== undefined) return undefined;
  const takes = operandOf(place.directive, place.items.length)?.takes;
  return takes === 'file' || takes === 'section' ? takes : undefined;
}

