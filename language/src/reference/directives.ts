import type { DialectName, Dialects } from '../dialect/dialect.js';

/** What Nodal does with a card. */
export type DirectiveEffect =
  /** It acts on it. */
  | 'acts'
  /** It needs the card to understand the deck, but the card does nothing by itself. */
  | 'structure'
  /** It steers listings, files and viewers of another program only: nothing is lost when it does nothing, and no finding says so. */
  | 'informs'
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
  /** The dialects that have the card; absent where all have. */
  dialects?: Dialects;
}

function card(name: string, effect: DirectiveEffect, signature: string, meaning: string, aliases: string[] = [], analysis = false): DirectiveFacts {
  return { name, aliases, effect, signature, meaning, analysis };
}

/** Cards that only some dialects have: `n` ngspice, `l` LTspice, `p` PSpice, `h` HSPICE, `x` Xyce, `3` SPICE3. */
function of(letters: string, facts: DirectiveFacts): DirectiveFacts {
  return { ...facts, dialects: [...letters].map((letter) => INITIALS[letter]!) };
}
const INITIALS: Readonly<Record<string, DialectName>> = { n: 'ngspice', l: 'ltspice', p: 'pspice', h: 'hspice', x: 'xyce', 3: 'spice3' };

const COMMON: readonly DirectiveFacts[] = [
  card('.ac', 'acts', '.ac dec|oct|lin points start stop', 'Small-signal analysis over frequency (Hz), with `points` per decade or octave, or in all.', [], true),
  card('.dc', 'acts', '.dc source start stop step [source2 start2 stop2 step2]', 'Sweeps sources, values or parameters of devices, parameters, parameters of models, options or temp, also by dec, oct or list; the first sweep is the inner one.', [], true),
  card('.op', 'acts', '.op', 'The operating point: all voltages and currents at rest.', [], true),
  card('.tran', 'acts', '.tran step stop [start [maxstep]] [uic] [startup]', 'Transient analysis up to `stop` seconds. With one number alone it is the stop time. `uic` starts from the `ic=` of the devices instead of the operating point; with `startup` the sources rise from 0 at the start.', ['.tr'], true),
  card('.end', 'structure', '.end', 'The end of the deck; what follows is ignored.'),
  card('.ends', 'structure', '.ends [name]', 'The end of a subcircuit.', ['.eom']),
  of('nlphx', card('.endl', 'structure', '.endl [name]', 'The end of a section of a library.')),
  of('nlpx', card('.func', 'acts', '.func name(x, y) {expression}', 'Defines a function for expressions.')),
  card('.global', 'acts', '.global node …', 'Nodes that have the same name in all subcircuits.'),
  card('.ic', 'acts', '.ic v(node)=value …', 'Voltages at the start of a transient analysis.', ['.dcvolt', '.initcond']),
  card('.include', 'acts', '.include file', 'Puts the text of another file here.', ['.inc', '.incl']),
  of('nlphx', card('.lib', 'acts', '.lib file [section]', 'Puts a section of a library here. Inside a library, `.lib name` begins the section.')),
  of('nlhx', card('.meas', 'acts', '.meas tran|ac|dc|op name trig … targ … | find … when … | deriv … at= | min|max|pp|avg|rms|integ … [from=] [to=] | param …', 'Measures a result or a formula of results: a delay, a value at a point, a slope, an extreme, a mean.', ['.measure'])),
  card('.model', 'acts', '.model name type (parameter=value …)', 'Parameters that devices share.'),
  card('.nodeset', 'acts', '.nodeset v(node)=value …', 'Voltages to begin the search for the operating point with.'),
  card('.options', 'acts', '.options name[=value] …', 'Settings of the analyses.', ['.option', '.opt', '.opts']),
  of('nlphx', card('.param', 'acts', '.param name=value …', 'Defines parameters.', ['.params', '.parameter', '.parameters', '.global_param'])),
  of('nph3', card('.plot', 'acts', '.plot [analysis] v(node) …', 'Traces that the view shows first.')),
  of('nphx3', card('.print', 'acts', '.print [analysis] v(node) …', 'Traces that the view shows first, and columns of the table.')),
  of('nph', card('.probe', 'acts', '.probe v(node) …', 'Traces that the view shows first.', ['.probe64', '.probe/csdf', '.probe64/csdf'])),
  of('nlhx3', card('.save', 'acts', '.save v(node) …', 'Results to keep; all when absent. What measures, .print, .plot, .probe and .four look at is kept too.')),
  card('.subckt', 'acts', '.subckt name node … [parameter=value …]', 'Begins the definition of a subcircuit.', ['.macro']),
  of('nlphx', card('.temp', 'acts', '.temp value …', 'Temperature of the circuit in degrees Celsius; of several each has a run of its own.')),
  of('nh', card('.title', 'structure', '.title text', 'The title, in place of the first line.')),
  of('nh', card('.elseif', 'structure', '.elseif (condition)', 'Another branch of conditional cards.')),
  of('nh', card('.else', 'structure', '.else', 'The other branch of conditional cards.')),
  of('nh', card('.endif', 'structure', '.endif', 'Ends conditional cards.')),
  of('nh', card('.if', 'structure', '.if (condition)', 'Begins conditional cards.')),
  of('nh3', card('.disto', 'inert', '.disto dec|oct|lin points start stop [f2overf1]', 'Small-signal distortion.', [], true)),
  card('.four', 'acts', '.four frequency [harmonics [periods]] v(node) …', 'The harmonics of results over the last period of a transient analysis, or the last periods, with magnitude, phase and total harmonic distortion. Without a number there are 9; -1 periods are all.', ['.fourier']),
  card('.noise', 'acts', '.noise v(node[,node]) source dec|oct|lin points start stop [summary]', 'Noise of a voltage over frequency (Hz), also referred to a source, and in all. With `summary` the part of each device is kept too.', [], true),
  of('nh3', card('.pz', 'inert', '.pz node node node node vol|cur pol|zer|pz', 'Poles and zeros.', [], true)),
  of('nphx3', card('.sens', 'acts', '.sens output [ac dec|oct|lin points start stop]', 'How far a result depends on each parameter of each device and model: at rest, or over frequency (Hz).', [], true)),
  of('lpx', card('.step', 'acts', '.step [dec|oct|lin] param name start stop step', 'Repeats all analyses for each value of a parameter, a source, a value or parameter of a device, a parameter of a model, an option or temp; also a list. Of several cards the first is the inner one.')),
  of('nlph3', card('.tf', 'acts', '.tf output source', 'Small-signal gain from a source to a result at rest, with the resistances at both.', [], true)),
  of('nph3', card('.width', 'informs', '.width out=columns', 'Width of printed output.')),
];

