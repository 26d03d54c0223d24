import type { Dialect } from '@nodal/language';

/** What people take some suffixes for, and what they are. */
export function suffixHint(text: string, dialect: Dialect, letter: string | undefined): string | undefined {
  const suffix = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?([a-zµΩ]*)$/i.exec(text)?.[1] ?? '';
  if (suffix === '') return undefined;
  if (/^M(?!eg|il)/.test(suffix)) return `\`M\` is milli in ${dialect.title}, as \`m\` is; mega is written \`Meg\`.`;
  if (/^mil/i.test(suffix)) return '`mil` is a thousandth of an inch.';
  if (/^f$/i.test(suffix) && letter === 'c') return '`F` is femto here, not farad: a value of one farad is written without a letter.';
  if (/^a$/i.test(suffix) && !dialect.atto) return `\`${suffix}\` is read as a unit in ${dialect.title}, not as atto.`;
  if (/^x/i.test(suffix) && dialect.xIsMega) return '`x` is mega here.';
  return undefined;
}

