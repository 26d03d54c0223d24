import { DIALECT_NAMES } from '../../src/dialect/dialect.js';
import { DEVICES } from '../../src/reference/devices.js';
import { DIRECTIVES } from '../../src/reference/directives.js';
import { ELEMENTS } from '../../src/reference/elements.js';
import { FUNCTIONS, VARIABLES } from '../../src/reference/functions.js';
import { OPTIONS } from '../../src/reference/options.js';
import { UNSUPPORTED_WAVEFORMS, WAVEFORMS } from '../../src/reference/sources.js';

/** The words that random netlists are made of, from the tables that the language itself reads. */
export const DIRECTIVE_WORDS = [...new Set(DIRECTIVES.flatMap(({ name, aliases }) => [name, ...aliases]))];
export const ELEMENT_LETTERS = ELEMENTS.map(({ letter }) => letter);
export const FUNCTION_NAMES = [...new Set(FUNCTIONS.map(({ name }) => name))];
export const VARIABLE_NAMES = Object.values(VARIABLES).map(({ name }) => name);
export const WAVEFORM_NAMES = [...WAVEFORMS.map(({ name }) => name), ...UNSUPPORTED_WAVEFORMS];
export const PARAMETER_NAMES = [...new Set([
  ...DEVICES.flatMap(({ instance, models }) => [...instance, ...models.flatMap(({ parameters }) => parameters)].map(({ name }) => name)), ...OPTIONS.map(({ name }) => name),
])];
export const MODEL_TYPES = [...new Set([...DEVICES.flatMap(({ modelKinds }) => modelKinds), 'npn', 'pnp', 'nmos', 'pmos', 'njf', 'sw', 'csw', 'vdmos', 'core', 'ako:dmod'])];
export const DIALECT_COMMENTS = DIALECT_NAMES.map((name) => `* nodal: dialect=${name}\n`);

export const NUMBERS = [
  '0', '1', '1k', '4k7', '10u', '1meg', '1e-12', '-5', '+3.3', '.5', '1.', '1e400', '-1e-400', '1mil', '2.2µ', '2.2μ', '10\ufffdF', '1kOhm', '0x1F', '1e', '1e+', '--1', '1.2.3',
  '9'.repeat(40), '100%', '1_000', '1T', '3g3', '1a', '1f', 'inf', 'nan',
];
export const NAMES = ['0', 'gnd', 'a', 'b', 'out', 'in', 'n001', '$N_0001', '§1', 'x1.a', 'vcc!', '+5v', 'a#b', 'net<3>', 'net[3]', 'é', '日本', 'A', 'r1', 'v1', 'dmod', 'sub', 'constructor', '__proto__', 'toString', 'hasOwnProperty'];
/** What bounds words, begins comments and joins lines, with and without a blank around. */
export const SIGNS = [
  '(', ')', '=', ',', '{', '}', "'", '"', ';', '$', '//', '*', '+', '-', '/', '^', '**', '<', '>', '==', '!=', '&&', '||', '!', '~', '?', ':', '@', '[', ']', '#', '%', '\\', '|', '&', '`', '§', ' ; c', ' $ c', ' // c', '\\\\', '/*', '*/', '<!--', '-->', '(*', '*)', '()', '{}', "''", '""', '=(', ')=',
];
export const LINE_BREAKS = ['\n', '\n', '\n', '\r\n', '\r', '\n\n', '\n+', '\n+ ', '\r\n+', '\n \n+', '\n* c\n+', '\n*', '\n;', '\n$', '\n//', '\n.', '\n+\n+', ' \\\n', ' \\\\\n', '\f\n', '\u001a'];
export const BLANKS = [' ', ' ', ' ', '  ', '\t', '\f', '\v', '\u00a0', '\ufeff', '\u0000', '\u007f', '\u2028', '\u0085'];
/** Beginnings and ends of what encloses cards, and lines that decide about a whole text. */
export const STRUCTURE_LINES = [
  '.subckt s a b', '.subckt s a b params: p=1', '.ends', '.ends s', '.lib fast', '.lib "a.lib" fast', '.endl', '.endl fast', '.control', '.endc', 'run', 'let x = v(a)', 'foreach i 1 2', 'end', '.end', '.END',
  '.include "a.inc"', '.include a b.inc', '.inc c:\\models\\a.lib', '.if (a == 1)', '.elseif (a)', '.else', '.endif', '.protect', '.unprotect', '.prot', '.alter', '.data d a b', '.enddata', '.param a={b} b={a}',
  'x1 a b s', 'x1 a b s p=2', '.title t', '.global vcc', '.func f(x,y) {x+y}', '.model m d(is=1e-14)', '.model m.1 nmos (lmin=1u lmax=2u)', '.model m2 ako:m d', '.options reltol=1m', '.op', '.tran 1u 1m', '.ac dec 10 1 1k',
  '.step param r list 1 2 3', '.meas tran t find v(a) at=1m', '$CDNENCSTART', '$CDNENCFINISH', '* LTspice Encrypted File', '**$ENCRYPTED_LIB', '.inc', '.lib', '.subckt', '.model', '.param', '.func', '+ continued',
  'library (x) {', 'cell (y) { }', 'Version 4', 'SHEET 1 880 680', ...DIALECT_COMMENTS.map((line) => line.trimEnd()),
];
