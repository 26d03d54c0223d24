import { type Dialect, DIALECT_NAMES } from '../dialect/dialect.js';
import type { DialectDecision } from '../dialect/detect.js';
import type { Finding } from '../findings.js';
import { findingOf, type Rule } from './rule.js';

/**
 * A comment that states the dialect names one that Nodal reads.
 *
 * The dialect is decided from the text instead.
 */
export const unknownDialect: Rule = {
  group: 'names',
  code: 'unknown-dialect',
  severity: 'warning',
  summary: 'A comment that states the dialect names one that Nodal reads.',
  why: 'The dialect is decided from the text instead.',
  example: '* nodal: dialect=ltspise',
  counterExample: '* nodal: dialect=ltspice',
};

/** The finding for a name in the comment that is no dialect; the file is read as `dialect` instead. */
export function unknownDialectFinding(uri: string, unknown: NonNullable<DialectDecision['unknown']>, dialect: Dialect): Finding {
  const { name, start, end, closest } = unknown;
  const wrong = name === '' ? 'The comment names no dialect' : `${name} is no dialect that Nodal reads`;
  const next = closest === undefined ? `Write one of ${DIALECT_NAMES.join(', ')}.` : `Did you mean ${closest}?`;
  const fix = closest === undefined ? {} : { fix: { title: `Write ${closest}`, edits: [{ start, end, newText: closest }], guess: true } };
  return findingOf(unknownDialect, { uri, start, end }, `${wrong}, so the file is read as ${dialect.title}. ${next}`, fix);
}
