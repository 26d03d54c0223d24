import type { Argument, Operand } from '../generated/ast.js';
import { findWaveform, type WaveformFacts } from '../reference/sources.js';
import type { CardRoles } from './roles.js';

/** A waveform of a source with its arguments in order, with parentheses or without. */
export interface WaveformOnCard {
  facts: WaveformFacts;
  /** The call, or the word where there are no parentheses. */
  at: Operand;
  arguments: readonly Argument[];
}

/** The waveforms that Nodal knows on the card of a source. */
export function waveformsOn({ list, layout }: CardRoles): WaveformOnCard[] {
  const found: WaveformOnCard[] = [];
  for (const place of layout.places.waveforms) {
    const at = list[place]!;
    if (at.$type !== 'Call' && at.$type !== 'Word') continue;
    const facts = findWaveform((at.$type === 'Call' ? at.callee : at.text).toLowerCase());
    if (facts === undefined) continue;
    if (at.$type === 'Call') {
      found.push({ facts, at, arguments: opened(at.arguments, []) });
      continue;
    }
    let end = place + 1;
    while (end < list.length && layout.roles[end] === 'value') end++;
    found.push({ facts, at, arguments: opened(list.slice(place + 1, end), []) });
  }
  return found;
}

function opened(list: readonly Argument[], into: Argument[]): Argument[] {
  for (const argument of list) {
    if (argument.$type === 'Group') opened(argument.arguments, into);
    else into.push(argument);
  }
  return into;
}

const HEAD_I = 9, HEAD_V = 22;

/** Whether the head of a card is that of an independent source. */
export function sourceHead(head: number): boolean {
  return head === HEAD_V || head === HEAD_I;
}
