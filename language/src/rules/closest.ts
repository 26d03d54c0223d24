import type { Declaration, Scope } from '../design/design.js';

/** More candidates than this are not searched: the guess is a courtesy. */
const MOST_CANDIDATES = 5000;

/** The declared name nearest to a misspelt one: at most two letters differ, fewer in short names. */
export function closest(name: string, scope: Scope, table: (scope: Scope) => ReadonlyMap<string, Declaration>): string | undefined {
  const limit = name.length <= 4 ? 1 : 2;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let distance = limit + 1;
  let left = MOST_CANDIDATES;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    for (const [key, declaration] of table(at)) {
      if (left-- <= 0) return best;
      if (Math.abs(key.length - wanted.length) >= distance) continue;
      const found = editDistance(wanted, key, distance);
      if (found >= distance) continue;
      distance = found;
      best = declaration.name;
    }
  }
  return best;
}

/** The name of a list nearest to a misspelt word in lower case, by the same measure, or by at most `most` letters. */
export function closestOf(wanted: string, names: Iterable<string>, most = wanted.length <= 4 ? 1 : 2): string | undefined {
  let best: string | undefined;
  let distance = most + 1;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= distance) continue;
    const found = editDistance(wanted, name, distance);
    if (found >= distance) continue;
    distance = found;
    best = name;
  }
  return best;
}

/** Insertions, deletions and replacements from `a` to `b`; some number not below `limit` when there are that many. */
function editDistance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost);
      least = Math.min(least, next[j]!);
    }
    if (least >= limit) return limit;
    row = next;
  }
  return row[b.length]!;
}
