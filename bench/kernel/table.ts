import { type Result, seconds, type Simulator } from './race.js';
import { geometricMean, median, type Sample } from './simulators/sample.js';

/** How many times as fast as a peer Nodal is to be: on each transient, and at the geometric means. */
export interface Targets {
  readonly each: number;
  readonly mean: number;
  readonly eecircuit?: number;
}

const HEADINGS = ['circuit', 'ngspice', 'native', 'WASM cold', 'WASM ready', 'WASM warm', 'eecircuit cold', 'eecircuit warm', 'ngspice ÷ cold', 'ngspice ÷ ready', 'ngspice ÷ warm', 'ngspice ÷ native', 'eecircuit ÷ cold', 'points', 'iterations', 'rejected', 'difference'];

/** The table of a race as Markdown; times are medians in milliseconds. */
export function raceTable(results: readonly Result[]): string {
  return markdown(HEADINGS, results.map((result) => {
    const { ngspice, native, wasm, eecircuit } = result.entries;
    const [theirs, ours, cold, ready, warm] = [seconds(ngspice.cold), seconds(native.cold), seconds(wasm.cold), seconds(wasm.ready), seconds(wasm.warm)];
    const [peer, peerWarm] = [seconds(eecircuit.cold), seconds(eecircuit.warm)];
    const both = (field: 'points' | 'iterations' | 'rejected') => `${count(wasm.cold, field)}, ${count(ngspice.cold, field)}`;
    return [
      result.circuit.name, ms(theirs), ms(ours), ms(cold), ms(ready), ms(warm), ms(peer), ms(peerWarm),
      ratio(theirs, cold), ratio(theirs, ready), ratio(theirs, warm), ratio(theirs, ours), ratio(peer, cold),
      both('points'), both('iterations'), both('rejected'),
      result.difference ? `${result.difference.error.toExponential(1)} ${result.difference.vector}` : '',
    ];
  }));
}

/** What the ratios come to, and what misses its target. */
export function summary(results: readonly Result[], targets: Targets): string {
  const ratios = (peer: Simulator, ours: 'cold' | 'ready' | 'warm', only: (result: Result) => boolean) =>
    results.filter(only).flatMap((result) => {
      const [a, b] = [seconds(result.entries[peer].cold), seconds(result.entries.wasm[ours])];
      return a !== undefined && b !== undefined ? [{ name: result.circuit.name, ratio: a / b }] : [];
    });
  const transient = (result: Result) => result.circuit.analysis === 'tran';
  const means = (title: string, list: readonly { ratio: number }[]) => `- ${title}: ${list.length ? geometricMean(list.map(({ ratio: each }) => each)).toFixed(2) : 'none'} (${list.length} circuits)`;
  const cold = ratios('ngspice', 'cold', transient);
  const below = cold.filter(({ ratio: each }) => each < targets.each);
  const cannot = results.flatMap(({ circuit, entries }) => Object.entries(entries).flatMap(([name, { cannot: why }]) => (why ? [`- ${circuit.name}, ${name}: ${why}`] : [])));
  return [
    'Geometric means',
    '',
    means(`ngspice ÷ WASM cold, transients (to be at least ${targets.mean})`, cold),
    means('ngspice ÷ WASM ready, transients', ratios('ngspice', 'ready', transient)),
    means('ngspice ÷ WASM warm, transients', ratios('ngspice', 'warm', transient)),
    means('ngspice ÷ WASM cold, all', ratios('ngspice', 'cold', () => true)),
    means(`eecircuit ÷ WASM cold, all${targets.eecircuit === undefined ? '' : ` (to be at least ${targets.eecircuit})`}`, ratios('eecircuit', 'cold', () => true)),
    '',
    cold.length === 0 ? 'No transient ran on both.' : below.length ? `Transients below ${targets.each} times ngspice, cold: ${below.map(({ name, ratio: each }) => `${name} (${each.toFixed(2)})`).join(', ')}.` : `Every transient that ran is at least ${targets.each} times as fast as ngspice, cold.`,
    ...(cannot.length ? ['', 'Not run', '', ...cannot] : []),
  ].join('\n');
}

/** How many devices each simulator evaluates in a second, in millions. */
export function evaluations(results: readonly Result[]): string {
  const rows = results.map(({ circuit, transistors, entries }) => {
    const speed = (samples: readonly Sample[]) => (samples.length ? ((transistors * median(samples.map(({ iterations, seconds }) => iterations / seconds))) / 1e6).toFixed(2) : '—');
    return [circuit.name, String(transistors), speed(entries.ngspice.cold), speed(entries.native.cold), speed(entries.wasm.cold), speed(entries.wasm.warm)];
  });
  return `Millions of evaluations in a second\n\n${markdown(['circuit', 'diodes and transistors', 'ngspice', 'native', 'WASM cold', 'WASM warm'], rows)}`;
}

/** A Markdown table whose columns also stand below each other in a terminal. */
export function markdown(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | ')} |`;
  return [line(headings), `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`, ...rows.map(line)].join('\n');
}

function ms(time: number | undefined): string {
  return time === undefined ? '—' : time < 0.01 ? (time * 1e3).toFixed(2) : (time * 1e3).toFixed(0);
}

function ratio(a: number | undefined, b: number | undefined): string {
  return a === undefined || b === undefined ? '—' : (a / b).toFixed(2);
}

function count(samples: readonly Sample[], field: 'points' | 'iterations' | 'rejected'): string {
  return samples.length ? String(median(samples.map((sample) => sample[field]))) : '—';
}
