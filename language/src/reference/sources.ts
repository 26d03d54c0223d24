import type { Dialects } from '../dialect/dialect.js';

/** An argument of a waveform, by position. */
export interface WaveformArgument {
  name: string;
  unit: string;
  /** In words where it depends on the analysis. */
  default: string;
  meaning: string;
  /** The dialects that have it; absent where all that have the waveform do. */
  dialects?: Dialects;
  /** Set where Nodal does not simulate it. */
  unsupported?: boolean;
}

/** A transient waveform of an independent source. */
export interface WaveformFacts {
  /** In lower case, as on the card and as the parameter's name in the circuit. */
  name: string;
  aliases: string[];
  meaning: string;
  arguments: WaveformArgument[];
  /** How many arguments it cannot do without. */
  required: number;
  /** Whether the arguments repeat in pairs (PWL). */
  pairs: boolean;
  /** The dialects that have it; absent where all do. */
  dialects?: Dialects;
  /** Parameters and words besides the list, as in signature help. */
  further?: string;
}

const a = (name: string, unit: string, fallback: string, meaning: string): WaveformArgument => ({ name, unit, default: fallback, meaning });

/** The defaults are ngspice's. `tstep` and `tstop` are the first two numbers of `.tran`. */
export const WAVEFORMS: readonly WaveformFacts[] = [
  {
    name: 'pulse', aliases: [], meaning: 'A pulse train.', required: 2, pairs: false,
    arguments: [
      a('v1', 'V or A', '', 'Initial value.'), a('v2', 'V or A', '', 'Pulsed value.'), a('td', 's', '0', 'Delay.'),
      a('tr', 's', 'tstep', 'Rise time; 0 counts as not given.'), a('tf', 's', 'tstep', 'Fall time; 0 counts as not given.'),
      a('pw', 's', 'tstop', 'Pulse width.'), a('per', 's', 'tstop', 'Period.'), { ...a('np', '', 'unlimited', 'Number of pulses.'), dialects: ['ngspice', 'ltspice'] },
    ],
  },
  {
    name: 'sin', aliases: ['sine'], meaning: 'A sine, damped if theta is given.', required: 2, pairs: false,
    arguments: [
      a('vo', 'V or A', '', 'Offset.'), a('va', 'V or A', '', 'Amplitude.'), a('freq', 'Hz', '1/tstop', 'Frequency.'),
      a('td', 's', '0', 'Delay.'), a('theta', '1/s', '0', 'Damping.'), a('phase', '°', '0', 'Phase.'),
      { ...a('ncycles', '', 'unlimited', 'Number of cycles.'), dialects: ['ltspice'], unsupported: true },
    ],
  },
  {
    name: 'exp', aliases: [], meaning: 'A rise and a fall that both are exponential.', required: 2, pairs: false,
    arguments: [
      a('v1', 'V or A', '', 'Initial value.'), a('v2', 'V or A', '', 'Value that the rise tends to.'), a('td1', 's', '0', 'Delay of the rise.'),
      a('tau1', 's', 'tstep', 'Time constant of the rise.'), a('td2', 's', 'td1 + tstep', 'Delay of the fall.'), a('tau2', 's', 'tstep', 'Time constant of the fall.'),
    ],
  },
  {
    name: 'pwl', aliases: [], meaning: 'Straight lines between pairs of time and value; constant outside.', required: 2, pairs: true,
    further: 'r=time td=time | repeat for n (…) endrepeat | repeat forever (…) endrepeat',
    arguments: [a('t', 's', '', 'Time.'), a('v', 'V or A', '', 'Value at that time.')],
  },
  {
    name: 'sffm', aliases: [], meaning: 'A sine whose frequency another sine modulates.', required: 2, pairs: false,
    arguments: [
      a('vo', 'V or A', '', 'Offset.'), a('va', 'V or A', '', 'Amplitude.'), a('fc', 'Hz', '5/tstop', 'Carrier frequency.'),
      a('mdi', '', '90', 'Modulation index.'), a('fs', 'Hz', '500/tstop', 'Signal frequency.'), 
      { ...a('phasec', '°', '0', 'Phase of the carrier.'), dialects: ['ngspice'] }, { ...a('phases', '°', '0', 'Phase of the signal.'), dialects: ['ngspice'] },
    ],
  },
  {
    name: 'am', aliases: [], meaning: 'A sine whose amplitude another sine modulates.', required: 2, pairs: false, dialects: ['ngspice', 'hspice'],
    arguments: [
      a('va', 'V or A', '', 'Amplitude.'), a('vo', 'V or A', '', 'Offset.'), a('mf', 'Hz', '1/tstop', 'Modulating frequency.'),
      a('fc', 'Hz', '5/tstop', 'Carrier frequency.'), a('td', 's', '0', 'Delay.'),
    ],
  },
];

