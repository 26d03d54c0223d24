/** What Nodal does with a card. */
export type DirectiveEffect =
  /** It acts on it. */
  | 'acts'
  /** It needs the card to understand the deck, but the card does nothing by itself. */
  | 'structure'
  /** It knows the card and does nothing; a warning says so. */
  | 'inert';

export interface DirectiveFacts {
  /** With the dot, in lower case. */
  name: string;
  aliases: string[];
  effect: DirectiveEffect;
  /** As in signature help. */
  signature: string;
  meaning: string;
  /** Whether the card is an analysis. */
  analysis: boolean;
}

function card(name: string, effect: DirectiveEffect, signature: string, meaning: string, aliases: string[] = [], analysis = false): DirectiveFacts {
  return { name, aliases, effect, signature, meaning, analysis };
}

/** All dot cards of ngspice and LTspice that Nodal knows. */
export const DIRECTIVES: readonly DirectiveFacts[] = [
  card('.ac', 'acts', '.ac dec|oct|lin points start stop', 'Small-signal analysis over frequency (Hz), with `points` per decade or octave, or in all.', [], true),
  card('.dc', 'acts', '.dc source start stop step [source2 start2 stop2 step2]', 'Sweeps a source, a resistor, a parameter or temp; the first sweep is the inner one.', [], true),
  card('.op', 'acts', '.op', 'The operating point: all voltages and currents at rest.', [], true),
  card('.tran', 'acts', '.tran step stop [start [maxstep]] [uic]', 'Transient analysis up to `stop` seconds. With one number alone it is the stop time. `uic` starts from the `ic=` of the devices instead of the operating point.', [], true),
  card('.end', 'structure', '.end', 'The end of the deck; what follows is ignored.'),
  card('.ends', 'structure', '.ends [name]', 'The end of a subcircuit.', ['.eom']),
  card('.endl', 'structure', '.endl [name]', 'The end of a section of a library.'),
  card('.func', 'acts', '.func name(x, y) {expression}', 'Defines a function for expressions.'),
  card('.global', 'acts', '.global node …', 'Nodes that have the same name in all subcircuits.'),
  card('.ic', 'acts', '.ic v(node)=value …', 'Voltages at the start of a transient analysis.'),
  card('.include', 'acts', '.include file', 'Puts the text of another file here.', ['.inc', '.incl']),
  card('.lib', 'acts', '.lib file [section]', 'Puts a section of a library here. Inside a library, `.lib name` begins the section.'),
  card('.meas', 'acts', '.meas tran|ac|dc|op name trig … targ … | find … when … | min|max|pp|avg|rms|integ … [from=] [to=]', 'Measures a result: a delay, a value at a point, an extreme, a mean.', ['.measure']),
  card('.model', 'acts', '.model name type (parameter=value …)', 'Parameters that devices share.'),
  card('.nodeset', 'acts', '.nodeset v(node)=value …', 'Voltages to begin the search for the operating point with.'),
  card('.options', 'acts', '.options name[=value] …', 'Settings of the analyses.', ['.option', '.opt', '.opts']),
  card('.param', 'acts', '.param name=value …', 'Defines parameters.', ['.params', '.parameter']),
  card('.plot', 'acts', '.plot [analysis] v(node) …', 'Traces that the view shows first.'),
  card('.print', 'acts', '.print [analysis] v(node) …', 'Traces that the view shows first, and columns of the table.'),
  card('.probe', 'acts', '.probe v(node) …', 'Traces that the view shows first.'),
  card('.save', 'acts', '.save v(node) …', 'Results to keep; all when absent.'),
  card('.subckt', 'acts', '.subckt name node … [parameter=value …]', 'Begins the definition of a subcircuit.', ['.macro']),
  card('.temp', 'acts', '.temp value', 'Temperature of the circuit in degrees Celsius.'),
  card('.title', 'structure', '.title text', 'The title, in place of the first line.'),
  card('.backanno', 'structure', '.backanno', 'LTspice’s note to itself; it has no meaning for the circuit.'),
  card('.control', 'inert', '.control', 'Begins ngspice’s script.'),
  card('.endc', 'inert', '.endc', 'Ends ngspice’s script.'),
  card('.csparam', 'inert', '.csparam name=value', 'Hands a parameter to ngspice’s script.'),
  card('.disto', 'inert', '.disto dec|oct|lin points start stop [f2overf1]', 'Small-signal distortion.', [], true),
  card('.elseif', 'inert', '.elseif (condition)', 'Another branch of conditional cards.'),
  card('.else', 'inert', '.else', 'The other branch of conditional cards.'),
  card('.endif', 'inert', '.endif', 'Ends conditional cards.'),
  card('.if', 'inert', '.if (condition)', 'Begins conditional cards.'),
  card('.ferret', 'inert', '.ferret url', 'Downloads a file; Nodal never does.'),
  card('.four', 'inert', '.four frequency v(node) …', 'Fourier analysis of a transient result.', ['.fourier']),
  card('.loadbias', 'inert', '.loadbias file', 'Loads an operating point.'),
  card('.machine', 'inert', '.machine', 'Begins a state machine of LTspice.'),
  card('.endmachine', 'inert', '.endmachine', 'Ends a state machine.'),
  card('.net', 'inert', '.net v(out) source', 'Network parameters in AC analysis.'),
  card('.noise', 'inert', '.noise v(node[,node]) source dec|oct|lin points start stop', 'Noise analysis.', [], true),
  card('.pss', 'inert', '.pss gfreq tstab oscnob psspoints harms sciter steadycoeff', 'Periodic steady state.', [], true),
  card('.pz', 'inert', '.pz node node node node vol|cur pol|zer|pz', 'Poles and zeros.', [], true),
  card('.savebias', 'inert', '.savebias file', 'Stores an operating point.'),
  card('.sens', 'inert', '.sens output', 'Sensitivities.', [], true),
  card('.sp', 'inert', '.sp dec|oct|lin points start stop', 'Scattering parameters.', [], true),
  card('.step', 'inert', '.step param name start stop step', 'Repeats the analyses over a parameter.'),
  card('.tf', 'inert', '.tf output source', 'Small-signal transfer function at rest.', [], true),
  card('.wave', 'inert', '.wave file bits rate v(node) …', 'Writes a sound file.'),
  card('.width', 'inert', '.width out=columns', 'Width of printed output.'),
  card('.hdl', 'inert', '.hdl file', 'Loads a Verilog-A model.'),
  card('.alter', 'inert', '.alter', 'Begins a variant of the deck (HSPICE).'),
  card('.data', 'inert', '.data name …', 'Begins a table of sweeps (HSPICE).'),
  card('.connect', 'inert', '.connect node node', 'Joins two nodes (HSPICE).'),
  card('.protect', 'structure', '.protect', 'Begins text that listings hide.'),
  card('.unprotect', 'structure', '.unprotect', 'Ends text that listings hide.'),
];

const byName = new Map(DIRECTIVES.flatMap((facts) => [facts.name, ...facts.aliases].map((name) => [name, facts] as const)));

/** The facts of a dot card by its word in lower case; `.meas` and `.measure` are one card. */
export function findDirective(name: string): DirectiveFacts | undefined {
  return byName.get(name);
}
