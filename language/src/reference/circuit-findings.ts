import type { Severity } from '../findings.js';
import type { RuleGroup } from '../rules/rule.js';

/** What is known of a finding by its code. */
export interface FindingFacts {
  code: string;
  group: RuleGroup;
  /** The usual severity; some findings are milder. */
  severity: Severity;
  /** What a netlist must fulfil, as a sentence. */
  summary: string;
  /** Why it is bad when it is not fulfilled. */
  why: string;
}

/** The findings that are met when a circuit is made of the netlist, besides those that rules make. */
export const CIRCUIT_FINDINGS: readonly FindingFacts[] = [
  { code: 'analysis-arguments', group: 'analyses', severity: 'error', summary: 'An analysis has the numbers that it needs, and they make sense there.', why: 'The analysis cannot be run.' },
  { code: 'charge-without-name', group: 'values', severity: 'warning', summary: 'A capacitor that an expression gives says whether that is its charge or its capacitance.', why: 'ngspice takes it for a charge where `C=` is not written, and other simulators for a capacitance.' },
  { code: 'circuit-too-large', group: 'limits', severity: 'error', summary: 'A circuit fits into a machine.', why: 'Subcircuits multiply into more devices than any machine holds.' },
  { code: 'condition-syntax', group: 'analyses', severity: 'error', summary: '`.ic` and `.nodeset` are of the form `v(node)=value`.', why: 'The condition cannot be read.' },
  { code: 'coupled-twice', group: 'connections', severity: 'error', summary: 'A coupling names different inductors.', why: 'An inductor cannot be coupled to itself.' },
  { code: 'directive-arguments', group: 'analyses', severity: 'warning', summary: 'A card that Nodal checks and does not act on yet has its operands.', why: 'Simulators that act on it stop, or take something else.' },
  { code: 'empty-circuit', group: 'limits', severity: 'error', summary: 'The subcircuits of a deck hold devices.', why: 'There is nothing to simulate.' },
  { code: 'expression-input', group: 'values', severity: 'error', summary: 'A parameter reads what is known before the circuit runs.', why: 'Voltages, currents and the time have no value then.' },
  { code: 'expression-too-long', group: 'limits', severity: 'error', summary: 'An expression is of a length that can be computed.', why: 'Functions that call functions grow without measure once they are written out.' },
  { code: 'function-body', group: 'syntax', severity: 'error', summary: 'The body of a function is an expression.', why: 'Calls of the function have no value.' },
  { code: 'inert-condition', group: 'analyses', severity: 'warning', summary: 'A start condition has an effect where it stands.', why: 'It changes nothing; often `uic` is missing.' },
  { code: 'inert-thermal', group: 'limits', severity: 'warning', summary: 'A device that is to heat itself has all that it takes.', why: 'It takes the word `thermal`, a node for the temperature, and a thermal resistance in the model; without one of them there is no heating.' },
  { code: 'inert-step', group: 'limits', severity: 'warning', summary: 'A temperature is stepped in one place.', why: 'Of .temp with several temperatures and a .step of the temperature the latter counts.' },
  { code: 'inert-option', group: 'limits', severity: 'warning', summary: 'An option has an effect.', why: 'Nodal knows the option and does not act on it.' },
  { code: 'malformed-number', group: 'values', severity: 'warning', summary: 'A number ends with a unit.', why: 'What stands before the tail is read, as in ngspice; often it was meant otherwise.' },
  { code: 'measure-syntax', group: 'analyses', severity: 'warning', summary: 'A measure is of a form that can be read.', why: 'The measure has no result.' },
  { code: 'missing-control', group: 'names', severity: 'error', summary: 'A source that a current controls names the voltage source that the current flows through.', why: 'There is nothing to control it.' },
  { code: 'missing-inductors', group: 'connections', severity: 'error', summary: 'A coupling names at least two inductors.', why: 'There is nothing to couple.' },
  { code: 'missing-model', group: 'names', severity: 'error', summary: 'A device that needs a model names one.', why: 'The device has no parameters.' },
  { code: 'missing-nodes', group: 'syntax', severity: 'error', summary: 'An element has all its nodes.', why: 'The element cannot be built.' },
  { code: 'missing-subcircuit', group: 'names', severity: 'error', summary: 'An `X` card names a subcircuit.', why: 'The instance has no content.' },
  { code: 'model-kind', group: 'values', severity: 'error', summary: 'A model is of the type that its device needs.', why: 'The parameters mean something else.' },
  { code: 'model-level', group: 'limits', severity: 'error', summary: 'The level of a model is one that Nodal simulates.', why: 'The equations of the level are not there.' },
  { code: 'model-version', group: 'limits', severity: 'warning', summary: 'The version of a model is one whose equations Nodal has.', why: 'Other versions differ in some of their equations.' },
  { code: 'no-analysis', group: 'analyses', severity: 'information', summary: 'A deck says what to compute.', why: 'Its operating point is computed, for want of anything else.' },
  { code: 'override-value', group: 'values', severity: 'error', summary: 'The value of `--set` is a number.', why: 'Nothing can be set to it.' },
  { code: 'parameter-cycle', group: 'values', severity: 'error', summary: 'A parameter is not defined by itself.', why: 'It has no value.' },
  { code: 'parameter-without-braces', group: 'portability', severity: 'warning', summary: 'The name of a parameter stands in braces where the dialect of the file wants them.', why: 'It is read for its value, as in ngspice and HSPICE; other simulators read something else.' },
  { code: 'random-nominal', group: 'limits', severity: 'warning', summary: 'A value does not depend on chance.', why: 'A random function gives its nominal value outside of Monte Carlo runs.' },
  { code: 'recursive-function', group: 'values', severity: 'error', summary: 'A function does not call itself.', why: 'An expression with it would never end.' },
  { code: 'reference-kind', group: 'names', severity: 'error', summary: 'A device that another one names is of the kind that is needed.', why: 'There is no current, or no inductance, to refer to.' },
  { code: 'signal-syntax', group: 'analyses', severity: 'warning', summary: 'A result is of the form `v(node)` or `i(device)`.', why: 'Nothing is recorded for it.' },
  { code: 'surplus-operand', group: 'syntax', severity: 'warning', summary: 'An operand has a meaning.', why: 'It has no effect; often an equals sign or a brace is missing.' },
  { code: 'sweep-target', group: 'analyses', severity: 'error', summary: 'What a sweep names can be swept.', why: 'The sweep would change nothing.' },
  { code: 'table-shape', group: 'values', severity: 'warning', summary: 'The values of a table of `.data` fill its rows.', why: 'The last row is not complete.' },
  { code: 'two-waveforms', group: 'values', severity: 'warning', summary: 'A source has one waveform.', why: 'The last one counts.' },
  { code: 'unknown-device', group: 'names', severity: 'error', summary: 'A device that a card names exists.', why: 'There is nothing to refer to.' },
  { code: 'unknown-instance-parameter', group: 'names', severity: 'warning', summary: 'An element or an instance has only parameters that there are.', why: 'The value has no effect; often the name is misspelt.' },
  { code: 'unknown-model-parameter', group: 'names', severity: 'warning', summary: 'A model has only parameters that there are.', why: 'The value has no effect; often the name is misspelt.' },
  { code: 'unknown-node', group: 'names', severity: 'error', summary: 'A node that a card names exists.', why: 'It has no voltage.' },
  { code: 'unknown-option', group: 'names', severity: 'warning', summary: 'An option is one that there is.', why: 'It has no effect; often the name is misspelt.' },
  { code: 'unknown-override', group: 'names', severity: 'error', summary: '`--set` names something that the circuit has.', why: 'Nothing is set.' },
  { code: 'unknown-table', group: 'names', severity: 'warning', summary: 'A table of `.data` that a card names exists.', why: 'There are no values to sweep over.' },
  { code: 'unknown-variable', group: 'names', severity: 'warning', summary: 'A device has what it is asked for.', why: 'Nothing is recorded for it; often the name is misspelt.' },
  { code: 'unknown-waveform', group: 'names', severity: 'error', summary: 'The waveform of a source is one that there is.', why: 'The source has no value over time.' },
  { code: 'unsupported-condition', group: 'limits', severity: 'warning', summary: 'A start condition is of a kind that Nodal sets.', why: 'The condition of another simulator has no effect yet.' },
  { code: 'unsupported-encrypted', group: 'limits', severity: 'error', summary: 'What the circuit uses can be read.', why: 'It is encrypted, and only the simulator that it was made for can read it.' },
  { code: 'unsupported-expression', group: 'limits', severity: 'error', summary: 'A value does not depend on voltages, currents or the time.', why: 'Nodal does not simulate that yet.' },
  { code: 'unsupported-form', group: 'limits', severity: 'error', summary: 'An element or a model is of a form that Nodal simulates.', why: 'The message says which form is.' },
  { code: 'unsupported-function', group: 'limits', severity: 'error', summary: 'A function is one that Nodal computes.', why: 'The function is known, but its value is not computed.' },
  { code: 'unsupported-measure', group: 'limits', severity: 'warning', summary: 'A measure and its settings are ones that Nodal computes.', why: 'The measure has no result.' },
  { code: 'unsupported-modifier', group: 'limits', severity: 'warning', summary: 'A word on an analysis card has an effect.', why: 'Nodal does not act on it yet.' },
  { code: 'unsupported-parameter', group: 'limits', severity: 'warning', summary: 'A parameter is one that Nodal simulates.', why: 'It is known from other simulators and has no effect.' },
  { code: 'unsupported-signal', group: 'limits', severity: 'warning', summary: 'A result, or a formula of results, is one that Nodal computes.', why: 'Nothing is recorded for it.' },
  { code: 'unsupported-string', group: 'limits', severity: 'error', summary: 'An expression consists of numbers.', why: 'Nodal computes with numbers only.' },
  { code: 'unsupported-sweep', group: 'limits', severity: 'warning', summary: 'A sweep is of a kind that Nodal runs.', why: 'A sweep over a file or random draws, or of a parameter that decides which parts the circuit has, is not simulated: the analysis runs once, or not at all.' },
  { code: 'unsupported-waveform', group: 'limits', severity: 'error', summary: 'A waveform is of a form that Nodal simulates.', why: 'The source has no value over time.' },
  { code: 'value-not-finite', group: 'values', severity: 'error', summary: 'An expression has a finite value.', why: 'Nothing can be computed with it.' },
  { code: 'value-out-of-range', group: 'values', severity: 'error', summary: 'A value is possible where it stands.', why: 'The card cannot be simulated as it is; the message says what is possible.' },
  { code: 'waveform-arguments', group: 'values', severity: 'error', summary: 'A waveform has the arguments that it needs.', why: 'The source has no value over time.' },
  { code: 'zero-resistance', group: 'values', severity: 'warning', summary: 'A resistor has a resistance.', why: '1 mΩ is taken, as in ngspice.' },
];

/** What the editor says of the text, besides the rules. */
export const EDITOR_FINDINGS: readonly FindingFacts[] = [
  { code: 'invalid-configuration', group: 'files', severity: 'error', summary: 'A `nodal.json` holds what Nodal knows.', why: 'What is wrong has no effect; the rest of the file holds.' },
  { code: 'findings-in-include', group: 'files', severity: 'warning', summary: 'An included file that is not open has no findings.', why: 'They stand in the file; the count stands at the include.' },
];