const OF_NGSPICE: readonly DirectiveFacts[] = [
  of('n', card('.control', 'inert', '.control', 'Begins ngspice’s script.')),
  of('n', card('.endc', 'inert', '.endc', 'Ends ngspice’s script.')),
  of('n', card('.csparam', 'inert', '.csparam name=value', 'Hands a parameter to ngspice’s script.')),
  of('n', card('.pss', 'inert', '.pss gfreq tstab oscnob psspoints harms sciter steadycoeff', 'Periodic steady state.', [], true)),
  of('n', card('.sp', 'inert', '.sp dec|oct|lin points start stop [donoise]', 'Scattering parameters.', [], true)),
];

const OF_LTSPICE: readonly DirectiveFacts[] = [
  of('l', card('.backanno', 'structure', '.backanno', 'LTspice’s note to itself; it has no meaning for the circuit.')),
  of('l', card('.ferret', 'inert', '.ferret url', 'Downloads a file; Nodal never does.')),
  of('l', card('.fra', 'inert', '.fra', 'Measures a frequency response in the time domain.', [], true)),
  of('l', card('.loadstate', 'inert', '.loadstate file', 'Goes on from the stored state of a transient analysis.')),
  of('l', card('.machine', 'inert', '.machine [tripdt]', 'Begins a state machine of LTspice.')),
  of('l', card('.endmachine', 'structure', '.endmachine', 'Ends a state machine.')),
  of('l', card('.state', 'structure', '.state name value', 'A state of a state machine.')),
  of('l', card('.rule', 'structure', '.rule state state condition', 'A passage from state to state of a state machine.')),
  of('l', card('.output', 'structure', '.output (node[,node]) expression', 'What a state machine drives.')),
  of('lh', card('.net', 'inert', '.net v(out) source', 'Network parameters in AC analysis.')),
  of('l', card('.savestate', 'inert', '.savestate file time=value', 'Stores the state of a transient analysis.')),
  of('l', card('.wave', 'inert', '.wave file bits rate v(node) …', 'Writes a sound file.')),
];

