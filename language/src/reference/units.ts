/** What a unit measures. */
export type Quantity = 'resistance' | 'capacitance' | 'inductance' | 'voltage' | 'current' | 'time' | 'frequency' | 'length';

interface QuantityFacts {
  /** As in a sentence: `ohms`. */
  unit: string;
  /** What people write behind a number, in lower case. */
  words: readonly string[];
}

/** Units by what they measure. A simulator reads none of them. */
export const QUANTITIES: Readonly<Record<Quantity, QuantityFacts>> = {
  resistance: { unit: 'ohms', words: ['ohm', 'ohms', 'ω', 'r'] },
  capacitance: { unit: 'farads', words: ['f', 'fd', 'farad', 'farads'] },
  inductance: { unit: 'henries', words: ['h', 'hy', 'henry', 'henries', 'henrys'] },
  voltage: { unit: 'volts', words: ['v', 'volt', 'volts'] },
  current: { unit: 'amperes', words: ['a', 'amp', 'amps', 'ampere', 'amperes'] },
  time: { unit: 'seconds', words: ['s', 'sec', 'secs', 'second', 'seconds'] },
  frequency: { unit: 'hertz', words: ['hz', 'hertz'] },
  length: { unit: 'metres', words: ['m', 'meter', 'meters', 'metre', 'metres'] },
};

const byWord = new Map((Object.keys(QUANTITIES) as Quantity[]).flatMap((quantity) => QUANTITIES[quantity].words.map((word) => [word, quantity] as const)));

/** What a unit in lower case measures. */
export function quantityOf(unit: string): Quantity | undefined {
  return byWord.get(unit);
}

/** What the principal value of an element measures, by its letter. */
export const VALUE_OF_ELEMENT: Readonly<Record<string, Quantity>> = {
  r: 'resistance', c: 'capacitance', l: 'inductance', v: 'voltage', i: 'current',
};

/** The scale factors that stand in front of a unit, in lower case, and mean no unit themselves where they stand behind another. */
export const SCALE_WORDS: ReadonlySet<string> = new Set(['t', 'g', 'meg', 'k', 'm', 'u', 'µ', 'μ', 'n', 'p', 'f']);

/** Whether a word is a scale factor, a unit, or both: `k`, `uF`, `ohm`, `MegHz`. */
export function isScaleOrUnit(word: string): boolean {
  const lower = word.toLowerCase();
  if (SCALE_WORDS.has(lower) || byWord.has(lower)) return true;
  for (const scale of SCALE_WORDS) if (lower.startsWith(scale) && byWord.has(lower.slice(scale.length))) return true;
  return false;
}