/** Waveforms that Nodal knows and does not simulate. */
export const FURTHER_WAVEFORMS: readonly WaveformFacts[] = [
  {
    name: 'trnoise', aliases: [], meaning: 'Noise in time: white, 1/f and random telegraph.', required: 2, pairs: false, dialects: ['ngspice'],
    arguments: [
      a('na', 'V or A', '', 'Effective value of the white noise.'), a('nt', 's', '', 'Time step.'), a('nalpha', '', '0', 'Exponent of 1/f.'), a('namp', 'V or A', '0', 'Amplitude of 1/f noise.'),
      a('rtsam', 'V or A', '0', 'Amplitude of the telegraph noise.'), a('rtscapt', 's', '0', 'Mean time of a capture.'), a('rtsemt', 's', '0', 'Mean time of an emission.'),
    ],
  },
  {
    name: 'trrandom', aliases: [], meaning: 'Random values in time.', required: 2, pairs: false, dialects: ['ngspice'],
    arguments: [
      a('type', '', '', '1 uniform, 2 normal, 3 exponential, 4 Poisson.'), a('ts', 's', '', 'How long each value lasts.'), a('td', 's', '0', 'Delay.'),
      a('param1', '', '1', 'Range, deviation or mean.'), a('param2', '', '0', 'Mean or offset.'),
    ],
  },
  { name: 'external', aliases: [], meaning: 'Values that the program supplies which ngspice is a library of.', required: 0, pairs: false, dialects: ['ngspice'], arguments: [] },
  { name: 'wavefile', aliases: [], meaning: 'The values of a sound file.', required: 0, pairs: false, dialects: ['ltspice'], arguments: [], further: 'wavefile=name chan=number' },
  {
    name: 'pat', aliases: ['pattern'], meaning: 'A pattern of bits.', required: 6, pairs: false, dialects: ['hspice', 'xyce'],
    arguments: [
      a('vhi', 'V or A', '', 'Value of a 1.'), a('vlo', 'V or A', '', 'Value of a 0.'), a('td', 's', '', 'Delay.'), a('tr', 's', '', 'Rise time.'), a('tf', 's', '', 'Fall time.'),
      a('tsample', 's', '', 'Duration of a bit.'), a('data', '', '', 'The bits after a b: b0101.'),
    ],
    further: 'rb=bit r=repetitions',
  },
  { name: 'pwlz', aliases: [], meaning: 'PWL that lets go of its nodes where a Z stands for the value.', required: 2, pairs: true, dialects: ['hspice'], arguments: [a('t', 's', '', 'Time.'), a('v', 'V or A', '', 'Value, or Z.')] },
  { name: 'pl', aliases: [], meaning: 'PWL with the value before the time.', required: 2, pairs: true, dialects: ['hspice'], arguments: [a('v', 'V or A', '', 'Value.'), a('t', 's', '', 'Time.')] },
  { name: 'pwlfile', aliases: [], meaning: 'PWL from columns of a file.', required: 0, pairs: false, dialects: ['hspice'], arguments: [], further: 'pwlfile=name column column' },
  {
    name: 'lfsr', aliases: ['prbs'], meaning: 'Pseudo-random bits of a shift register.', required: 6, pairs: false, dialects: ['hspice'],
    arguments: [
      a('vlow', 'V or A', '', 'Value of a 0.'), a('vhigh', 'V or A', '', 'Value of a 1.'), a('td', 's', '', 'Delay.'), a('tr', 's', '', 'Rise time.'), a('tf', 's', '', 'Fall time.'),
      a('rate', '1/s', '', 'Bits in a second.'), a('seed', '', '', 'Start of the register.'), a('taps', '', '', 'Feedback of the register: [5, 2].'),
    ],
  },
  { name: 'bitstream', aliases: [], meaning: 'Bits of a text.', required: 0, pairs: false, dialects: ['hspice'], arguments: [] },
  { name: 'vmrf', aliases: [], meaning: 'A carrier that two signals modulate.', required: 0, pairs: false, dialects: ['hspice'], arguments: [], further: 'vmrf freq=… ph=… ival=… qval=…' },
  { name: 'stimulus', aliases: [], meaning: 'A stimulus of a .stimulus card.', required: 0, pairs: false, dialects: ['pspice'], arguments: [], further: 'stimulus=name' },
];

/** Words before a list that make a source behavioural. */
const BEHAVIOURAL_FORMS = ['table', 'tbl', 'poly', 'value', 'laplace', 'freq'];

/** Words of sources that Nodal knows and does not simulate. */
export const UNSUPPORTED_WAVEFORMS: readonly string[] = [...FURTHER_WAVEFORMS.flatMap(({ name, aliases }) => [name, ...aliases]), ...BEHAVIOURAL_FORMS];

const byName = new Map(WAVEFORMS.flatMap((facts) => [facts.name, ...facts.aliases].map((name) => [name, facts] as const)));

/** A waveform by its name in lower case. */
export function findWaveform(name: string): WaveformFacts | undefined {
  return byName.get(name);
}

const furtherByName = new Map(FURTHER_WAVEFORMS.flatMap((facts) => [facts.name, ...facts.aliases].map((name) => [name, facts] as const)));

/** A waveform that is not simulated, by its name in lower case. */
export function findFurtherWaveform(name: string): WaveformFacts | undefined {
  return furtherByName.get(name);
}
