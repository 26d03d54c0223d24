import type { DirectiveCard, Operand } from '../generated/ast.js';
import { includeNameWithBlanks } from '../rules/include-name-with-blanks.js';
import type { PlacedCard } from './design.js';
import { operandText, positional } from './operands.js';
import { lineEndAt } from '../text/characters.js';
import { headOf, type Place, placeOf } from './places.js';
import type { Reporter } from './reporter.js';
import { unquoted } from './resolve-uri.js';

/** The file that an include names, and the section of a `.lib`. */
export interface IncludedName {
  reference: string;
  place: Place;
  section: Operand | undefined;
}

const EXTENSION = /\.\w+$/;

/**
 * The file name of an include. LTspice takes all of the line for it, blanks
 * included. Elsewhere a first word without an extension is taken together with
 * what follows when the whole ends in one.
 */
export function includedName(placed: PlacedCard<DirectiveCard>, library: boolean, reporter: Reporter): IncludedName {
  const operands = library ? positional(placed.card) : onFirstLine(placed);
  // PSpice's `.lib` without a name.
  if (operands.length === 0) return { reference: 'nom.lib', place: headOf(placed), section: undefined };
  const [name, second] = operands;
  const place = placeOf(placed, name!);
  const text = operandText(placed, name!).text;
  const last = operands[operands.length - 1]!;
  const quoted = name!.$type === 'Text';
  const end = placeOf(placed, last).end;
  if (!quoted && operands.length > 1 && !EXTENSION.test(text) && last.$type === 'Word' && EXTENSION.test(last.text)) {
    const words = placed.file.text.slice(place.start, end);
    if (placed.file.parsed.dialect.name !== 'ltspice') {
      reporter.report(includeNameWithBlanks, { ...place, end }, 'Other simulators read the first word only: put a name with blanks into quotes.', { severity: 'warning', ...quotesAround(words, place.start, end) });
    }
    return { reference: words, place: { ...place, end }, section: undefined };
  }
  if (operands.length > (library ? 2 : 1)) {
    const words = placed.file.text.slice(place.start, end);
    reporter.report(includeNameWithBlanks, { ...place, end }, 'Only the first word is read as the file name: put a name with blanks into quotes.', { ...quotesAround(words, place.start, end) });
  }
  return { reference: unquoted(text).trim(), place, section: library ? second : undefined };
}

/** The operands on the line of the include. Simulators put the file there first: `+ )` below closes what the file left open. */
function onFirstLine(placed: PlacedCard<DirectiveCard>): Operand[] {
  const operands = positional(placed.card);
  if (operands.length < 2) return operands;
  const { text } = placed.file;
  const end = lineEndAt(text, placeOf(placed, operands[0]!).start, text.length);
  return operands.filter((operand) => placeOf(placed, operand).start < end);
}

function quotesAround(words: string, start: number, end: number): { fix?: { title: string; edits: { start: number; end: number; newText: string }[] } } {
  return /["\n\r]/.test(words) ? {} : { fix: { title: 'Put the name into quotes', edits: [{ start, end, newText: `"${words}"` }] } };
}
