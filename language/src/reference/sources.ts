/** An argument of a waveform, by position. */
export interface WaveformArgument {
  name: string;
  unit: string;
  /** In words where it depends on the analysis. */
  default: string;
  meaning: string;
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
}

const a = (name: string, unit: string, fallback: string, meaning: string): WaveformArgument => ({ name, unit, default: fallback, meaning });

/** The defaults are ngspice's. `tstep` and `tstop` are the first two numbers of `.tran`. */
export const WAVEFORMS: readonly WaveformFacts[] = [
  {
    name: 'pulse', aliases: [], meaning: 'A pulse train.', required: 2, pairs: false,
    arguments: [
      a('v1', 'V or A', '', 'Initial value.'), a('v2', 'V or A', '', 'Pulsed value.'), a('td', 's', '0', 'Delay.'),
      a('tr', 's', 'tstep', 'Rise time; 0 counts as not given.'), a('tf', 's', 'tstep', 'Fall time; 0 counts as not given.'),
      a('pw', 's', 'tstop', 'Pulse width.'), a('per', 's', 'tstop', 'Period.'), a('np', '', 'unlimited', 'Number of pulses.'),
    ],
  },
  {
    name: 'sin', aliases: ['sine'], meaning: 'A sine, damped if theta is given.', required: 2, pairs: false,
    arguments: [
      a('vo', 'V or A', '', 'Offset.'), a('va', 'V or A', '', 'Amplitude.'), a('freq', 'Hz', '1/tstop', 'Frequency.'),
      a('td', 's', '0', 'Delay.'), a('theta', '1/s', '0', 'Damping.'), a('phase', '°', '0', 'Phase.'),
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
    arguments: [a('t', 's', '', 'Time.'), a('v', 'V or A', '', 'Value at that time.')],
  },
  {
    name: 'sffm', aliases: [], meaning: 'A sine whose frequency another sine modulates.', required: 2, pairs: false,
    arguments: [
      a('vo', 'V or A', '', 'Offset.'), a('va', 'V or A', '', 'Amplitude.'), a('fc', 'Hz', '5/tstop', 'Carrier frequency.'),
      a('mdi', '', '90', 'Modulation index.'), a('fs', 'Hz', '500/tstop', 'Signal frequency.'), a('phasec', '°', '0', 'Phase of the carrier.'), a('phases', '°', '0', 'Phase of the signal.'),
    ],
  },
  {
    name: 'am', aliases: [], meaning: 'A sine whose amplitude another sine modulates.', required: 2, pairs: false,
    arguments: [
      a('va', 'V or A', '', 'Amplitude.'), a('vo', 'V or A', '', 'Offset.'), a('mf', 'Hz', '1/tstop', 'Modulating frequency.'),
      a('fc', 'Hz', '5/tstop', 'Carrier frequency.'), a('td', 's', '0', 'Delay.'),
    ],
  },
];

/** Waveforms of ngspice and LTspice that Nodal knows by name only. */
export const UNSUPPORTED_WAVEFORMS: readonly string[] = ['trnoise', 'trrandom', 'external', 'wavefile', 'table', 'poly', 'value', 'laplace', 'freq', 'pattern', 'pat', 'sinc'];

const byName = new Map(WAVEFORMS.flatMap((facts) => [facts.name, ...facts.aliases].map((name) => [name, facts] as const)));

/** A waveform by its name in lower case. */
export function findWaveform(name: string): WaveformFacts | undefined {
  return byName.get(name);
}
