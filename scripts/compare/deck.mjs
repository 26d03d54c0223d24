// A deck as both simulators get it for the comparison: tight tolerances, a
// largest step of a 5000th of the run, and no card that ngspice's batch mode
// refuses beside a raw file.

const SCALE = { t: 1e12, g: 1e9, meg: 1e6, k: 1e3, mil: 25.4e-6, m: 1e-3, u: 1e-6, n: 1e-9, p: 1e-12, f: 1e-15, a: 1e-18 };

/** The value of a number with a scale factor; undefined when it is an expression. */
export function spiceNumber(text) {
  const match = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(meg|mil|[tgkmunpfa])?[a-z]*$/i.exec(text);
  return match ? Number(match[1]) * (match[2] ? SCALE[match[2].toLowerCase()] : 1) : undefined;
}

/** What a deck's comments `* not compared: NAME, because …` leave out: vectors in which ngspice is wrong. */
export function leftOut(source) {
  return new Set([...source.matchAll(/^\* not compared: ([^\s,]+),/gim)].map(([, name]) => name.toLowerCase()));
}

/**
 * @param {{limitSteps?: boolean}} options without a limit of steps where a dialect has another form of `.tran`
 * @returns {{text: string}}
 */
export function prepareDeck(source, { limitSteps = true } = {}) {
  const [title = '', ...rest] = source.split(/\r?\n/);
  const lines = [];
  let dropping = false;
  for (const line of rest) {
    if (/^\+/.test(line)) { if (!dropping) lines.push(line); continue; }
    dropping = /^\s*\.(meas|measure|print|plot|probe|save|four)\b/i.test(line);
    if (dropping) continue;
    if (/^\s*\.end\s*$/i.test(line)) break;
    lines.push(limitSteps && /^\s*\.tran\b/i.test(line) ? limitStep(line) : line);
  }
  return { text: [title, ...lines, '.options reltol=1e-6 vntol=1e-9 abstol=1e-14', '.end', ''].join('\n') };
}

/** `.tran step stop [start [max]] [uic]` with the largest step of the comparison. */
function limitStep(line) {
  const words = line.trim().split(/\s+/);
  const uic = words.filter((w) => /^uic$/i.test(w));
  const [card, step, stop, start = '0'] = words.filter((w) => !/^uic$/i.test(w));
  const end = spiceNumber(stop ?? '');
  if (end === undefined) return line;
  return [card, step, stop, start, String(end / 5000), ...uic].join(' ');
}