const OF_PSPICE: readonly DirectiveFacts[] = [
  of('p', card('.aliases', 'informs', '.aliases', 'Begins names that the drawing gives to nodes and pins.')),
  of('p', card('.endaliases', 'informs', '.endaliases', 'Ends the names of a drawing.')),
  of('p', card('.autoconverge', 'inert', '.autoconverge itl1=value reltol=value …', 'How far tolerances may be relaxed until the analysis converges.')),
  of('p', card('.chkpt', 'inert', '.chkpt …', 'Stores the state of a transient analysis at times.')),
  of('p', card('.restart', 'inert', '.restart …', 'Goes on from a stored state of a transient analysis.')),
  of('p', card('.distribution', 'inert', '.distribution name (deviation,probability) …', 'A distribution of tolerances.')),
  of('p', card('.external', 'informs', '.external input|output|bidirectional node …', 'Which ports a digital stimulus drives.')),
  of('lp', card('.loadbias', 'inert', '.loadbias file', 'Loads an operating point.')),
  of('x', card('.dcop', 'inert', '.dcop input=file | output=file', 'Reads or writes an operating point.')),
  of('lp', card('.savebias', 'inert', '.savebias file', 'Stores an operating point.')),
  of('p', card('.mc', 'inert', '.mc runs analysis output function [option …]', 'Repeats an analysis with random tolerances.')),
  of('p', card('.wcase', 'inert', '.wcase analysis output function [option …]', 'Worst case of the tolerances.')),
  of('p', card('.stimlib', 'inert', '.stimlib file', 'A file of stimuli.', ['.stmlib'])),
  of('p', card('.stimulus', 'inert', '.stimulus name type …', 'A stimulus for sources that name it.')),
  of('lp', card('.text', 'inert', '.text name=text …', 'Defines parameters that are texts.')),
  of('p', card('.vector', 'informs', '.vector points node …', 'Writes digital results to a file.')),
  of('p', card('.watch', 'informs', '.watch dc|ac|tran output …', 'Shows results while the analysis goes on.')),
];

