// Which device stands in how many decks with which analysis.

const DEVICES = ['R', 'C', 'L', 'K', 'V', 'I', 'E', 'F', 'G', 'H', 'D', 'X'];
const ANALYSES = ['op', 'dc', 'ac', 'tran'];

/** @param {string[]} decks texts */
export function coverage(decks) {
  const counts = new Map();
  for (const deck of decks) {
    const lines = deck.split(/\r?\n/).slice(1);
    const devices = new Set(lines.map((l) => l[0]?.toUpperCase()).filter((c) => DEVICES.includes(c)));
    const analyses = new Set(lines.map((l) => /^\s*\.(\w+)/.exec(l)?.[1]?.toLowerCase()).filter((a) => ANALYSES.includes(a)));
    for (const d of devices) for (const a of analyses) counts.set(d + a, (counts.get(d + a) ?? 0) + 1);
  }
  const rows = ANALYSES.map((a) => `${a.padEnd(5)}${DEVICES.map((d) => String(counts.get(d + a) ?? 0).padStart(4)).join('')}`);
  const empty = ANALYSES.flatMap((a) => DEVICES.filter((d) => !counts.get(d + a))).length;
  return { table: [`     ${DEVICES.map((d) => d.padStart(4)).join('')}`, ...rows].join('\n'), empty };
}
