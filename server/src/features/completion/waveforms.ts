import { FURTHER_WAVEFORMS, WAVEFORMS, type WaveformFacts } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import type { Offer } from './offer.js';

/** Source functions with their arguments to fill in. */
export function waveformOffers({ file }: TypedPlace, rank: number): Offer[] {
  const { name } = file.parsed.dialect;
  return [...WAVEFORMS, ...FURTHER_WAVEFORMS].filter(({ dialects }) => dialects === undefined || dialects.includes(name)).map((facts) => ({
    label: facts.name,
    kind: CompletionItemKind.Function,
    rank: rank + (WAVEFORMS.includes(facts) ? 0 : 1),
    snippet: snippetOf(facts),
    detail: waveformSignature(facts),
    subject: { of: 'waveform', name: facts.name },
  }));
}

/** As in signature help: `pulse(v1 v2 [td …])`. */
export function waveformSignature(facts: WaveformFacts): string {
  const names = facts.arguments.map(({ name }, i) => (i === facts.required && !facts.pairs ? `[${name}` : name));
  return `${facts.name}(${names.join(' ')}${facts.required < names.length && !facts.pairs ? ']' : ''}${facts.pairs ? ' …' : ''})${facts.further === undefined ? '' : ` ${facts.further}`}`;
}

/** A pulse or a sine is seldom meant with its first two numbers alone, so that all are filled in that have no default of their own. */
function snippetOf(facts: WaveformFacts): string {
  if (facts.arguments.length === 0) return facts.further === undefined ? facts.name : `${facts.further.split(' ', 1)[0]!.replace(/=.*/, '=')}`;
  const names = facts.pairs ? ['0', '0', '1m', '1'] : facts.arguments.filter(({ dialects, unsupported }) => dialects === undefined && !unsupported).map(({ name }) => name);
  return `${facts.name}(${names.map((name, i) => `\${${i + 1}:${name}}`).join(' ')})`;
}
