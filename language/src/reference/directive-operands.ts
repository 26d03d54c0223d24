import { findDirective } from './directives.js';

/** What may stand in the place of an operand, for completion. */
export type OperandTakes =
  | 'node' | 'vector' | 'element' | 'source' | 'sweep' | 'parameter' | 'file' | 'section' | 'option' | 'initial' | 'open-subcircuit' | 'open-section' | 'model-type' | 'model-parameter' | 'measure' | 'new';

/** An operand of a dot card. */
export interface OperandFacts {
  /** As it stands in the card's signature. */
  name: string;
  meaning: string;
  unit?: string;
  takes?: OperandTakes;
  /** Words that may stand there, each with its meaning. */
  words?: readonly (readonly [word: string, meaning: string])[];
  /** Whether more of it may follow. */
  repeats?: boolean;
  /** Whether the card may do without it, so that what is for the next operand may stand in its place. */
  optional?: boolean;
}

const operand = (name: string, meaning: string, further: Omit<OperandFacts, 'name' | 'meaning'> = {}): OperandFacts => ({ name, meaning, ...further });

const SPREAD: readonly OperandFacts[] = [
  operand('dec|oct|lin', 'How the points are spread over frequency.', { words: [['dec', 'So many points in each decade.'], ['oct', 'So many points in each octave.'], ['lin', 'So many points in all, at equal distances.']] }),
  operand('points', 'How many points: in each decade or octave, or in all.'),
  operand('start', 'The first frequency; above 0 unless the points are linear.', { unit: 'Hz' }),
  operand('stop', 'The last frequency.', { unit: 'Hz' }),
];
const ANALYSIS = [['tran', 'Results of the transient analysis.'], ['ac', 'Results over frequency.'], ['dc', 'Results of the DC sweep.'], ['op', 'Results of the operating point.']] as const;
const ANALYSIS_OPERAND = operand('[analysis]', 'The analysis whose results are meant.', { words: ANALYSIS, optional: true });
const VECTORS = operand('v(node) …', 'Results: v(node), v(node,node), i(element).', { takes: 'vector', repeats: true });
const FILE = operand('file', 'The file, as a path relative to this one, an absolute path, or a name in a folder of libraries.', { takes: 'file' });

