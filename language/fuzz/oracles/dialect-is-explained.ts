import { decideDialect, explainDialect } from '../../src/dialect/detect.js';
import type { Oracle } from './oracle.js';

/** The dialect of a text is decided with reasons whose lines the text has. */
export const dialectIsExplained: Oracle = {
  name: 'dialect-is-explained',
  every: 1,
  check({ input: { text, dialect } }) {
    const decision = decideDialect(text, dialect);
    const { unknown, evidence } = decision;
    if (unknown !== undefined && text.slice(unknown.start, unknown.end) !== unknown.name) return `the name ${unknown.name} does not stand at ${unknown.start}–${unknown.end}`;
    const lines = evidence.length === 0 ? 0 : text.split(/\r\n|\r|\n/).length;
    for (const { line, weight, reason } of evidence) if (!(line >= 0 && line < lines && weight > 0) || reason === '') return `evidence "${reason}" stands on line ${line} of ${lines}`;
    return explainDialect(decision) === '' ? 'nothing explains it' : undefined;
  },
};
