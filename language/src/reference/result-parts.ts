import type { Part } from '@nodal/protocol';
import type { ProgramWord } from './functions.js';

/** Names of parts as functions around a result (`db(v(out))`) and as endings of v and i (`vdb(out)`). */
export const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['db', 'decibel'], ['m', 'magnitude'], ['mag', 'magnitude'], ['abs', 'magnitude'], ['p', 'phase'], ['ph', 'phase'], ['phase', 'phase'],
  ['r', 'real'], ['re', 'real'], ['real', 'real'], ['i', 'imaginary'], ['im', 'imaginary'], ['img', 'imaginary'], ['imag', 'imaginary'],
]);

const call = (name: string, count: number): ProgramWord => ({ kind: 'call', name, count });
const number = (value: number): ProgramWord => ({ kind: 'number', value });

const WORDS: Readonly<Record<Exclude<Part, 'value'>, readonly ProgramWord[]>> = {
  magnitude: [call('abs', 1)],
  decibel: [call('abs', 1), call('log10', 1), number(20), call('*', 2)],
  phase: [call('ph', 1)],
  real: [call('re', 1)],
  imaginary: [call('im', 1)],
};
const DEGREES: readonly ProgramWord[] = [call('ph', 1), number(180 / Math.PI), call('*', 2)];

/** What a part is within a formula, as words behind its argument. Phases are radians, in LTspice degrees. */
export function partWords(name: string, degrees: boolean): readonly ProgramWord[] | undefined {
  const part = name === 'i' || name === 'abs' ? undefined : PARTS.get(name);
  if (part === undefined || part === 'value') return undefined;
  return part === 'phase' && degrees ? DEGREES : WORDS[part];
}
