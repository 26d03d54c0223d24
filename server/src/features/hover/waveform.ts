import { type Argument, type Design, evaluateInScope, findFurtherWaveform, findWaveform, keywordOf, type Operand, operandText, parseNumber, type PlacedCard, positional, type Scope } from '@nodal/language';
import { argumentLines, code } from '../../markdown.js';
import { pictureInMarkdown, waveformPicture } from '../../pictures/waveform-picture.js';
import { type Analysis, waveformPoints } from '../../pictures/waveform-points.js';
import type { Cursor } from '../../cursor.js';
import { waveformSignature } from '../completion/waveforms.js';

/** A source function: its course with its own numbers, and what its arguments mean. */
export function waveformText(cursor: Cursor, name: string): string | undefined {
  const facts = findWaveform(name) ?? findFurtherWaveform(name);
  if (facts === undefined || cursor.operand === undefined || cursor.placed === undefined) return undefined;
  const numbers = argumentsOf(cursor).map((argument) => numberOf(cursor.design, cursor.scope, cursor.placed!, argument));
  const points = numbers.length >= facts.required ? waveformPoints(facts.name, numbers, transient(cursor.design)) : undefined;
  const picture = points === undefined ? undefined : pictureInMarkdown(waveformPicture(points, cursor.roles?.letter === 'i' ? 'A' : 'V'), `${facts.name} over time`);
  return [code(waveformSignature(facts)), facts.meaning, picture, argumentLines(facts)].filter(Boolean).join('\n\n');
}

/** The arguments behind the name: in its list, or the rest of the card where there is none. */
function argumentsOf({ operand, roles }: Cursor): readonly Argument[] {
  const { operand: written } = operand!;
  if (written.$type === 'Call') return written.arguments.flatMap((argument) => (argument.$type === 'Group' ? argument.arguments : [argument]));
  const list = roles?.list ?? [];
  return list.slice(list.indexOf(written) + 1).filter((argument) => argument.$type !== 'Assignment');
}

function numberOf(design: Design, scope: Scope, placed: PlacedCard, argument: Argument): number {
  if (argument.$type === 'Assignment') return NaN;
  const { text } = operandText(placed, argument as Operand);
  const plain = parseNumber(text, placed.file.parsed.dialect);
  if (plain !== undefined) return plain;
  const result = evaluateInScope(design, scope, text);
  return 'value' in result ? result.value : NaN;
}

/** The times of the first transient analysis; one number alone is the time at which it ends. */
function transient(design: Design): Analysis | undefined {
  const card = design.directives.find((placed) => keywordOf(placed.card) === '.tran');
  if (card === undefined) return undefined;
  const [first, second] = positional(card.card).map((operand) => numberOf(design, design.top, card, operand));
  const [step, stop] = second === undefined || !Number.isFinite(second) ? [(first ?? NaN) / 50, first ?? NaN] : [first!, second];
  return step > 0 && stop > 0 ? { step, stop } : undefined;
}

