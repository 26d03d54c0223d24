import { DIALECTS, type Dialect, type DialectName, DIRECTIVES, ELEMENTS, FUNCTIONS, FURTHER_WAVEFORMS, isEvaluated, MODEL_TYPES, findDeviceOfModel, OPTIONS, VARIABLES, WAVEFORMS, type WaveformFacts } from '@nodal/language';

/** The page docs/netlist-language.md: what of each dialect is understood, and what of it is simulated. */
const NAMES = Object.keys(DIALECTS) as DialectName[];
const TITLES = NAMES.map((name) => DIALECTS[name].title);

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const code = (text: string) => (text === '' ? '' : `\`${text}\``);
/** A mark below each dialect that has it. */
const marks = (dialects: readonly DialectName[] | undefined) => NAMES.map((name) => (dialects === undefined || dialects.includes(name) ? '✓' : ''));

/** The facts of a dialect, as rows: the question, and the answer of each. */
const DIFFERENCES: readonly [string, (dialect: Dialect) => string][] = [
  ['`$` behind a blank', ({ dollarComments }) => (dollarComments ? 'begins a comment' : 'begins a name')],
  ['`//` behind a blank, where a file name may stand', ({ slashComments }) => (slashComments ? 'begins a comment' : 'begins a name')],
  ['a card goes on in the next line behind', ({ backslashes }) => ({ none: '', double: '`\\\\`', any: '`\\` or `\\\\`' })[backslashes]],
  ['`"…"` behind `=` is', ({ doubleQuotedExpressions }) => (doubleQuotedExpressions ? 'an expression' : 'a text')],
  ['`4k7` is', ({ scaleAsPoint }) => (scaleAsPoint ? '4.7k' : '4k')],
  ['`1x` is', ({ xIsMega }) => (xIsMega ? '1e6' : '1')],
  ['`1a` is', ({ atto }) => (atto ? '1e-18' : '1')],
  ['`a ^ b` is', ({ caret }) => (caret === 'power' ? 'a power' : 'an exclusive or')],
  ['a value is true', ({ truth }) => (truth === 0 ? 'when it is not 0' : 'above 0.5')],
  ['functions that mean another one', ({ functions }) => Object.entries(functions).map(([name, meant]) => `\`${name}\` is \`${meant}\``).join(', ')],
  ['`.lib name` without an `.endl` is', ({ oneWordLibrary }) => (oneWordLibrary === 'file' ? 'a file' : 'a section')],
  ['the name of a parameter as an operand, `r1 a b rload`', ({ bareParameters }) => (bareParameters ? 'its value' : 'its value, with a warning: braces belong there')],
  ['R, C, L, K without a value', ({ missingValues }) => (missingValues ? '1 mΩ, 0 F, 0 H, 0, with a warning' : 'an error')],
  ['names of ground besides 0', ({ grounds }) => grounds.map(code).join(' ')],
  ['temperature when none is said', ({ temperature }) => `${temperature} °C`],
];

const EFFECTS = { acts: 'yes', structure: 'yes', informs: 'nothing to do', inert: 'no, with a warning' } as const;

function elementRows(): string[][] {
  return ELEMENTS.flatMap((e) => [
    [code(e.letter.toUpperCase()), e.name, code([`${e.letter}name`, ...e.pins, ...(e.morePins ? ['…'] : []), e.operands].filter(Boolean).join(' ')), ...marks(e.dialects), e.kind !== undefined || e.letter === 'x' ? 'yes' : 'not yet'],
    ...e.others.map((other) => [code(e.letter.toUpperCase()), other.name, code(`${e.letter}name ${other.form}`), ...marks(other.dialects), 'not yet']),
  ]);
}

function waveformRow(facts: WaveformFacts, simulated: string): string[] {
  const list = facts.arguments.map(({ name }) => name).join(' ');
  const form = facts.further?.startsWith(facts.name) ? facts.further : `${facts.name}(${list}${facts.pairs ? ' …' : ''})${facts.further === undefined ? '' : ` ${facts.further}`}`;
  return [code(form), facts.aliases.map(code).join(' '), ...marks(facts.dialects), simulated, facts.meaning];
}

export function netlistLanguage(): string {
  return `${[
    '# The netlist language',
    'What Nodal reads: the netlists of ngspice 46, LTspice, PSpice, HSPICE, Xyce and SPICE3. What is unambiguous is understood in every dialect; a ✓ says which programs have it. What a dialect has and Nodal does not simulate yet is parsed, named and reported. This page is made from the tables that completion, hover and the checks read.',
    '## Dialects',
    'A file is read in one dialect, which decides what follows. All else is read alike in every one.',
    table(['', ...TITLES], DIFFERENCES.map(([question, answer]) => [question, ...NAMES.map((name) => answer(DIALECTS[name]))])),
    '### How the dialect of a file is decided',
    'The first of these that says something counts:',
    [
      '1. a comment in the first 64 kB of the file: `* nodal: dialect=ltspice`;',
      '2. the setting `nodal.dialect`, unless it is `auto`;',
      '3. what the first 64 kB of the file show: cards, options and words that only one program has (`.backanno`, `.control`, `.alter`, `.global_param`, `PARAMS:`, nodes named `$N_0001`, `Rser=` on a capacitor …), each with a weight;',
      '4. the dialect of the deck that includes the file;',
      '5. ngspice.',
    ].join('\n'),
    'The language status of the editor says which dialect the file has, and which lines spoke for it.',
    '## Elements',
    'The first letter of a card says what it is. A `§` behind it belongs to the name, as LTspice writes it.',
    table(['letter', 'element', 'form', ...TITLES, 'simulated'], elementRows()),
    '## Types of models',
    'What `.model name type` may say.',
    table(['type', 'model of a', ...TITLES, 'simulated'], MODEL_TYPES.map((m) => [code(m.type), m.name, ...marks(m.dialects), findDeviceOfModel(m.type) === undefined ? 'not yet' : 'yes'])),
    '## Cards',
    table(['card', 'form', ...TITLES, 'Nodal acts on it', 'meaning'], DIRECTIVES.map((d) => [[d.name, ...d.aliases].map(code).join(' '), code(d.signature), ...marks(d.dialects), EFFECTS[d.effect], d.meaning])),
    '## Source functions',
    'What follows the DC and AC values on a `V` or `I` card; arguments with their units and defaults stand in [Waveforms of sources](reference/waveforms.md).',
    table(['form', 'also', ...TITLES, 'simulated', 'meaning'], [...WAVEFORMS.map((w) => waveformRow(w, 'yes')), ...FURTHER_WAVEFORMS.map((w) => waveformRow(w, 'not yet'))]),
    '## Functions and operators of expressions',
    table(['form', ...TITLES, 'computed', 'meaning'], FUNCTIONS.map((f) => [[f.signature, ...(f.aliases ?? [])].map(code).join(' '), ...marks(f.dialects), isEvaluated(f) ? 'yes' : f.behavioural === true ? (f.inSources === undefined ? 'in behavioural sources, not yet' : 'in behavioural sources') : 'no', f.meaning])),
    'Variables and constants:',
    table(['name', ...TITLES, 'meaning'], VARIABLES.map((v) => [[v.name, ...(v.aliases ?? [])].map(code).join(' '), ...marks(v.dialects), v.meaning])),
    '## Options',
    `\`.options\` knows ${OPTIONS.length} names, of which ${OPTIONS.filter((o) => o.acts).length} act; [Options](reference/options.md) has them all. The scripts between \`.control\` and \`.endc\` have a [page of their own](reference/scripts.md).`,
  ].join('\n\n')}\n`;
}
