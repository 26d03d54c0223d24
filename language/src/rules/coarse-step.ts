import type { Design } from '../design/design.js';
import { placeOf } from '../design/places.js';
import { cardRoles } from '../design/roles.js';
import { sourceHead, waveformsOn } from '../design/waveforms-on-cards.js';
import { numberAt, type TransientCard, transientsOf } from '../elaborate/analyses-of-deck.js';
import { LEAST_STEPS } from '../elaborate/analyses.js';
import { writtenNumber } from '../text/number.js';
import { reachedScopes } from './reached.js';
import type { Report, Rule } from './rule.js';

/** So much a step may be longer than an edge before it is told: results are written at each step. */
const EDGE_SLACK = 1.0001;
/** With more steps in a pulse its edges are seen well enough. */
const LEAST_IN_PULSE = 10;
/** Fewer steps in a period show another wave. */
const LEAST_IN_PERIOD = 4;

/** Simulators that make their steps as short as the sources need them unless the card has a longest one. */
const FREE_STEPS: ReadonlySet<string> = new Set(['ltspice', 'xyce', 'pspice', 'hspice']);

/**
 * The steps of a transient analysis are shorter than what its sources do.
 *
 * What happens between two steps is not seen.
 */
export const coarseStep: Rule = {
  group: 'analyses',
  code: 'coarse-step',
  severity: 'warning',
  summary: 'The steps of a transient analysis are shorter than what its sources do.',
  why: 'What happens between two steps is not printed, and between two long ones not computed: a sine of fewer than four steps a period looks like another sine, and a pulse may be lost.',
  example: 'v1 in 0 sin(0 1 10meg)\nr1 in 0 1k\n.tran 1u 100u',
  counterExample: 'v1 in 0 sin(0 1 10meg)\nr1 in 0 1k\n.tran 2n 1u',
  check(design, report) {
    // A part says nothing of the analyses that it is used in.
    if (design.role === 'part') return;
    const transients = transientsOf(design);
    if (transients.length === 0) return;
    const fastest = fastestOf(design);
    for (const transient of transients) checkStep(transient, fastest, report);
  },
};

interface Fastest {
  /** A sine's period, a pulse's width and a pulse's edge, with who has it. */
  period?: { time: number; name: string };
  width?: { time: number; name: string };
  edge?: { time: number; name: string };
}

function fastestOf(design: Design): Fastest {
  const fastest: Fastest = {};
  const take = (kind: keyof Fastest, time: number | undefined, name: string): void => {
    if (time !== undefined && time > 0 && time < (fastest[kind]?.time ?? Infinity)) fastest[kind] = { time, name };
  };
  for (const scope of reachedScopes(design)) {
    for (const placed of scope.elements) {
      if (!sourceHead(placed.head)) continue;
      const roles = cardRoles(placed, scope);
      if (roles.layout.places.waveforms.length === 0) continue;
      for (const { facts, arguments: list } of waveformsOn(roles)) {
        const value = (index: number): number | undefined => numberAt(design, placed, list[index], scope);
        const { name } = placed.card;
        if (facts.name === 'pulse') {
          take('edge', value(3), name);
          take('edge', value(4), name);
          take('width', value(5), name);
        } else if (facts.name === 'sin' && value(1) !== 0) {
          const frequency = value(2);
          take('period', frequency === undefined ? undefined : 1 / frequency, name);
        }
      }
    }
  }
  return fastest;
}

function checkStep({ placed, numbers, step, stop, start, longest }: TransientCard, { period, width, edge }: Fastest, report: Report): void {
  const dialect = placed.file.parsed.dialect.name;
  if (stop === undefined || !(stop > 0) || (step !== undefined && step < 0)) return;
  const ownStep = step !== undefined && step > 0 ? step : undefined;
  const printed = FREE_STEPS.has(dialect) ? undefined : ownStep;
  if (step !== undefined && step > stop && numbers.length > 1 && !FREE_STEPS.has(dialect)) {
    const [first, second] = [numbers[0]!, numbers[1]!].map((each) => placeOf(placed, each));
    const { text } = placed.file;
    report(first!, `The step of ${writtenTime(step)} is longer than the whole analysis, which stops at ${writtenTime(stop)}. The step comes first, then the stop time.`, {
      fix: { title: 'Exchange step and stop', edits: [{ start: first!.start, end: first!.end, newText: text.slice(second!.start, second!.end) }, { start: second!.start, end: second!.end, newText: text.slice(first!.start, first!.end) }] },
    });
    return;
  }
  if (FREE_STEPS.has(dialect) && !(longest !== undefined && longest > 0)) return;
  const span = (stop - start) / LEAST_STEPS;
  const computed = longest !== undefined && longest > 0 ? longest : Math.min(printed ?? Infinity, span);
  const at = placeOf(placed, (longest !== undefined && longest > 0 ? numbers[3] : printed !== undefined && printed <= span ? numbers[0] : numbers[numbers.length === 1 ? 0 : 1])!);
  const { keyword } = placed.card;
  if (period !== undefined && period.time < computed * LEAST_IN_PERIOD * (1 - 1e-9)) {
    report(at, `Steps of up to ${writtenTime(computed)} are too long for ${period.name}, which has a period of ${writtenTime(period.time)}. Give ${keyword} a longest step of ${writtenTime(period.time / 20)} or less.`);
  } else if (printed !== undefined && width !== undefined && width.time < printed) {
    report(placeOf(placed, numbers[0]!), `The step of ${writtenTime(printed)} is longer than the pulse of ${width.name}, which lasts ${writtenTime(width.time)}. Make the step shorter.`);
  } else if (printed !== undefined && edge !== undefined && edge.time * EDGE_SLACK < printed && (width === undefined || width.time < printed * LEAST_IN_PULSE)) {
    report(placeOf(placed, numbers[0]!), `The step of ${writtenTime(printed)} is longer than the edge of ${edge.name}, which takes ${writtenTime(edge.time)}: tables and plots at each step do not show it.`, { severity: 'information' });
  }
}

function writtenTime(seconds: number): string {
  return `${writtenNumber(seconds)}s`;
}
