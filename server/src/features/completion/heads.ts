import { DIRECTIVES, type DirectiveFacts, ELEMENTS, type ElementFacts, Head, sectionsOf } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { TypedPlace } from '../../typed-place.js';
import { literally, type Offer } from './offer.js';

/** What may begin a card: an element with its pins, or a directive. */
export function headOffers(place: TypedPlace): Offer[] {
  return place.word.text.startsWith('.') ? directives(place) : [...elements(place), ...directives(place)];
}

/** Elements with their pins, numbered so that the name is free. */
function elements(place: TypedPlace): Offer[] {
  const { word, file: { parsed: { dialect } } } = place;
  const used = usedNumbers(place);
  const capital = /^[A-Z]/.test(word.text);
  return ELEMENTS.map((facts) => {
    let number = 1;
    while (used.get(facts.letter)?.has(number) === true) number++;
    const name = `${capital ? facts.letter.toUpperCase() : facts.letter}${number}`;
    return {
      label: facts.letter.toUpperCase(),
      kind: CompletionItemKind.Snippet,
      rank: facts.dialects !== undefined && !facts.dialects.includes(dialect.name) ? 40 : facts.kind !== undefined || facts.letter === 'x' ? 10 : 20,
      snippet: snippetOf(facts, name),
      filter: name,
      description: facts.name,
      detail: [facts.letter.toUpperCase(), ...facts.pins, facts.operands].join(' '),
      subject: { of: 'element', name: facts.letter },
    } satisfies Offer;
  });
}

/** The numbers behind each letter in names such as `r12`. The name that is being typed is no other element's. */
function usedNumbers({ scope, file: own, card, head }: TypedPlace): Map<string, Set<number>> {
  const used = new Map<string, Set<number>>();
  for (const { file, index } of scope.elements) {
    if (head !== '' && file === own && index === card) continue;
    const { text } = file;
    const start = file.cardStart[index]!;
    let at = start + 1;
    let number = 0;
    for (let code = text.charCodeAt(at); code >= 48 && code <= 57; code = text.charCodeAt(++at)) number = number * 10 + code - 48;
    if (at === start + 1) continue;
    const letter = text[start]!.toLowerCase();
    const numbers = used.get(letter);
    if (numbers === undefined) used.set(letter, new Set([number]));
    else numbers.add(number);
  }
  return used;
}

/** The name, the pins, and of the operands what the card cannot do without. */
function snippetOf({ letter, pins, operands }: ElementFacts, name: string): string {
  const rest = letter === 'x' ? ['nodes', 'subcircuit'] : requiredWords(operands);
  let place = 0;
  const fill = (text: string) => `\${${++place}:${literally(text)}}`;
  return [name, ...pins, ...rest].map((word) => {
    const [target, value] = word.split('=') as [string, string?];
    return value === undefined ? fill(word) : `${target}=${fill(value === '' ? 'value' : value)}`;
  }).join(' ');
}

function requiredWords(operands: string): string[] {
  let text = operands;
  for (let shorter = text.replace(/\[[^[\]]*\]/g, ''); shorter !== text; shorter = text.replace(/\[[^[\]]*\]/g, '')) text = shorter;
  const words = text.split(' | ')[0]!.split(' ').filter((word) => /\w/.test(word));
  return words.length > 0 ? words : ['value'];
}

/** Directives, those that end what is open first, those of other dialects last. */
function directives(place: TypedPlace): Offer[] {
  const ends = openStructures(place);
  const inside = place.scope.subcircuit !== undefined;
  const { dialect } = place.file.parsed;
  return DIRECTIVES.map((facts) => ({
    label: facts.name,
    kind: CompletionItemKind.Keyword,
    rank: ends.includes(facts.name) ? 0 : rankOf(facts, inside, facts.dialects === undefined || facts.dialects.includes(dialect.name)),
    detail: facts.signature,
    subject: { of: 'directive', name: facts.name },
    ...(BLOCKS[facts.name] === undefined ? {} : { snippet: BLOCKS[facts.name]! }),
  }));
}

function rankOf({ effect, analysis }: DirectiveFacts, inside: boolean, here: boolean): number {
  if (!here) return 50;
  if (inside && analysis) return 35;
  return effect === 'acts' ? 12 : effect === 'structure' ? 22 : 32;
}

/** Cards that want an end: both are written. */
const BLOCKS: Readonly<Record<string, string>> = {
  '.subckt': '.subckt ${1:name} ${2:in out}\n$0\n.ends ${1:name}',
  '.control': '.control\n$0\n.endc',
  '.if': '.if (${1:condition})\n$0\n.endif',
};

/** The directives that end what is open at a place. */
function openStructures({ scope, file, card }: TypedPlace): string[] {
  const ends: string[] = [];
  if (scope.subcircuit !== undefined) ends.push('.ends');
  for (const { start, end } of sectionsOf(file.parsed).byStart.values()) if (start <= card && card < end) ends.push('.endl');
  let conditions = 0;
  for (let i = 0; i <= card; i++) {
    const head = file.heads[i];
    if (head === Head.HEAD_IF) conditions++;
    else if (head === Head.HEAD_ENDIF) conditions--;
  }
  if (conditions > 0) ends.push('.endif');
  return ends;
}
