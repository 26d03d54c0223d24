import type { Dialects } from '../dialect/dialect.js';
import { findDevice, type DeviceFacts, type ParameterFacts } from './devices.js';
import { modelTypesOf } from './models.js';

/** What else the letter means in some dialects. */
export interface OtherElement {
  dialects: Dialects;
  /** As in a sentence. */
  name: string;
  /** What follows the name on the card. */
  form: string;
}

/** The facts of an element: what its card's first letter decides. */
export interface ElementFacts {
  /** In lower case. */
  letter: string;
  /** As in a sentence: `resistor`. */
  name: string;
  /** Kind of the devices in the circuit, or undefined when Nodal does not simulate it. */
  kind: string | undefined;
  /** Names of the terminals in the card's order. More may follow where `morePins` says so. */
  pins: readonly string[];
  /** The same, then those of terminals that may follow, and those of the letter's other elements. */
  pinNames: readonly string[];
  /** Whether the number of terminals is open (X, A …). */
  morePins: boolean;
  /** What follows the pins, as in signature help. */
  operands: string;
  meaning: string;
  /** Parameters that the card takes as `name=value`. */
  parameters: readonly ParameterFacts[];
  /** Parameters of other dialects and of elements that are not simulated, in lower case. */
  otherParameters: readonly string[];
  /** Type words of models that the card may name. */
  modelKinds: readonly string[];
  /** The dialects in which the letter is this element; absent where all have it. */
  dialects?: Dialects;
  /** Other elements that have this letter. */
  others: readonly OtherElement[];
}

/** `m=` is a field of its own in the circuit, so the devices' tables do not have it. */
export const MULTIPLIER: ParameterFacts = {
  name: 'm', aliases: [], unit: '', default: 1, meaning: 'How many of it are in parallel.', informs: false,
};

/** What a letter has beside its usual form. */
interface Further {
  /** How many of the device's terminals the card must have; all without it. */
  required?: number;
  /** Names of terminals that may follow. */
  pins?: string[];
  /** Parameters, separated by blanks. */
  parameters?: string;
  others?: OtherElement[];
  morePins?: boolean;
  dialects?: Dialects;
}

function simulated(letter: string, name: string, kind: string, operands: string, meaning: string, further: Further = {}): ElementFacts {
  const device: DeviceFacts | undefined = findDevice(kind);
  return facts(letter, name, kind, device?.pins.slice(0, further.required) ?? [], [...(device?.instance.filter(({ name }) => name !== 'expression') ?? []), MULTIPLIER], operands, meaning, further);
}

function known(letter: string, name: string, pins: string[], operands: string, meaning: string, further: Further = {}): ElementFacts {
  return facts(letter, name, undefined, pins, letter === 'x' ? [MULTIPLIER] : [], operands, meaning, further);
}

function facts(letter: string, name: string, kind: string | undefined, pins: readonly string[], parameters: readonly ParameterFacts[], operands: string, meaning: string, further: Further): ElementFacts {
  return {
    letter, name, kind, pins, parameters, operands, meaning,
    pinNames: [...pins, ...(further.pins ?? [])],
    morePins: further.morePins ?? false,
    otherParameters: further.parameters?.split(' ') ?? [],
    modelKinds: modelTypesOf(letter),
    others: further.others ?? [],
    ...(further.dialects === undefined ? {} : { dialects: further.dialects }),
  };
}

const SOURCE = '[[dc] value] [ac [magnitude [phase]]] [waveform(…)]';
const SOURCE_PARAMETERS = 'r td tbl table load portnum z0 pwr freq phase file chan trigger tstep wavefile stimulus port';
const FUNCTION_PARAMETERS = 'value table laplace freq vol cur tbl window nfft mtol max min abs tc1 tc2 scale delay td npdelay ic delta m dir vto';