/** The operands of dot cards in their order, by the canonical name of the card. */
export const DIRECTIVE_OPERANDS: Readonly<Record<string, readonly OperandFacts[]>> = {
  '.ac': SPREAD,
  '.tran': [
    operand('step', 'Step of printed results; also the edge of a pulse that gives none, and a limit of the step in short runs.', { unit: 's' }),
    operand('stop', 'The time at which the analysis ends.', { unit: 's' }),
    operand('[start', 'Results before this time are not kept.', { unit: 's', optional: true }),
    operand('[maxstep]', 'The longest step.', { unit: 's', optional: true }),
    operand('[uic]', 'Starts from the initial conditions of the devices, without an operating point.', { words: [['uic', 'Start from the initial conditions of the devices, without an operating point.']], optional: true }),
    operand('[startup]', 'Lets the sources rise from 0 at the start, as in LTspice.', { words: [['startup', 'Let the sources rise from 0 at the start.']], optional: true }),
  ],
  '.dc': [
    operand('source', 'What is swept: a voltage or current source, a resistor, a parameter or temp.', { takes: 'sweep' }), operand('start', 'The first value.'), operand('stop', 'The last value.'), operand('step', 'The distance of two values.'),
    operand('[source2', 'What is swept outside of the first sweep.', { takes: 'sweep', optional: true }), operand('start2', 'The first value.'), operand('stop2', 'The last value.'), operand('step2]', 'The distance of two values.'),
  ],
  '.disto': [...SPREAD, operand('[f2overf1]', 'The second frequency divided by the first.', { optional: true })],
  '.sp': [...SPREAD, operand('[donoise]', '1 also computes noise.', { optional: true })],
  '.noise': [operand('v(node[,node])', 'The output whose noise is computed.', { takes: 'vector' }), operand('source', 'The source that the noise is referred to.', { takes: 'source' }), ...SPREAD, operand('[summary]', 'At each so many points the part of each device is kept.', { optional: true })],
  '.tf': [operand('output', 'The result at the output: v(node) or i(source).', { takes: 'vector' }), operand('source', 'The source at the input.', { takes: 'source' })],
  '.sens': [operand('output', 'The result whose sensitivities are computed.', { takes: 'vector' }), operand('[ac', 'Over frequency; without it at rest.', { words: [['ac', 'Over frequency.']], optional: true }), ...SPREAD],
  '.pz': [
    ...['The first node of the input.', 'The second node of the input.', 'The first node of the output.', 'The second node of the output.'].map((meaning) => operand('node', meaning, { takes: 'node' })),
    operand('vol|cur', 'Which transfer function.', { words: [['vol', 'Output voltage over input voltage.'], ['cur', 'Output voltage over input current.']] }),
    operand('pol|zer|pz', 'What is sought.', { words: [['pol', 'Poles only.'], ['zer', 'Zeros only.'], ['pz', 'Poles and zeros.']] }),
  ],
  '.four': [operand('frequency', 'The fundamental.', { unit: 'Hz' }), VECTORS],
  '.fft': [operand('v(node)', 'The result whose spectrum is computed.', { takes: 'vector' })],
  '.step': [
    operand('param', 'What is varied: a parameter, or the temperature, a source, a model\'s parameter by name.', {
      takes: 'sweep', words: [['param', 'A parameter follows.'], ['temp', 'The temperature.'], ['oct', 'Points in each octave; what is varied follows.'], ['dec', 'Points in each decade; what is varied follows.'], ['lin', 'Equal distances; what is varied follows.']],
    }),
    operand('name', 'The parameter.', { takes: 'parameter' }),
    operand('start', 'The first value, or `list` and the values.', { words: [['list', 'The values follow one by one.']] }), operand('stop', 'The last value.'), operand('step', 'The distance of two values, or how many in a decade or octave.'),
  ],
  '.print': [ANALYSIS_OPERAND, VECTORS],
  '.plot': [ANALYSIS_OPERAND, VECTORS],
  '.probe': [{ ...ANALYSIS_OPERAND, name: '' }, VECTORS],
  '.save': [{ ...VECTORS, words: [['all', 'All voltages and the currents of sources.'], ['alli', 'All currents.']] }],
  '.ic': [operand('v(node)=value …', 'A voltage at the start.', { takes: 'initial', unit: 'V', repeats: true })],
  '.nodeset': [operand('v(node)=value …', 'A voltage to begin the search with.', { takes: 'initial', unit: 'V', repeats: true })],
  '.global': [operand('node …', 'A node that has this name in all subcircuits.', { takes: 'node', repeats: true })],
  '.temp': [operand('value', 'Temperature of the circuit.', { unit: '°C' })],
  '.include': [FILE],
  '.lib': [FILE, operand('[section]', 'The section of the library that is read.', { takes: 'section', optional: true })],
  '.hdl': [FILE], '.vec': [FILE], '.stimlib': [FILE], '.loadbias': [FILE], '.savebias': [FILE], '.loadstate': [FILE],
  '.model': [operand('name', 'The name that elements give.', { takes: 'new' }), operand('type', 'What it is a model of.', { takes: 'model-type' }), operand('(parameter=value …)', 'Parameters that differ from their defaults.', { takes: 'model-parameter', repeats: true })],
  '.subckt': [operand('name', 'The name that instances give.', { takes: 'new' }), operand('node …', 'The nodes that instances connect, in this order.', { takes: 'new', repeats: true })],
  '.ends': [operand('[name]', 'The name of the subcircuit that ends here.', { takes: 'open-subcircuit', optional: true })],
  '.endl': [operand('[name]', 'The name of the section that ends here.', { takes: 'open-section', optional: true })],
  '.options': [operand('name[=value] …', 'A setting of the analyses.', { takes: 'option', repeats: true })],
  '.param': [operand('name=value …', 'A parameter and its value.', { takes: 'new', repeats: true })],
  '.meas': [
    operand('tran|ac|dc|op', 'The analysis whose results are measured.', { words: ANALYSIS, optional: true }), operand('name', 'The name of the measure.', { takes: 'new' }),
    operand('trig … targ … | find … when … | deriv … at= | min|max|pp|avg|rms|integ … [from=] [to=] | param …', 'What is measured.', { takes: 'measure', repeats: true }),
  ],
};

/** The operand of a card that stands at a place, counted from 0; one that repeats stands at all later ones too. */
export function operandOf(card: string, place: number): OperandFacts | undefined {
  const operands = DIRECTIVE_OPERANDS[findDirective(card)?.name ?? card] ?? [];
  const last = operands.at(-1);
  return operands[place] ?? (last?.repeats === true ? last : undefined);
}
