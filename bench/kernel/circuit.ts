/** A circuit that all simulators run, and what is to be known of it. */
export interface BenchCircuit {
  /** How `--only` names it. */
  readonly name: string;
  readonly analysis: 'tran' | 'op' | 'ac' | 'steps';
  /** Title and elements; the cards of analysis and `.save` are added. */
  readonly body: string;
  /** The card of the analysis, without options. */
  readonly card: string;
  /** One to three vectors, all that any of the simulators stores. */
  readonly save: readonly string[];
  /** What stands in ngspice's `.control` section in place of `run`, where the card is not ngspice's. */
  readonly loop?: readonly string[];
  /** How `npm run bench accuracy` measures it; circuits without are left out there. */
  readonly accuracy?: Accuracy;
}

export interface Accuracy {
  /** The values of reltol that are swept, loosest first; absolute tolerances go with them. */
  readonly reltols: readonly number[];
  /**
   * The value of a saved vector in closed form; where there is none, a run of
   * the same simulator with a reltol a hundred times tighter than the last one
   * of the sweep is the measure.
   */
  readonly closedForm?: Readonly<Record<string, (time: number) => number>>;
}

/** SPICE's default; a sweep scales all tolerances by what reltol is to this. */
const DEFAULT_RELTOL = 1e-3;
/** The absolute tolerances of SPICE at that reltol. */
const ABSOLUTE = { vntol: 1e-6, abstol: 1e-12, chgtol: 1e-14 };

/** The options card of a sweep's point; without a reltol the simulator's own defaults hold. */
export function toleranceCard(reltol: number | undefined): string {
  if (reltol === undefined) return '';
  const scale = reltol / DEFAULT_RELTOL;
  const rest = Object.entries(ABSOLUTE).map(([name, value]) => `${name}=${(value * scale).toPrecision(3)}`);
  return `.options reltol=${reltol} ${rest.join(' ')}`;
}

/** The deck as Nodal reads it. */
export function nodalDeck(circuit: BenchCircuit, reltol?: number): string {
  return deckOf(circuit, [circuit.card], reltol);
}

/**
 * The deck as ngspice reads it. The run is started from a control section and
 * keeps its vectors in memory, which is ngspice's fastest way; `rusage` then
 * prints its own clock and counters. With `raw` the vectors are written, after
 * the clock was read.
 */
export function ngspiceDeck(circuit: BenchCircuit, { reltol, raw }: { reltol?: number; raw?: string } = {}): string {
  const write = raw ? ['set filetype=binary', `write ${raw} ${circuit.save.join(' ')}`] : [];
  const control = ['.control', ...(circuit.loop ?? ['run']), 'rusage all', ...write, 'quit 0', '.endc'];
  return deckOf(circuit, [...(circuit.loop ? [] : [circuit.card]), ...control], reltol);
}

/** The deck as eecircuit-engine reads it: the engine itself gives the commands that run it, but a loop has to stand in the deck. */
export function eecircuitDeck(circuit: BenchCircuit): string {
  return deckOf(circuit, circuit.loop ? ['.control', ...circuit.loop, 'rusage all', '.endc'] : [circuit.card], undefined);
}

function deckOf({ body, save }: BenchCircuit, cards: readonly string[], reltol: number | undefined): string {
  return [body.trimEnd(), toleranceCard(reltol), `.save ${save.join(' ')}`, ...cards, '.end', ''].filter((line, i) => line !== '' || i > 3).join('\n');
}

/** `n` lines, numbered from 0. */
export function lines(n: number, text: (i: number) => string): string {
  return Array.from({ length: n }, (_, i) => text(i)).join('\n');
}
