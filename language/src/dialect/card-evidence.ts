import { isXyceDevice } from '../reference/xyce-devices.js';
import type { DialectName } from './dialect.js';
import type { Report } from './evidence.js';

/** A form of a card, by a pattern of its line, and what it says. */
type Form = readonly [RegExp, DialectName, number, string];

/** By the card's first word in lower case; the patterns look at the whole line. */
const FORMS: Readonly<Record<string, readonly Form[]>> = {
  '.prot': PROTECTION(), '.protect': PROTECTION(),
  '.backanno': [[/^/, 'ltspice', 10, '.backanno is written by LTspice']],
  '.global_param': [[/^/, 'xyce', 6, '.global_param is Xyce’s']],
  '.macro': [[/^/, 'hspice', 2, '.macro is HSPICE’s word for .subckt']],
  '.control': [[/^/, 'ngspice', 6, '.control begins a script of ngspice']],
  '.lib': [
    [/nom\.lib/i, 'pspice', 5, 'nom.lib is PSpice’s library of libraries'],
    [/\\ltspice|standard\.(?:dio|bjt|mos|jft|res|cap|ind)\b/i, 'ltspice', 5, 'the library is one of LTspice’s own'],
    [/^\S+\s+(?:"[^"]+"|[^\s"']+\.\w+)\s*(?:;|$)/i, 'ltspice', 1, '.lib with a file alone'],
    [/^\S+\s+(?:"[^"]+"|[^\s"']+\.\w+)\s*(?:;|$)/i, 'pspice', 1, '.lib with a file alone'],
    [/^\S+\s+'[^']+'\s+\w/i, 'hspice', 3, ".lib 'file' section"],
  ],
  '.step': [[/^/, 'ltspice', 3, '.step sweeps a parameter'], [/^\S+\s+lin\b/i, 'pspice', 2, '.step lin'], [/^\S+\s+data\s*=/i, 'xyce', 4, '.step data=']],
  '.probe': [[/^\S+\/csdf|^\.probe64/i, 'pspice', 5, '.probe/csdf is PSpice’s'], [/\ball[ip]\b/i, 'ngspice', 4, '.probe alli is ngspice’s'], [/^\S+\s*(?:;|$)/, 'pspice', 1, '.probe without signals']],
  '.print': [[/\bformat\s*=/i, 'xyce', 5, '.print with format= is Xyce’s']],
  '.tran': [
    [/\b(?:startup|steady|nodiscard)\b/i, 'ltspice', 4, 'a word behind .tran that only LTspice knows'],
    [/^\S+\s+[\d.]+[a-z]*\s*(?:uic\b|startup\b|;|$)/i, 'ltspice', 3, '.tran with the stop time alone'],
    [/\bskipbp\b/i, 'pspice', 4, '.tran with SKIPBP'],
    [/\bsweep\b/i, 'hspice', 3, '.tran … sweep'],
  ],
  '.dc': [[/\bsweep\b|\bdata\s*=/i, 'hspice', 2, '.dc over a table']],
  '.ac': [[/\bsweep\b/i, 'hspice', 3, '.ac … sweep']],
  '.options': OPTIONS(), '.option': OPTIONS(),
  '.param': [
    [/^\S+\s+\w+\s+[\d{]/i, 'ltspice', 1, '.param without ='],
    [/'[^']*'/, 'hspice', 2, 'expressions stand in single quotes'],
  ],
  '.meas': MEASURES(), '.measure': MEASURES(),
  '.save': [[/@\w[^\s[]*\[/, 'ngspice', 3, '@device[parameter]']],
  '.include': INCLUDES(), '.inc': INCLUDES(),
  '.global': [[/\$G_/i, 'pspice', 5, 'nodes are named $N_… or $G_…']],
};

function PROTECTION(): Form[] {
  return [[/^/, 'hspice', 2, 'HSPICE hides text between .prot and .unprot'], [/^\S+\s+\w/, 'hspice', 3, 'HSPICE encrypts text behind .prot']];
}

function OPTIONS(): Form[] {
  return [
    [/\bplotwinsize\b|\bplotreltol\b/i, 'ltspice', 5, 'an option that only LTspice has'],
    [/\b(?:post|ingold|brief|accurate|runlvl|measform|mt0|captab|dcon|lvltim\s*=)\b/i, 'hspice', 4, 'an option of HSPICE'],
    [/^\S+\s+(?:timeint|device|nonlin|linsol|output|parser|hbint|sensitivity|nonlin-tran|linsol-hb|fft|measure|samples|diagnostic)\s+\w/i, 'xyce', 5, '.options of one of Xyce’s packages'],
    [/\b(?:stepgmin|advconv|autoconverge|distribution|probe64|digmntymx|digiolvl|digdrvf|digfreq|digovrdrv)\b/i, 'pspice', 4, 'an option of PSpice'],
    [/\b(?:klu|sparse|savecurrents|noacct|rshunt|interp|xmu|noopiter|autostop)\b/i, 'ngspice', 2, 'an option of ngspice'],
  ];
}

function MEASURES(): Form[] {
  return [
    [/^\S+\s+(?!(?:tran|ac|dc|op|sp|noise|tran_cont|fft|hb|lpf|pss|ac_cont|dc_cont|noise_cont|es|tf)\b)\w+\s+(?:find|param|max|min|pp|avg|rms|integ|trig|when|deriv)\b/i, 'ltspice', 3, '.meas without the analysis'],
    [/=\s*'|'[^']*'/, 'hspice', 1, 'expressions stand in single quotes'],
    [/\b(?:tran|ac|dc|noise)_cont\b/i, 'xyce', 5, '.measure of a _CONT analysis is Xyce’s'],
  ];
}

function INCLUDES(): Form[] {
  return [[/'[^']+'/, 'hspice', 1, 'the file stands in single quotes'], [/[a-z]:\\.*ltspice/i, 'ltspice', 3, 'the file lies in LTspice’s folder']];
}

/** LTspice's special functions, the last word but for parameters of an A card with eight nodes. */
const SPECIAL_FUNCTION = /^a\S*(?:\s+\S+){8}\s+(?:and|or|xor|buf|inv|dflop|srflop|dlatch|schmtbuf|schmtinv|schmitt|diffschmitt|diffschmtbuf|diffschmtinv|modulator?|modulate2?|phasedet|phidet|samplehold|ota|varistor|counter|analog|nand|nor)\b/i;

/** Whether a dot card's own forms say what it speaks for. */
export function hasForms(word: string): boolean {
  return FORMS[word] !== undefined;
}

/** What the form of a whole line says: a dot card, an A or a Y card. */
export function cardEvidence(line: string, report: Report): void {
  if (line.charCodeAt(0) === 46) {
    const word = /^\.[a-z_]+/i.exec(line)?.[0].toLowerCase() ?? '';
    for (const [pattern, dialect, weight, reason] of FORMS[word] ?? []) if (pattern.test(line)) report(dialect, weight, reason);
  } else if (/^y/i.test(line)) {
    if (isXyceDevice(/^\S+/.exec(line)![0]) && /^\S+\s+\S+\s+\S/.test(line)) report('xyce', 4, 'a Y card with a device of Xyce');
  } else if (SPECIAL_FUNCTION.test(line)) {
    report('ltspice', 5, 'an A card of LTspice’s special functions');
  } else if (/^a\S*\s.*%v|^a\S*\s+[^\s[]*\s*\[.*\]\s+\S/i.test(line)) {
    report('ngspice', 4, 'an A card of XSPICE');
  }
}

const MODEL_TYPES = new Map<string, readonly [DialectName, number, string]>([
  ['vdmos', ['ltspice', 2, 'VDMOS is LTspice’s type of power MOSFETs']],
  ['vswitch', ['pspice', 2, 'VSWITCH is PSpice’s type of switches']],
  ['iswitch', ['pspice', 2, 'ISWITCH is PSpice’s type of switches']],
  ['core', ['pspice', 2, 'CORE is PSpice’s type of magnetic cores']],
  ['gasfet', ['pspice', 3, 'GASFET is PSpice’s type']],
  ['res', ['pspice', 1, 'RES is PSpice’s type of resistor models']],
  ['uio', ['pspice', 4, 'UIO belongs to PSpice’s digital parts']],
  ['ugate', ['pspice', 4, 'UGATE belongs to PSpice’s digital parts']],
  ['doutput', ['pspice', 4, 'DOUTPUT belongs to PSpice’s digital parts']],
  ['dinput', ['pspice', 4, 'DINPUT belongs to PSpice’s digital parts']],
  ['adc_bridge', ['ngspice', 4, 'a code model of XSPICE']],
  ['dac_bridge', ['ngspice', 4, 'a code model of XSPICE']],
]);

/** What the type of a `.model` says; `rest` is the line behind its first word. */
export function modelEvidence(rest: string, report: Report): void {
  const type = /^\s*\S+\s+\(?\s*([a-z]\w*)/i.exec(rest)?.[1]?.toLowerCase();
  if (type === undefined) return;
  const known = MODEL_TYPES.get(type);
  if (known !== undefined) report(...known);
  else if (type.startsWith('d_') && type.length > 3) report('ngspice', 4, 'a code model of XSPICE');
  if (/\b(?:lot|dev)(?:\/\w+)?\s*=?\s*[\d.]+%?/i.test(rest)) report('pspice', 3, 'a tolerance with DEV or LOT');
}
