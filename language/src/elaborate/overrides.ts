import { evaluateExpression } from '../expressions/evaluate.js';
import { parseNumber } from '../text/number.js';
import { findOption, OPTIONS } from '../reference/options.js';
import { similarNames } from './definitions.js';

/**
 * Changes of one elaboration, as of `--set NAME=VALUE`: a parameter (`rload`,
 * `x1.w`), the principal value of a device (`r1`, `x1.r1`), `temp`, or an
 * option (`option.reltol`). What nothing asked for by the end has no such name.
 */
export class Overrides {
  private readonly values = new Map<string, number>();
  private readonly texts = new Map<string, string>();
  private readonly spelled = new Map<string, string>();
  private readonly used = new Set<string>();
  /** Overrides whose value is no number. */
  readonly problems: string[] = [];

  constructor(set: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(set)) {
      const key = name.trim().toLowerCase();
      this.spelled.set(key, name);
      const option = key.startsWith('option.') ? findOption(key.slice('option.'.length)) : undefined;
      if (option && typeof option.default === 'string') {
        this.texts.set(key, text.trim().toLowerCase());
        continue;
      }
      const number = parseNumber(text.trim()) ?? constant(text);
      if (number === undefined || !Number.isFinite(number)) {
        this.problems.push(`The value of '${name}' is no number: '${text}'. Write NAME=NUMBER, such as ${name}=1k.`);
        this.used.add(key);
      } else {
        this.values.set(key, number);
      }
    }
  }

  /** Whether `take` can answer anything: a path is only put together when it can. */
  get changesCircuit(): boolean {
    return this.values.size > 0;
  }

  /** The number for a path in lower case, which counts as used from now on. */
  take(path: string): number | undefined {
    const value = this.values.get(path);
    if (value !== undefined) this.used.add(path);
    return value;
  }

  /** Options of the command, by name in lower case. */
  *options(): Iterable<{ name: string; value: number | string }> {
    for (const [key, value] of [...this.values, ...this.texts]) {
      if (!key.startsWith('option.')) continue;
      const name = key.slice('option.'.length);
      if (!findOption(name)) continue;
      this.used.add(key);
      yield { name, value };
    }
  }

  /** One message for each override that named nothing; `names` are those of the circuit. */
  unused(names: () => Iterable<string>): string[] {
    const messages: string[] = [];
    for (const key of this.spelled.keys()) {
      if (this.used.has(key)) continue;
      const candidates = key.startsWith('option.') ? OPTIONS.filter(({ acts }) => acts).map(({ name }) => `option.${name}`) : [...names(), 'temp'];
      const near = similarNames(key, candidates);
      messages.push(`Nothing in the circuit is called '${this.spelled.get(key)}'.${near.length > 0 ? ` Did you mean ${near.map((name) => `'${name}'`).join(' or ')}?` : ' Give a parameter, a device such as r1 or x1.r1, temp, or option.NAME.'}`);
    }
    return messages;
  }
}

function constant(text: string): number | undefined {
  const result = evaluateExpression(text);
  return 'value' in result ? result.value : undefined;
}
