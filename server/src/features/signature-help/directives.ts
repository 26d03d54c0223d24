import { DIRECTIVE_OPERANDS, findDirective, formLabel, MEASURE_FORMS, type OperandFacts } from '@nodal/language';
import type { SignatureHelp, SignatureInformation } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { modelType } from '../completion/directives.js';
import { levelOf } from '../completion/parameters.js';
import { modelSignature } from './elements.js';
import { helpOf, Label } from './label.js';

/** The form of a dot card with the operand that is being typed. */
export function directiveSignature(place: TypedPlace): SignatureHelp | undefined {
  const { directive, items, target } = place;
  if (directive === '.meas' && items.length >= 2) return measureSignature(place);
  if (directive === '.model' && items.length >= 2) {
    const help = modelSignature(items[0]!.text, modelType(place), levelOf(place), target);
    if (help !== undefined) return help;
  }
  const facts = findDirective(directive);
  if (facts === undefined || !facts.signature.includes(' ')) return undefined;
  const operands = (DIRECTIVE_OPERANDS[directive] ?? []).filter(({ name }) => name !== '');
  const label = new Label();
  let from = 0;
  for (const operand of operands) {
    const at = facts.signature.indexOf(operand.name, Math.max(from, directive.length));
    if (at < 0) continue;
    label.plain(facts.signature.slice(from, at));
    label.parameter(operand.name, documentationOf(operand));
    from = at + operand.name.length;
  }
  label.plain(facts.signature.slice(from));
  return helpOf(label.done(facts.meaning), activeOf(operands, items.map(({ text }) => text.toLowerCase())));
}

function documentationOf({ meaning, unit, words }: OperandFacts): string {
  const listed = (words ?? []).map(([word, what]) => `- \`${word}\`: ${what}`);
  return [`${meaning}${unit === undefined ? '' : ` In ${unit}.`}`, listed.length > 1 ? listed.join('\n') : ''].filter(Boolean).join('\n\n');
}

/** Which operand comes next: one of words that may be left out is passed when none of its words stands in its place. */
function activeOf(operands: readonly OperandFacts[], typed: readonly string[]): number | undefined {
  let at = 0;
  for (const word of typed) {
    while (operands[at]?.optional === true && operands[at]!.words !== undefined && !operands[at]!.words!.some(([known]) => known === word) && operands[at + 1] !== undefined) at++;
    if (operands[at]?.repeats !== true) at++;
  }
  return at < operands.length ? at : undefined;
}

/** All forms, of which that of the word behind the name comes first. */
function measureSignature({ items, target }: TypedPlace): SignatureHelp {
  const texts = items.map(({ text }) => text.toLowerCase());
  const begun = texts.findIndex((text, i) => i > 0 && MEASURE_FORMS.some(({ name }) => name === text));
  const word = begun < 0 ? undefined : texts[begun];
  const second = texts.slice(begun + 1).includes('when') ? 'when' : target === 'at' || items.slice(begun + 1).some((item) => item.target === 'at') ? 'at=' : undefined;
  const head = `.meas ${items[0]!.text} ${items[1]?.text ?? 'name'} `;
  const fitting = MEASURE_FORMS.filter(({ name }) => word === undefined || name === word);
  const signatures: SignatureInformation[] = fitting.map((form) => {
    const label = new Label().plain(head);
    formLabel(form).split(' ').forEach((part, i) => {
      if (i > 0) label.plain(' ');
      label.parameter(part);
    });
    return label.done(form.meaning);
  });
  const chosen = second === undefined ? 0 : Math.max(0, fitting.findIndex(({ form }) => form.includes(second)));
  const words = fitting[chosen] === undefined ? [] : formLabel(fitting[chosen]).split(' ').map((part) => part.replace(/[[\]]/g, ''));
  const named = target === undefined ? -1 : words.findIndex((part) => part.startsWith(`${target}=`));
  const next = begun < 0 ? undefined : items.length - begun;
  const active = named >= 0 ? named : next !== undefined && next < words.length ? next : undefined;
  return { signatures, activeSignature: chosen, activeParameter: begun < 0 ? 0 : active ?? words.length };
}
