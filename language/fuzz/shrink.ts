import type { FuzzCase } from './fuzz-case.js';

/**
 * Makes a failing input small: leaves out edits, then lines, then characters,
 * as long as it goes on failing (delta debugging). `fails` may be asked as often
 * as `budget` says.
 */
export async function shrunk(input: FuzzCase, fails: (candidate: FuzzCase) => boolean | Promise<boolean>, budget = 3_000): Promise<FuzzCase> {
  let best = input;
  let left = budget;
  const attempt = async (candidate: FuzzCase): Promise<boolean> => {
    if (left <= 0) return false;
    left--;
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };

  for (let i = best.edits.length - 1; i >= 0; i--) await attempt({ ...best, edits: best.edits.filter((_, j) => j !== i) });
  if (best.includes !== 'missing') await attempt({ ...best, includes: 'missing' });
  for (const dialect of ['ngspice', 'auto'] as const) if (best.dialect !== 'ngspice') await attempt({ ...best, dialect });
  for (let before = Infinity; left > 0 && sizeOf(best) < before;) {
    before = sizeOf(best);
    for (const split of [(text: string) => text.split(/(?<=\n)/), (text: string) => text.split(/(?<=[\s(),={}'"])/), (text: string) => Array.from({ length: text.length }, (_, i) => text[i]!)]) {
      await withoutParts(split(best.text), (parts) => attempt({ ...best, text: parts.join('') }), () => left);
      for (let i = 0; i < best.edits.length; i++) {
        const withEdit = (inserted: string) => ({ ...best, edits: best.edits.map((edit, j) => (j === i ? { ...edit, inserted } : edit)) });
        await withoutParts(split(best.edits[i]!.inserted), (parts) => attempt(withEdit(parts.join(''))), () => left);
      }
    }
    // An edit's place moves towards the beginning with the text before it.
    for (let i = 0; i < best.edits.length; i++) {
      for (const change of [{ removed: 0 }, { removed: 1 }, { at: Math.min(best.edits[i]!.at, best.text.length) }, { at: 0 }, { at: best.edits[i]!.at >> 1 }, { at: best.edits[i]!.at - 1 }]) {
        if ((change.at ?? 0) < 0 || (change.removed ?? 0) > best.edits[i]!.removed) continue;
        await attempt({ ...best, edits: best.edits.map((edit, j) => (j === i ? { ...edit, ...change } : edit)) });
      }
    }
  }
  return best;
}

function sizeOf(input: FuzzCase): number {
  return input.text.length + input.edits.reduce((sum, edit) => sum + edit.inserted.length + edit.removed + edit.at + 1, 0);
}

/** Leaves out ever smaller runs of parts while the rest still fails. */
async function withoutParts(all: string[], attempt: (parts: string[]) => Promise<boolean>, left: () => number): Promise<void> {
  let parts = all;
  for (let run = Math.ceil(parts.length / 2); run >= 1 && left() > 0; run = run === 1 ? 0 : Math.ceil(run / 2)) {
    for (let at = 0; at < parts.length && left() > 0;) {
      const rest = [...parts.slice(0, at), ...parts.slice(at + run)];
      if (rest.length < parts.length && await attempt(rest)) parts = rest;
      else at += run;
    }
  }
}
