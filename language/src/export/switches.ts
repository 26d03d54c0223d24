import { readNumber } from '../text/number.js';
import { undelimited } from './rewriting.js';

/** A type of PSpice's switches: ngspice's type, and the letter of what controls it. */
const TYPES: Readonly<Record<string, { type: string; letter: 'v' | 'i'; on: string }>> = {
  vswitch: { type: 'sw', letter: 'v', on: '1' },
  iswitch: { type: 'csw', letter: 'i', on: '1m' },
};

/**
 * The words of ngspice's card for a model of PSpice's smooth switches, which go
 * over between two values of the control; those of ngspice switch, with a
 * hysteresis. Undefined for any other model.
 *
 * @param words of the model's card, `name=value` from the fourth on
 */
export function switchModel(words: readonly string[]): { words: string[]; loss: string } | undefined {
  const known = TYPES[words[2]!.toLowerCase()];
  if (known === undefined) return undefined;
  const { type, letter } = known;
  const given = new Map(words.slice(3).map((word) => [word.split('=', 1)[0]!.toLowerCase(), word.slice(word.indexOf('=') + 1)]));
  const value = (name: string, otherwise: string) => undelimited(given.get(name) ?? otherwise);
  const on = value(`${letter}on`, known.on);
  const off = value(`${letter}off`, '0');
  const reversed = (readNumber(on)?.value ?? 1) < (readNumber(off)?.value ?? 0);
  const [ron, roff] = [value('ron', '1'), value('roff', '1meg')];
  return {
    words: [words[0]!, words[1]!, type, `${letter}t={(${on}+${off})/2}`, `${letter}h={abs(${on}-${off})/2}`, `ron={${reversed ? roff : ron}}`, `roff={${reversed ? ron : roff}}`],
    loss: `The switch ${words[1]!} goes over smoothly; in ngspice it switches at ${on} and ${off}.`,
  };
}