/** All element letters of all dialects; those with a `kind` are simulated. */
export const ELEMENTS: readonly ElementFacts[] = [
  known('a', 'code model', [], 'model', 'A code model of XSPICE, or a special function of LTspice, which has eight nodes.', {
    dialects: ['ngspice'],
    morePins: true, parameters: 'vhigh vlow trise tfall tau cout rout rhigh rlow td ref vt vh ic mark space g iout isource isink asym linear en enk in ink vout vlow powerup cycles duty rclamp tripdt tripdv',
    others: [{ dialects: ['ltspice'], name: 'special function', form: 'n1 n2 n3 n4 n5 n6 n7 n8 function [parameter=value …]' }],
  }),
  simulated('b', 'behavioural source', 'behavioural-voltage', 'v=expression | i=expression', 'A voltage or current given by an expression.', {
    dialects: ['ngspice', 'ltspice', 'xyce', 'spice3'],
    pins: ['d', 'g', 's'], parameters: 'v i r c q p tc1 tc2 temp dtemp m rpar cpar tripdv tripdt ic laplace window nfft mtol delay reciproctc reciprocm smoothbsrc',
    others: [
      { dialects: ['pspice'], name: 'MESFET', form: 'd g s model [area]' },
      { dialects: ['hspice'], name: 'input or output buffer', form: 'node … file=… model=…' },
    ],
  }),
  simulated('c', 'capacitor', 'capacitor', 'value [model]', 'A capacitor. The current flows from the first node to the second.', { parameters: 'q tc vc1 vc2 ctype rcl m cap irms vrms d age' }),
  simulated('d', 'diode', 'diode', 'model [area] [off]', 'A junction diode from anode to cathode.', { pins: ['temperature'], parameters: 'thermal n' }),
  simulated('e', 'voltage-controlled voltage source', 'vcvs', 'gain', 'A voltage source that multiplies the voltage between the controlling nodes.', { parameters: FUNCTION_PARAMETERS }),
  simulated('f', 'current-controlled current source', 'cccs', 'source gain', 'A current source that multiplies the current of a voltage source.', { parameters: FUNCTION_PARAMETERS }),
  simulated('g', 'voltage-controlled current source', 'vccs', 'transconductance', 'A current source that multiplies the voltage between the controlling nodes.', { parameters: FUNCTION_PARAMETERS }),
  simulated('h', 'current-controlled voltage source', 'ccvs', 'source transresistance', 'A voltage source that multiplies the current of a voltage source.', { parameters: FUNCTION_PARAMETERS }),
  simulated('i', 'current source', 'current-source', SOURCE, 'An independent current source. The current flows from the first node through the source to the second.', { parameters: SOURCE_PARAMETERS }),
  simulated('j', 'JFET', 'jfet', 'model [area] [off]', 'A junction field-effect transistor; levels 1 and 2 are simulated.', { pins: ['b'], parameters: 'm w l' }),
  simulated('k', 'coupling', 'coupling', 'inductor inductor … coefficient', 'Couples two or more inductors.', { parameters: 'mag' }),
  simulated('l', 'inductor', 'inductor', 'value [model]', 'An inductor. The current flows from the first node to the second.', { parameters: 'flux nt hc bs br a lm lg n tc r m ipk' }),
  simulated('m', 'MOSFET', 'mosfet', 'model [w= l= …]', 'A MOS field-effect transistor; levels 1, 2 and 3 are simulated. A power MOSFET, with a model vdmos, has three nodes: drain, gate and source.', {
    pins: ['n5', 'n6', 'n7'], parameters: 'nrg nrb geo rdc rsc delvto delvt0 mulu0 mulid0 sa sb sd nf min sca scb scc sc rgeomod acnqsmod trnqsmod rbodymod dtoxv thermal',
  }),
  known('n', 'Verilog-A device', [], 'model', 'A compiled Verilog-A device.', {
    dialects: ['ngspice'],
    morePins: true, others: [{ dialects: ['pspice', 'xyce'], name: 'digital input', form: 'node low high model dgtlnet=node io-model' }],
  }),
  known('o', 'lossy line', ['p1', 'n1', 'p2', 'n2'], 'model', 'A lossy transmission line.', {
    dialects: ['ngspice', 'ltspice', 'xyce', 'spice3'],
    pins: ['node', 'reference'], others: [{ dialects: ['pspice', 'xyce'], name: 'digital output', form: 'node reference model dgtlnet=node io-model' }],
  }),
  known('p', 'set of coupled lines', [], 'model', 'Coupled lossy lines.', {
    dialects: ['ngspice'],
    morePins: true, pins: ['p', 'n'], parameters: 'port z0 dc ac length len', others: [{ dialects: ['hspice', 'xyce'], name: 'port', form: 'p n port=number [z0=value] [source]' }],
  }),
  simulated('q', 'bipolar transistor', 'bjt', '[substrate] model [area] [off]', 'A bipolar junction transistor; the one of Gummel and Poon (level 1) is simulated.', {
    required: 3, pins: ['substrate', 'temperature'], parameters: 'areae',
  }),
  simulated('r', 'resistor', 'resistor', 'value | model', 'A resistor. The current flows from the first node to the second.', { parameters: 'tc rp bv_max noise m c' }),
  simulated('s', 'voltage-controlled switch', 'voltage-switch', 'model [on|off]', 'A switch that a voltage controls.', {
    dialects: ['ngspice', 'ltspice', 'pspice', 'xyce', 'spice3'],
    parameters: 'control',
    others: [
      { dialects: ['xyce'], name: 'switch of an expression', form: 'p n model control={expression}' },
      { dialects: ['hspice'], name: 'network', form: 'node … reference mname=model' },
    ],
  }),
  simulated('t', 'lossless line', 'lossless-line', 'z0= td= | f= nl=', 'A lossless transmission line.', { parameters: 'len l r g c rel abs' }),
  known('u', 'RC line', ['p', 'n', 'reference'], 'model l=', 'A uniform distributed RC line, or a digital part.', {
    dialects: ['ngspice', 'ltspice', 'spice3'],
    morePins: true, pins: ['power', 'ground'], parameters: 'l n lumps mntymxdly io_level timestep',
    others: [{ dialects: ['pspice', 'xyce'], name: 'digital part', form: 'kind(numbers) power ground node … timing-model io-model' }],
  }),
  simulated('v', 'voltage source', 'voltage-source', SOURCE, 'An independent voltage source. Its current flows from the first node through the source to the second.', { parameters: SOURCE_PARAMETERS }),
  simulated('w', 'current-controlled switch', 'current-switch', 'source model [on|off]', 'A switch that a current controls.', {
    dialects: ['ngspice', 'ltspice', 'pspice', 'xyce', 'spice3'],
    parameters: 'control',
    others: [
      { dialects: ['xyce'], name: 'switch of an expression', form: 'p n model control={expression}' },
      { dialects: ['hspice'], name: 'coupled lines', form: 'in … reference out … reference n=number l=length rlgcmodel=model' },
    ],
  }),
  known('x', 'subcircuit', [], 'nodes … subcircuit [parameter=value …]', 'An instance of a subcircuit.', { morePins: true }),
  known('y', 'single lossy line', ['p1', 'n1', 'p2', 'n2'], 'model', 'A single lossy transmission line.', {
    dialects: ['ngspice'],
    parameters: 'len length', others: [{ dialects: ['xyce'], name: 'device without a letter', form: 'name node … [model] [parameter=value …]' }],
  }),
  known('z', 'MESFET', ['d', 'g', 's'], 'model [area]', 'A MESFET, HFET or IGBT.', {
    dialects: ['ngspice', 'ltspice', 'xyce', 'spice3'],
    pins: ['b'], parameters: 'area agd kp tau wb m ic off temp', others: [{ dialects: ['pspice', 'ltspice'], name: 'IGBT', form: 'collector gate emitter model [parameter=value …]' }],
  }),
];

const byLetter: (ElementFacts | undefined)[] = [];
for (const element of ELEMENTS) byLetter[element.letter.charCodeAt(0) - 97] = element;

/** The facts of an element by its letter in either case. */
export function elementByLetter(letter: string): ElementFacts | undefined {
  return byLetter[(letter.charCodeAt(0) | 0x20) - 97];
}

/** The name of an element behind its article: `an inductor`. */
export function aOrAn(name: string): string {
  // RC and IGBT are read letter by letter, MOSFET and JFET as words.
  return `${/^(?:[aeiou]|RC|IGBT)/.test(name) ? 'an' : 'a'} ${name}`;
}
