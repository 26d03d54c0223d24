/** A command of ngspice's script language, as it may stand between `.control` and `.endc`. */
export interface ControlCommandFacts {
  name: string;
  /** As in signature help. */
  signature: string;
  meaning: string;
  /** Fewest operands; ngspice refuses fewer. */
  least: number;
  /** Most operands; ngspice refuses more. */
  most: number;
  /** Whether it starts another program. Nodal never does. */
  startsPrograms: boolean;
  /** Whether it belongs to a structure: `if`, `end`, `break`. */
  structure: boolean;
}

const MANY = Infinity;

function command(name: string, operands: string, meaning: string, least = 0, most = MANY): ControlCommandFacts {
  return { name, signature: operands === '' ? name : `${name} ${operands}`, meaning, least, most, startsPrograms: false, structure: false };
}
function starts(name: string, operands: string, meaning: string, least = 0, most = MANY): ControlCommandFacts {
  return { ...command(name, operands, meaning, least, most), startsPrograms: true };
}
function structure(name: string, operands: string, meaning: string, least = 0, most = MANY): ControlCommandFacts {
  return { ...command(name, operands, meaning, least, most), structure: true };
}

/** The commands of ngspice 46, and the two that its start-up file defines. */
export const CONTROL_COMMANDS: readonly ControlCommandFacts[] = [
  structure('if', 'condition', 'Runs the commands up to `else` or `end` when the condition is not 0.', 1),
  structure('else', '[if condition]', 'The commands for when the condition of `if` is 0. `else if` needs no `end` of its own.'),
  structure('end', '', 'Ends the innermost `if`, `while`, `repeat`, `dowhile` or `foreach`.'),
  structure('while', 'condition', 'Repeats the commands up to `end` while the condition is not 0.', 1),
  structure('dowhile', 'condition', 'As `while`, with the condition looked at after each turn.', 1),
  structure('repeat', '[number]', 'Repeats the commands up to `end` that many times, or for ever.', 0, 1),
  structure('foreach', 'variable value …', 'Runs the commands up to `end` once for each value.', 1),
  structure('begin', '', 'Groups the commands up to `end`.', 0, 0),
  structure('break', '[levels]', 'Leaves the innermost loop, or that many.', 0, 1),
  structure('continue', '[levels]', 'Begins the next turn of the innermost loop.', 0, 1),
  structure('label', 'word', 'Names a place for `goto`.', 1, 1),
  structure('goto', 'word', 'Goes on behind the `label` of that name.', 1, 1),

  command('ac', 'dec|oct|lin points start stop', 'Small-signal analysis over frequency, with the operands of `.ac`.'),
  command('dc', 'source start stop step [source2 start2 stop2 step2]', 'Sweeps sources, with the operands of `.dc`.'),
  command('op', '', 'Computes the operating point.'),
  command('tran', 'step stop [start [maxstep]] [uic]', 'Transient analysis, with the operands of `.tran`.'),
  command('disto', 'dec|oct|lin points start stop [f2overf1]', 'Small-signal distortion, with the operands of `.disto`.'),
  command('noise', 'v(node[,node]) source dec|oct|lin points start stop [points-per-summary]', 'Noise analysis, with the operands of `.noise`.'),
  command('pss', 'gfreq tstab oscnob psspoints harms sciter steadycoeff', 'Periodic steady state, with the operands of `.pss`.'),
  command('pz', 'node node node node cur|vol pol|zer|pz', 'Poles and zeros, with the operands of `.pz`.'),
  command('sens', 'output [ac dec|oct|lin points start stop]', 'Sensitivities, with the operands of `.sens`.'),
  command('sp', 'dec|oct|lin points start stop [donoise]', 'Scattering parameters, with the operands of `.sp`.'),
  command('tf', 'output source', 'Small-signal transfer function, with the operands of `.tf`.'),
  command('run', '[file]', 'Runs the analyses of the deck’s cards; with a file the results go there only.', 0, 1),
  command('resume', '', 'Goes on with a run that `stop` has halted.', 0, 0),
  command('reset', '', 'Ends a halted run and reads the circuit anew.', 0, 0),
  command('step', '[number]', 'Goes on for one point, or for that many.', 0, 1),
  command('stop', 'after number | when value condition value', 'Halts the next runs at a point or when a condition holds.'),
  command('status', '', 'Lists what is traced, saved and stopped at.', 0, 0),
  command('delete', '[all] [number …]', 'Removes what `status` lists.'),
  command('trace', '[all] [node …]', 'Prints values while a run goes on.'),
  command('iplot', '[all] [node …]', 'Plots values while a run goes on.'),
  command('save', '[all] [vector …]', 'Which results the next runs keep.'),
  command('esave', 'all|none|node …', 'Which event nodes the next runs keep.', 1),
  command('optran', 'noopiter gminstepping srcstepping tstep tstop supramp', 'Finds operating points by a transient run where the other ways fail.', 6, 6),
  command('where', '', 'Names the node or device that kept the last run from converging.', 0, 0),

  command('alter', 'device[ parameter] = value | @device[parameter] = value', 'Changes a device’s value or parameter for the next runs.'),
  command('altermod', 'model … parameter = value | @model[parameter] = value', 'Changes a parameter of models for the next runs, or takes them anew from a file.'),
  command('alterparam', '[subcircuit] parameter = value', 'Changes a `.param` (of a subcircuit); it takes effect at `reset`.', 1),
  command('option', '[name[=value] …]', 'Sets options as `.options` does; alone it lists them.'),
  command('options', '[name[=value] …]', 'As `option`.'),
  command('setseed', '[number]', 'The start of the random numbers.', 0, 1),
  command('mc_source', '', 'Reads the circuit anew, so that random parameters are drawn again.', 0, 0),
  command('reshape', 'vector … [[size, …]]', 'Changes the dimensions of vectors.', 1),

  command('let', 'vector = expression', 'Computes a vector; alone it lists them.'),
  command('unlet', 'vector …', 'Removes vectors.', 1),
  command('define', 'function(argument, …) expression', 'Defines a function for expressions; alone it lists them.'),
  command('undefine', 'function …', 'Removes functions.'),
  command('compose', 'vector values value … | start=… stop=… step=…', 'Makes a vector of numbers.', 2),
  command('cross', 'vector number vector …', 'Makes a vector of the same point of several vectors.', 2),
  command('cutout', '[vector …]', 'A new plot with the part of the vectors between `cut-tstart` and `cut-tstop`.'),
  command('linearize', '[vector …]', 'A new plot with transient results at equal steps.'),
  command('transpose', 'vector …', 'Transposes vectors with several dimensions.', 1),
  command('remzerovec', '', 'Removes vectors without values.'),
  command('setscale', '[vector]', 'The axis of the current plot.', 0, 2),
  command('settype', 'type vector …', 'What vectors are: voltage, current, time, frequency …', 2),
  command('deftype', 'v|p name abbreviation|pattern …', 'Defines a type of vectors or plots.', 3),
  command('fft', 'vector …', 'Fourier transform of transient results into a new plot.', 1),
  command('psd', 'average vector …', 'Power spectral density of transient results into a new plot.', 2),
  command('spec', 'start stop step vector …', 'Spectrum of transient results at given frequencies.', 4),
  command('fourier', 'frequency vector …', 'Fourier analysis of transient results.', 1),
  command('meas', 'tran|ac|dc|sp name trig … targ … | find … when … | min|max|avg …', 'Measures a result into a vector, with the operands of `.meas`.', 1),

  command('print', '[col|line] expression …', 'Prints values.', 1),
  command('plot', 'expression … [vs expression] [xlimit lo hi] [ylimit lo hi] [xlog|ylog|loglog] [title text]', 'Draws results in a window.', 1),
  command('asciiplot', 'expression …', 'Draws results with letters.', 1),
  starts('gnuplot', 'file expression …', 'Hands results to the program gnuplot.', 2),
  starts('pyplot', '[file] expression …', 'Hands results to matplotlib.', 1),
  starts('hardcopy', 'file expression …', 'Draws results into a file, or on the printer.'),
  starts('xgraph', 'file expression …', 'Hands results to the program xgraph.', 1),
  command('bltplot', 'expression …', 'Draws results in a window of Tcl.', 1),
  command('wrdata', 'file expression …', 'Writes results into a table.', 2),
  command('write', '[file [expression …]]', 'Writes results into a raw file.'),
  command('wrs2p', '[file]', 'Writes scattering parameters into a Touchstone file.'),
  command('wrnodev', '[file]', 'Writes the node voltages as `.ic` cards.', 0, 1),
  command('sndprint', 'file expression …', 'Writes results into a sound file.', 1),
  command('sndparam', 'file [rate format …]', 'Sets the form of sound files.', 1),
  command('load', 'file …', 'Reads results from raw files.', 1),
  command('display', '[vector …]', 'Lists the vectors of the current plot.'),
  command('destroy', '[plot …|all]', 'Removes plots with their results.'),
  command('setplot', '[plot]', 'Which plot’s vectors names mean; `setplot new` makes one.', 0, 4),
  command('diff', 'plot plot [vector …]', 'Compares two plots.'),
  command('edisplay', '', 'Lists the event nodes.', 0, 0),
  command('eprint', 'node …', 'Prints the events of nodes.', 1),
  command('eprvcd', 'node …', 'Prints the events of nodes in the form of VCD.', 1),

  command('set', '[variable [= value] …]', 'Sets variables of the script; alone it lists them.'),
  command('setcs', '[variable [= value] …]', 'As `set`, with upper case kept.'),
  command('unset', 'variable …', 'Removes variables.', 1),
  command('shift', '[variable] [number]', 'Removes the first values of a list.', 0, 2),
  command('alias', '[word [command]]', 'Defines a word for a command.'),
  command('unalias', 'word …', 'Removes words that `alias` has defined.', 1),
  command('echo', '[text …]', 'Prints text.'),
  command('strcmp', 'variable text text', 'Sets a variable to less than 0, 0 or more as the texts compare.', 3, 3),
  command('strstr', 'variable text text', 'Sets a variable to the place of a text within another, or -1.', 3, 3),
  command('strslice', 'variable text offset length', 'Sets a variable to a part of a text.', 4, 4),
  command('fopen', 'variable file [mode]', 'Opens a file and sets a variable to its number.', 2, 3),
  command('fread', 'variable number [length-variable]', 'Reads a line of an open file into a variable.', 2, 3),
  command('fclose', 'number', 'Closes a file.', 1, 1),

  command('source', 'file', 'Reads a deck or a script.', 1),
  starts('edit', '[file]', 'Opens the deck in an editor and reads it again.', 0, 1),
  command('circbyline', 'card', 'Enters one card of a new circuit.', 1),
  command('setcirc', '[number]', 'Which of the loaded circuits commands mean.', 0, 1),
  command('remcirc', '', 'Removes the current circuit.', 0, 0),
  command('removecirc', '[circuit]', 'Removes a circuit.', 0, 1),
  command('listing', '[logical|physical|deck|expand|param] [runnable]', 'Prints the circuit.'),
  command('show', '[device …] [: parameter …]', 'Prints devices with their parameters.'),
  command('showmod', '[model …] [: parameter …]', 'Prints models with their parameters.'),
  command('devhelp', '[-csv] [-type] [device [parameter]]', 'Describes kinds of devices and their parameters.', 0, 5),
  command('inventory', '', 'Counts the devices of the circuit.', 0, 0),
  command('dump', '', 'Prints the circuit’s data.', 0, 0),
  command('mdump', '[file]', 'Prints the matrix.', 0, 1),
  command('mrdump', '[file]', 'Prints the right-hand side.', 0, 1),
  command('cdump', '', 'Prints the structures of the script.', 0, 0),
  command('check_ifparm', '', 'Checks ngspice’s own tables of parameters.', 0, 0),
  command('state', '', 'Prints the state of the circuit.'),
  command('snsave', 'file', 'Stores a halted run.', 1, 1),
  command('snload', 'circuit file', 'Loads a halted run.', 2, 2),
  command('savesnap', 'number', 'Stores the state of a run in memory.'),
  command('loadsnap', 'number', 'Goes back to a stored state.'),
  command('codemodel', 'library', 'Loads a library of code models.', 1, 1),
  command('osdi', 'library …', 'Loads compiled Verilog-A models.', 1),
  command('use', 'library …', 'Loads a library of devices.', 1),

  starts('shell', '[command]', 'Hands a command to the system’s shell.'),
  starts('aspice', 'file [file]', 'Starts another ngspice.', 1, 2),
  starts('rspice', '[file]', 'Starts an ngspice on another computer.'),
  command('jobs', '', 'Lists runs that were started aside.', 0, 0),
  command('cd', '[folder]', 'Changes the current folder.', 0, 1),
  command('getcwd', '', 'Prints the current folder.', 0, 1),
  command('rehash', '', 'Looks for programs anew.', 0, 0),
  command('history', '[-r] [number]', 'Lists the former commands.', 0, 2),
  command('rusage', '[all|time|space|…]', 'Prints times, counts and memory.'),
  command('acct', '', 'Prints all that `rusage` knows.'),
  command('sysinfo', '', 'Describes the machine.'),
  command('version', '[-s|-f|number]', 'Prints the version.'),
  starts('bug', '', 'Writes a report to ngspice’s makers.', 0, 0),
  starts('help', '[subject]', 'Opens the manual.'),
  starts('tutorial', '[subject]', 'Opens the manual.'),
  command('oldhelp', '[command …]', 'Describes commands.'),
  command('newhelp', '[command …]', 'Describes commands.'),
  command('quit', '[code]', 'Leaves ngspice.', 0, 1),
  command('exit', '[code]', 'Leaves ngspice.', 0, 1),
];

