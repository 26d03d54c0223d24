import { continuationRefactorings } from '../../src/refactor/continuation-lines.js';
import { extractParameter } from '../../src/refactor/extract-parameter.js';
import { extractSubcircuit } from '../../src/refactor/extract-subcircuit.js';
import { inlineSubcircuit } from '../../src/refactor/inline-subcircuit.js';
import type { Refactoring } from '../../src/refactor/refactoring.js';
import { DECK_URI } from '../subject.js';
import type { Oracle } from './oracle.js';

/** So many cards of each text are refactored. */
const MOST_CARDS = 6;

/** Refactorings of any text end, and replace pieces of it that do not overlap. */
export const refactoringsLieInTheText: Oracle = {
  name: 'refactorings-lie-in-the-text',
  every: 20,
  check({ input: { text }, design }) {
    const { parsed } = design.files[0]!;
    const { table } = parsed;
    const step = Math.max(1, Math.floor(table.count / MOST_CARDS));
    for (let i = 0; i < table.count; i += step) {
      const start = table.start[i]!;
      const end = table.end[i]!;
      const found: (Refactoring | undefined)[] = [
        ...continuationRefactorings(parsed, start), extractSubcircuit(design, DECK_URI, start, table.end[Math.min(i + 2, table.count - 1)]!), inlineSubcircuit(design, DECK_URI, start),
        extractParameter(design, DECK_URI, end), extractParameter(design, DECK_URI, (start + end) >> 1),
      ];
      for (const refactoring of found) {
        if (refactoring === undefined || 'refused' in refactoring) continue;
        const edits = [...refactoring.edits].sort((a, b) => a.start - b.start);
        const wrong = edits.find((edit, at) => edit.start > edit.end || edit.end > text.length || (at > 0 && edit.start < edits[at - 1]!.end));
        if (wrong !== undefined) return `${refactoring.title}: the edit at ${wrong.start}–${wrong.end} overlaps another or the end`;
      }
    }
    return undefined;
  },
};
