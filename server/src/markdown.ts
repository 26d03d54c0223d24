import type { ParameterFacts, WaveformFacts } from '@nodal/language';
import { formatQuantity } from '@nodal/drawing/numbers/index';

/** A piece of netlist, coloured. */
export function code(text: string): string {
  return `\`\`\`spice\n${text}\n\`\`\``;
}

/** No more of a card is shown. */
const LONGEST_CARD = 600;

/** A card with its continuation lines. */
export function cardText(text: string, start: number): string {
  const rest = text.slice(start, start + LONGEST_CARD + 1);
  const end = /[\r\n]+(?![ \t]*\+)/.exec(rest)?.index;
  return end !== undefined ? rest.slice(0, end) : rest.length > LONGEST_CARD ? `${rest.slice(0, LONGEST_CARD)} …` : rest;
}

/** What a parameter is, its unit and its default. */
export function parameterLine(facts: ParameterFacts | undefined): string | undefined {
  if (facts === undefined) return undefined;
  const unit = facts.unit === '' ? '' : ` (${facts.unit})`;
  const standard = facts.default === null ? '' : ` Default ${formatQuantity(facts.default, facts.unit)}.`;
  return `\`${facts.name}\`${unit}: ${facts.meaning}.${standard}${facts.informs ? ' No simulation acts on it.' : ''}`.replace('..', '.');
}

/** The arguments of a waveform, one in a line. */
export function argumentLines({ arguments: list }: WaveformFacts): string {
  return list.map(({ name, unit, meaning, default: standard }) => `- \`${name}\`${unit === '' ? '' : ` (${unit})`}: ${meaning}${standard === '' ? '' : ` Default ${standard}.`}`).join('\n');
}