const byName = new Map(CONTROL_COMMANDS.map((facts) => [facts.name, facts]));

/** The facts of a command by its name in lower case. With `pre_` before it a command runs before the circuit is read. */
export function findControlCommand(name: string): ControlCommandFacts | undefined {
  return byName.get(name) ?? (name.startsWith('pre_') ? byName.get(name.slice(4)) : undefined);
}

/** In conditions and formulas `<` and `>` compare. */
const COMPARING = new Set(['if', 'else', 'while', 'dowhile', 'repeat', 'foreach', 'let', 'stop', 'define', 'circbyline']);

/** Whether `<` and `>` after a command name files. */
export function takesRedirections(name: string): boolean {
  return !COMPARING.has(name);
}

/** A variable that ngspice knows or sets. */
export interface ControlVariableFacts {
  name: string;
  meaning: string;
}

export const CONTROL_VARIABLES: readonly ControlVariableFacts[] = [
  { name: 'appendwrite', meaning: '`write` adds to a raw file in place of beginning it anew.' },
  { name: 'controlswait', meaning: 'Waits with the script until the circuit is loaded.' },
  { name: 'curplot', meaning: 'The name of the current plot.' },
  { name: 'curplotdate', meaning: 'When the current plot was made.' },
  { name: 'curplotname', meaning: 'What the current plot holds.' },
  { name: 'curplottitle', meaning: 'The title of the current plot’s circuit.' },
  { name: 'color0', meaning: 'Colour of the background; `color1` and so on of grid and traces.' },
  { name: 'filetype', meaning: 'Form of raw files: binary or ascii.' },
  { name: 'fourgridsize', meaning: 'Points of `fourier`.' },
  { name: 'gnuplot_terminal', meaning: 'Form of gnuplot’s pictures.' },
  { name: 'hcopydevtype', meaning: 'Form of `hardcopy`: postscript or svg.' },
  { name: 'height', meaning: 'Lines of a page.' },
  { name: 'inputdir', meaning: 'Folder of the deck.' },
  { name: 'interactive', meaning: 'Asks for missing operands.' },
  { name: 'ngbehavior', meaning: 'Which other simulators ngspice reads like: ps, lt, hs, ki, a and their joins.' },
  { name: 'nfreqs', meaning: 'Harmonics of `fourier`.' },
  { name: 'nobreak', meaning: 'Prints without page breaks.' },
  { name: 'noaskquit', meaning: 'Leaves without a question.' },
  { name: 'noinit', meaning: 'Prints no initial solution.' },
  { name: 'nomoremode', meaning: 'Prints without a stop at each page.' },
  { name: 'num_threads', meaning: 'How many threads compute.' },
  { name: 'numdgt', meaning: 'Digits of printed numbers.' },
  { name: 'plots', meaning: 'The names of all plots.' },
  { name: 'polydegree', meaning: 'Degree of the interpolation of plots.' },
  { name: 'rawfile', meaning: 'The file of `write` without a name.' },
  { name: 'rndseed', meaning: 'Start of the random numbers.' },
  { name: 'sim_status', meaning: '0 when the last run succeeded, else 1.' },
  { name: 'sourcepath', meaning: 'Folders that `source` looks in.' },
  { name: 'specwindow', meaning: 'The window of `fft`, `psd` and `spec`: hanning, blackman, none …' },
  { name: 'specwindoworder', meaning: 'Order of the gaussian window.' },
  { name: 'term', meaning: 'Kind of the terminal.' },
  { name: 'units', meaning: '`degrees` makes angles degrees.' },
  { name: 'width', meaning: 'Letters of a printed line.' },
  { name: 'wr_singlescale', meaning: '`wrdata` writes the axis once.' },
  { name: 'wr_vecnames', meaning: '`wrdata` writes names above the columns.' },
  { name: 'xbrushwidth', meaning: 'Width of traces.' },
];

const variablesByName = new Map(CONTROL_VARIABLES.map((facts) => [facts.name, facts]));

/** A variable that ngspice knows, by its name in lower case. */
export function findControlVariable(name: string): ControlVariableFacts | undefined {
  return variablesByName.get(name);
}
