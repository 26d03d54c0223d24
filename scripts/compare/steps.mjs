// ngspice has no `.step`: its peer is one process that changes the circuit in a
// loop. This makes that script from the cards, and its plots those of steps.
import { spiceNumber } from './deck.mjs';

/** ngspice's order of analyses, which is Nodal's. */
const ORDER = ['ac', 'dc', 'op', 'tran', 'tf', 'noise'];

/**
 * @param {string} text a prepared deck
 * @param {string} raw where the script writes its plots
 * @returns {string | undefined} the deck with a script for its `.step` cards; undefined when it has none
 */
export function stepScript(text, raw) {
  const lines = text.split('\n');
  const steps = lines.filter((line) => /^\.step\b/i.test(line)).map(stepOf);
  if (steps.length === 0) return undefined;
  const analysis = (line) => ORDER.indexOf(/^\.(\w+)/.exec(line)?.[1]?.toLowerCase() ?? '');
  const jobs = lines.filter((line) => analysis(line) >= 0).sort((a, b) => analysis(a) - analysis(b));
  const rest = lines.filter((line) => analysis(line) < 0 && !/^\.(step|end)\b/i.test(line));
  // The first card is the innermost loop.
  const runs = steps.reduceRight((outer, step) => outer.flatMap((before) => step.values.map((value) => [step.change(value), ...before])), [[]]);
  const script = ['set filetype=binary', 'set appendwrite'];
  for (const job of jobs) {
    for (const changes of runs) {
      // `alterparam` takes effect when the circuit is made anew, which takes back all else.
      script.push(...changes.filter((change) => /^alterparam/.test(change)), 'reset', ...changes.filter((change) => !/^alterparam/.test(change)), job.slice(1));
      // Of the two plots of noise the totals are the current one.
      if (/^\.noise/i.test(job)) script.push('setplot previous', `write ${raw}`, 'setplot next');
      script.push(`write ${raw}`);
    }
  }
  return [...rest, '.control', ...script, 'quit 0', '.endc', '.end', ''].join('\n');
}

/** The command that sets a value, and the values. */
function stepOf(card) {
  const words = card.trim().replace(/\s*\(\s*(\w+)\s*\)/, ' ($1)').split(/\s+/).slice(1);
  const form = /^(lin|dec|oct)$/i.test(words[0]) ? words.shift().toLowerCase() : 'lin';
  const change = target(words);
  const values = /^list$/i.test(words[0]) ? words.slice(1).map(spiceNumber) : spread(form, ...words.map(spiceNumber));
  return { change, values };
}

function target(words) {
  const [word, next] = words;
  if (/^param$/i.test(word)) { words.splice(0, 2); return (value) => `alterparam ${next} = ${value}`; }
  if (/^\(/.test(words[2] ?? '')) { const [, model, parameter] = words.splice(0, 3); return (value) => `altermod ${model} ${parameter.slice(1, -1)} = ${value}`; }
  words.shift();
  if (/^temp$/i.test(word)) return (value) => `set temp = ${value}`;
  return (value) => (/^[vi]/i.test(word) ? `alter ${word} dc = ${value}` : `alter ${word} = ${value}`);
}

function spread(form, start, stop, step) {
  if (form === 'lin') return Array.from({ length: Math.floor((stop - start) / step + 1.0001) }, (_, i) => start + i * step);
  const base = form === 'dec' ? 10 : 2;
  return Array.from({ length: Math.floor((Math.log(stop / start) / Math.log(base)) * step + 1.0001) }, (_, i) => start * base ** (i / step));
}

/** Points that have no axis of their own (operating points, transfer functions) as one plot, as Nodal has them, without the axis of steps. */
export function joinPoints(plots, names) {
  const joined = [];
  for (const plot of plots) {
    const last = joined.at(-1);
    if (!names.test(plot.name)) joined.push(plot);
    else if (last?.name !== plot.name) joined.push({ ...plot, vectors: plot.vectors.map((vector) => ({ ...vector, real: [...vector.real] })) });
    else last.vectors.forEach((vector, i) => vector.real.push(...plot.vectors[i].real));
  }
  return joined;
}

/** Nodal's plots of points over steps without their axis. */
export function withoutAxis(plots, names) {
  return plots.map((plot) => (names.test(plot.name) ? { ...plot, vectors: plot.vectors.slice(1) } : plot));
}
