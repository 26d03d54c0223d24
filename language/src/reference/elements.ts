import { findDevice, type DeviceFacts, type ParameterFacts } from './devices.js';

/** The facts of an element: what its card's first letter decides. */
export interface ElementFacts {
  /** In lower case. */
  letter: string;
  /** As in a sentence: `resistor`. */
  name: string;
  /** Kind of the devices in the circuit, or undefined when Nodal does not simulate it. */
  kind: string | undefined;
  /** Names of the terminals in the card's order. More may follow where `morePins` says so. */
  pins: string[];
  /** Whether the number of terminals is open (X, A …). */
  morePins: boolean;
  /** What follows the pins, as in signature help. */
  operands: string;
  meaning: string;
  /** Parameters that the card takes as `name=value`. */
  parameters: readonly ParameterFacts[];
  /** Type words of models that the card may name. */
  modelKinds: readonly string[];
}

/** `m=` is a field of its own in the circuit, so the devices' tables do not have it. */
export const MULTIPLIER: ParameterFacts = {
  name: 'm', aliases: [], unit: '', default: 1, meaning: 'How many of it are in parallel.', informs: false,
};

function simulated(letter: string, name: string, kind: string, operands: string, meaning: string): ElementFacts {
  const device: DeviceFacts | undefined = findDevice(kind);
  return {
    letter, name, kind, operands, meaning, morePins: false,
    pins: device?.pins ?? [],
    parameters: [...(device?.instance ?? []), MULTIPLIER],
    modelKinds: device?.modelKinds ?? [],
  };
}

function known(letter: string, name: string, pins: string[], operands: string, meaning: string, modelKinds: string[] = [], morePins = false): ElementFacts {
  return { letter, name, kind: undefined, pins, morePins, operands, meaning, parameters: [], modelKinds };
}

const SOURCE = '[[dc] value] [ac [magnitude [phase]]] [waveform(…)]';

/** All element letters of ngspice and LTspice; those with a `kind` are simulated. */
export const ELEMENTS: readonly ElementFacts[] = [
  known('a', 'code model', [], 'model', 'A code model of XSPICE, or a special function of LTspice.', [], true),
  known('b', 'behavioural source', ['p', 'n'], 'v=expression | i=expression', 'A voltage or current given by an expression.'),
  simulated('c', 'capacitor', 'capacitor', 'value [model]', 'A capacitor. The current flows from the first node to the second.'),
  simulated('d', 'diode', 'diode', 'model [area] [off]', 'A junction diode from anode to cathode.'),
  simulated('e', 'voltage-controlled voltage source', 'vcvs', 'gain', 'A voltage source that multiplies the voltage between the controlling nodes.'),
  simulated('f', 'current-controlled current source', 'cccs', 'source gain', 'A current source that multiplies the current of a voltage source.'),
  simulated('g', 'voltage-controlled current source', 'vccs', 'transconductance', 'A current source that multiplies the voltage between the controlling nodes.'),
  simulated('h', 'current-controlled voltage source', 'ccvs', 'source transresistance', 'A voltage source that multiplies the current of a voltage source.'),
  simulated('i', 'current source', 'current-source', SOURCE, 'An independent current source. The current flows from the first node through the source to the second.'),
  known('j', 'JFET', ['d', 'g', 's'], 'model [area] [off]', 'A junction field-effect transistor.', ['njf', 'pjf']),
  simulated('k', 'coupling', 'coupling', 'inductor inductor … coefficient', 'Couples two or more inductors.'),
  simulated('l', 'inductor', 'inductor', 'value [model]', 'An inductor. The current flows from the first node to the second.'),
  known('m', 'MOSFET', ['d', 'g', 's', 'b'], 'model [w= l= …]', 'A MOS field-effect transistor.', ['nmos', 'pmos', 'vdmos']),
  known('n', 'Verilog-A device', [], 'model', 'A compiled Verilog-A device.', [], true),
  known('o', 'lossy line', ['p1', 'n1', 'p2', 'n2'], 'model', 'A lossy transmission line.', ['ltra']),
  known('p', 'coupled lines', [], 'model', 'Coupled lossy lines.', ['cpl'], true),
  known('q', 'bipolar transistor', ['c', 'b', 'e'], '[substrate] model [area] [off]', 'A bipolar junction transistor.', ['npn', 'pnp', 'lpnp']),
  simulated('r', 'resistor', 'resistor', 'value | model', 'A resistor. The current flows from the first node to the second.'),
  known('s', 'voltage-controlled switch', ['p', 'n', 'cp', 'cn'], 'model [on|off]', 'A switch that a voltage controls.', ['sw', 'vswitch']),
  known('t', 'lossless line', ['p1', 'n1', 'p2', 'n2'], 'z0= td= | f= nl=', 'A lossless transmission line.'),
  known('u', 'RC line', ['p', 'n', 'c'], 'model l=', 'A uniform distributed RC line, or a digital part of PSpice.', ['urc'], true),
  simulated('v', 'voltage source', 'voltage-source', SOURCE, 'An independent voltage source. Its current flows from the first node through the source to the second.'),
  known('w', 'current-controlled switch', ['p', 'n'], 'source model [on|off]', 'A switch that a current controls.', ['csw', 'iswitch']),
  { letter: 'x', name: 'subcircuit', kind: undefined, pins: [], morePins: true, operands: 'nodes … subcircuit [parameter=value …]', meaning: 'An instance of a subcircuit.', parameters: [MULTIPLIER], modelKinds: [] },
  known('y', 'single lossy line', ['p1', 'n1', 'p2', 'n2'], 'model', 'A single lossy transmission line.', ['txl']),
  known('z', 'MESFET', ['d', 'g', 's'], 'model [area]', 'A MESFET or HFET.', ['nmf', 'pmf', 'nhfet', 'phfet']),
];

const byLetter: (ElementFacts | undefined)[] = [];
for (const element of ELEMENTS) byLetter[element.letter.charCodeAt(0) - 97] = element;

/** The facts of an element by its letter in either case. */
export function elementByLetter(letter: string): ElementFacts | undefined {
  return byLetter[(letter.charCodeAt(0) | 0x20) - 97];
}