const OF_HSPICE: readonly DirectiveFacts[] = [
  of('h', card('.alter', 'inert', '.alter [name]', 'Begins a variant of the deck.')),
  of('h', card('.del', 'inert', '.del lib file section', 'Takes a library out of a variant of the deck.')),
  of('hx', card('.data', 'inert', '.data name parameter … values …', 'Begins a table of sweeps.')),
  of('hx', card('.enddata', 'structure', '.enddata', 'Ends a table of sweeps.')),
  of('h', card('.connect', 'inert', '.connect node node', 'Joins two nodes.')),
  of('nh', card('.protect', 'structure', '.protect', 'Begins text that listings hide.', ['.prot'])),
  of('nh', card('.unprotect', 'structure', '.unprotect', 'Ends text that listings hide.', ['.unprot'])),
  of('h', card('.hdl', 'inert', '.hdl file', 'Loads a Verilog-A model.')),
  of('h', card('.alias', 'inert', '.alias name name', 'Another name of a library, a model or a subcircuit.')),
  of('h', card('.malias', 'inert', '.malias model=name name …', 'Other names of a model.')),
  of('h', card('.appendmodel', 'inert', '.appendmodel model type model type', 'Adds the parameters of one model to another.')),
  of('h', card('.acmatch', 'inert', '.acmatch v(node) …', 'What mismatches do to an AC analysis.', [], true)),
  of('h', card('.dcmatch', 'inert', '.dcmatch v(node) …', 'What mismatches do to an operating point.', [], true)),
  of('h', card('.dcsens', 'inert', '.dcsens v(node) …', 'Sensitivities of an operating point.', [], true)),
  of('h', card('.biaschk', 'inert', '.biaschk type terminal1=… limit=…', 'Reports voltages beyond limits.')),
  of('h', card('.check', 'inert', '.check edge|setup|hold|rise|fall|slew|irdrop|global_level …', 'Checks the timing of signals.')),
  of('h', card('.dout', 'inert', '.dout node vth time state …', 'Compares a node with states that it should have.')),
  of('h', card('.vec', 'inert', '.vec file', 'A file of digital stimuli.')),
  of('h', card('.stim', 'informs', '.stim tran|ac|dc …', 'Writes results as sources of another deck.')),
  of('hx', card('.fft', 'inert', '.fft v(node) [start=] [stop=] [np=]', 'Spectrum of a transient result.')),
  of('h', card('.graph', 'informs', '.graph analysis v(node) …', 'Draws results.')),
  of('h', card('.lprint', 'informs', '.lprint (vlow,vhigh) node …', 'Writes digital results to a file.')),
  of('hx', card('.lin', 'inert', '.lin [sparcalc=] [format=] …', 'Network parameters between the ports.', [], true)),
  of('hx', card('.hb', 'inert', '.hb frequency …', 'Harmonic balance.', ['.hbac', '.hblin', '.hblsp', '.hbnoise', '.hbosc', '.hbxf'], true)),
  of('h', card('.sn', 'inert', '.sn tres= period= …', 'Periodic steady state by shooting.', ['.snac', '.snft', '.snnoise', '.snosc', '.snxf'], true)),
  of('h', card('.env', 'inert', '.env tones= …', 'Envelope of a modulated signal.', ['.envosc', '.envfft'], true)),
  of('h', card('.phasenoise', 'inert', '.phasenoise v(node) …', 'Phase noise of an oscillator.', ['.acphasenoise', '.ptdnoise'], true)),
  of('h', card('.lstb', 'inert', '.lstb mode=single|diff|comm …', 'Stability of a loop.', [], true)),
  of('h', card('.trannoise', 'inert', '.trannoise v(node) …', 'Noise in a transient analysis.', [], true)),
  of('h', card('.sample', 'inert', '.sample fs=value …', 'Noise of sampled results.')),
  of('h', card('.stateye', 'inert', '.stateye t=value …', 'Eye diagram by statistics.', [], true)),
  of('h', card('.load', 'inert', '.load file=name', 'Loads an operating point.')),
  of('h', card('.store', 'inert', '.store [file=] [time=] …', 'Stores the state of a transient analysis.')),
  of('h', card('.restore', 'inert', '.restore file [time=]', 'Goes on from a stored state of a transient analysis.')),
  of('h', card('.ibis', 'inert', '.ibis name file= component= …', 'Buffers by an IBIS file.', ['.ebd', '.icm', '.pkg'])),
  of('h', card('.material', 'inert', '.material name metal|dielectric|pec …', 'A material of transmission lines.')),
  of('h', card('.layerstack', 'inert', '.layerstack name layer=(…) …', 'The layers below transmission lines.')),
  of('h', card('.shape', 'inert', '.shape name circle|rectangle|strip …', 'A cross-section of transmission lines.')),
  of('h', card('.fsoptions', 'inert', '.fsoptions name …', 'Settings of the field solver.')),
  of('h', card('.pat', 'inert', '.pat name=pattern', 'A bit pattern for sources that name it.')),
  of('h', card('.mosra', 'inert', '.mosra reltotaltime=value …', 'Ageing of MOSFETs.', ['.mosraprint', '.model_mosra'])),
  of('h', card('.model_info', 'informs', '.model_info all|instance …', 'Lists models.')),
  of('h', card('.ivth', 'informs', '.ivth model value', 'How threshold voltages are printed.')),
  of('h', card('.variation', 'inert', '.variation', 'Begins how parameters vary.')),
  of('h', card('.end_variation', 'structure', '.end_variation', 'Ends how parameters vary.', ['.endvariation'])),
  of('h', card('.design_exploration', 'inert', '.design_exploration', 'Begins how a design is explored.', ['.end_design_exploration'])),
  of('h', card('.sweepblock', 'inert', '.sweepblock name …', 'A list of values for sweeps.')),
  of('h', card('.surge', 'inert', '.surge threshold duration node …', 'Reports surges of current.')),
  of('h', card('.power', 'inert', '.power signal …', 'Lists the power of subcircuits.', ['.powerdc'])),
];

const OF_XYCE: readonly DirectiveFacts[] = [
  of('x', card('.preprocess', 'inert', '.preprocess replaceground|removeunused|addresistors …', 'Changes the deck before it is read: names of ground, parts without effect.')),
  of('x', card('.sampling', 'inert', '.sampling param=… type=… …', 'Repeats the analyses with random parameters.', ['.embeddedsampling', '.pce'])),
  of('x', card('.mpde', 'inert', '.mpde step stop', 'Transient analysis in several times.', [], true)),
  of('x', card('.result', 'inert', '.result {expression}', 'Writes a value after each step.')),
  of('x', card('.rol', 'inert', '.rol …', 'Optimises parameters.')),
];

/** All dot cards of the dialects, those of most dialects first. */
export const DIRECTIVES: readonly DirectiveFacts[] = [...COMMON, ...OF_NGSPICE, ...OF_LTSPICE, ...OF_PSPICE, ...OF_HSPICE, ...OF_XYCE];

const byName = new Map(DIRECTIVES.flatMap((facts) => [facts.name, ...facts.aliases].map((name) => [name, facts] as const)));

/** The facts of a dot card by its word in lower case; `.meas` and `.measure` are one card. */
export function findDirective(name: string): DirectiveFacts | undefined {
  return byName.get(name);
}
