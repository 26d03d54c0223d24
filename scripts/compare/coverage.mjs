// Which device stands in how many decks with which analysis.

const DEVICES = ['B', 'R', 'C', 'L', 'K', 'V', 'I', 'E', 'F', 'G', 'H', 'D', 'Q', 'J', 'M', 'S', 'T', 'W', 'X'];
/** The analyses by their cards; a sweep counts for all that it is. */
const ANALYSES = {
  'op': /^\.op\b/i,
  'dc source': /^\.dc\s+[vi]/i,
  'dc resistor': /^\.dc\s+r/i,
  'dc temp': /^\.dc\s.*\btemp\b/i,
  'dc nested': /^\.dc(\s+\S+){5,}/i,
  'ac': /^\.ac\b/i,
  'tran': /^\.tran\b/i,
  'noise': /^\.noise\b/i,
  'tf': /^\.tf\b/i,
  'sens': /^\.sens\s+\S+\s*$/i,
  'sens ac': /^\.sens\s+\S+\s+ac\b/i,
  'step': /^\.step\b/i,
};

/** @param {string[]} decks texts */
export function coverage(decks) {
  const counts = new Map();
  for (const deck of decks) {
    const lines = deck.split(/\r?\n/).slice(1);
    const devices = new Set(lines.map((l) => l[0]?.toUpperCase()).filter((c) => DEVICES.includes(c)));
    const analyses = Object.keys(ANALYSES).filter((name) => lines.some((line) => ANALYSES[name].test(line)));
    for (const d of devices) for (const a of analyses) counts.set(d + a, (counts.get(d + a) ?? 0) + 1);
  }
  const names = Object.keys(ANALYSES);
  const width = Math.max(...names.map((name) => name.length));
  const rows = names.map((name) => `${name.padEnd(width)}${DEVICES.map((d) => String(counts.get(d + name) ?? 0).padStart(4)).join('')}`);
  const empty = names.flatMap((name) => DEVICES.filter((d) => !counts.get(d + name))).length;
  return { table: [`${' '.repeat(width)}${DEVICES.map((d) => d.padStart(4)).join('')}`, ...rows].join('\n'), empty };
}
