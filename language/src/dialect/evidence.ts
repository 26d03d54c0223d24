import { findDirective } from '../reference/directives.js';
import { afterLineEnd, COLON, DOLLAR, DOT, EQUAL_SIGN, isBlank, isLetter, isNamePart, lineEndAt, PLUS, QUOTE, SEMICOLON, skipBlanks, STAR } from '../text/characters.js';
import { cardEvidence, hasForms, modelEvidence } from './card-evidence.js';
import type { DialectName } from './dialect.js';

/** Something in a text that speaks for a dialect. */
export interface Evidence {
  dialect: DialectName;
  /** How much it says: 1 is a habit, 3 a form that the others lack, 10 what only one program writes. */
  weight: number;
  /** 0-based line where it was seen first. */
  line: number;
  /** For people: `.backanno is written by LTspice`. */
  reason: string;
}

export type Report = (dialect: DialectName, weight: number, reason: string) => void;

/** Names before an `=` on the cards of C, L, V and I that only LTspice knows. */
const PARASITICS = new Set(['rser', 'lser', 'rpar', 'cpar', 'rlshunt']);
/** Names before an `=` that say where a model comes from. */
const NAMES = new Map<string, readonly [DialectName, number, string]>([
  ['mfg', ['ltspice', 2, 'mfg= names the maker, as in LTspice’s models']],
  ['tripdv', ['ltspice', 4, 'tripdv= is LTspice’s']],
  ['tripdt', ['ltspice', 4, 'tripdt= is LTspice’s']],
  ['vfwd', ['ltspice', 3, 'vfwd= belongs to LTspice’s ideal diode']],
  ['t_abs', ['pspice', 3, 't_abs= is PSpice’s']],
  ['t_measured', ['pspice', 3, 't_measured= is PSpice’s']],
  ['io_level', ['pspice', 4, 'io_level= belongs to PSpice’s digital parts']],
  ['mntymxdly', ['pspice', 4, 'mntymxdly= belongs to PSpice’s digital parts']],
]);
/** Words before a `:`. */
const COLONS = new Map<string, readonly [DialectName, number, string]>([
  ['params', ['pspice', 2, 'PARAMS: begins parameters, as PSpice writes it']],
  ['optional', ['pspice', 5, 'OPTIONAL: is PSpice’s']],
  ['ako', ['pspice', 3, 'AKO: derives a model from another, as in PSpice']],
]);
/** Comments and models beyond these numbers are not looked into: in the next one it will be the same again. */
const MOST_COMMENTS = 60, MOST_MODELS = 200;
const PROGRAM = /\b(?:(lt-?spice|linear technology|analog devices)|(pspice|orcad|microsim|model editor)|(h-?spice|hsim)|(ng-?spice)|(xyce))/i;
const PROGRAMS: readonly [DialectName, string][] = [['ltspice', 'LTspice'], ['pspice', 'PSpice'], ['hspice', 'HSPICE'], ['ngspice', 'ngspice'], ['xyce', 'Xyce']];

/**
 * All that speaks for one dialect or another in the lines of `text` before
 * `limit`, each reason once. It looks at characters, not at the tree, since the
 * tree depends on the dialect.
 */
export function collectEvidence(text: string, limit: number): Evidence[] {
  const found = new Map<string, Evidence>();
  let line = 0;
  const report: Report = (dialect, weight, reason) => {
    const key = `${dialect} ${reason}`;
    if (!found.has(key)) found.set(key, { dialect, weight, line, reason });
  };
  /** The letter of the element, or the dot, that the line and its continuations belong to. */
  let card = 0;
  let comments = 0;
  let models = 0;
  for (let at = 0; at < limit; line++) {
    const start = skipBlanks(text, at, limit);
    const end = lineEndAt(text, start, limit);
    const code = text.charCodeAt(start);
    at = afterLineEnd(text, end, text.length);
    if (start >= end) continue;
    if (code === STAR || code === SEMICOLON) {
      if (comments++ < MOST_COMMENTS) commentEvidence(text.slice(start, Math.min(end, start + 300)), line, report);
      continue;
    }
    if (code === DOLLAR && !isLetter(text.charCodeAt(start + 1))) {
      dollarComment(report);
      continue;
    }
    if (code === DOT) {
      card = DOT;
      if ((text.charCodeAt(start + 1) | 0x20) !== 109 || models++ < MOST_MODELS) directiveEvidence(text, start, end, report);
    } else if (code !== PLUS) {
      card = isLetter(code) ? code | 0x20 : code;
      if (card === 97 || card === 121) cardEvidence(text.slice(start, end), report);
    }
    characterEvidence(text, start, end, card, report);
  }
  return [...found.values()];
}

function dollarComment(report: Report): void {
  report('ngspice', 1, 'a comment begins with $');
  report('hspice', 1, 'a comment begins with $');
}

function commentEvidence(comment: string, line: number, report: Report): void {
  if (/^\*\$\s*$/.test(comment)) return report('pspice', 3, '*$ parts the models, as PSpice’s model editor writes it');
  if (line === 0 && /^\*\s.*\.asc\s*$/i.test(comment)) return report('ltspice', 10, 'the first line names an LTspice drawing');
  const match = PROGRAM.exec(comment);
  if (match === null) return;
  const [dialect, title] = PROGRAMS[match.slice(1).findIndex((group) => group !== undefined)]!;
  if (/\b(?:creat|generat|produc|extract|export|writ)\w*\s+(?:by|with|using|from|in)\b|\bsimulator\s*:|\bonly\s+(?:on|with|in|for)\b/i.test(comment)) return report(dialect, 4, `a comment says that it is of ${title}`);
  const named = title !== 'LTspice' || /spice/i.test(match[0]);
  report(dialect, named ? 2 : 1, `a comment speaks of ${named ? title : 'its makers'}`);
}

function directiveEvidence(text: string, start: number, end: number, report: Report): void {
  let to = start + 1;
  while (to < end && isNamePart(text.charCodeAt(to))) to++;
  const word = text.slice(start, to).toLowerCase();
  if (word === '.model') return modelEvidence(text.slice(to, Math.min(end, to + 120)), report);
  if (word === '.ends' || word === '.subckt' || word === '.end') return;
  if (hasForms(word)) return cardEvidence(text.slice(start, end), report);
  const { dialects } = findDirective(word) ?? {};
  if (dialects === undefined || dialects.length > 2) return;
  for (const dialect of dialects) report(dialect, dialects.length === 1 ? 3 : 1, dialects.length === 1 ? `${word} is a card of this dialect alone` : `${word} is a card of few dialects`);
}

/** Forms that a single character gives away: the name before `=` or `:`, `$`, `§`. */
function characterEvidence(text: string, start: number, end: number, card: number, report: Report): void {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code !== EQUAL_SIGN && code !== DOLLAR && code !== SEMICOLON && code !== COLON && code !== 0xa7) continue;
    switch (code) {
      case SEMICOLON: return;
      case EQUAL_SIGN: {
        const name = wordBefore(text, start, i);
        if (name !== '') {
          if (PARASITICS.has(name)) {
            if (card === 99 || card === 105 || card === 108 || card === 118) report('ltspice', 3, `${name}= on this element is LTspice’s`);
          } else if (name === 'value' && (card === 101 || card === 103)) {
            report('pspice', 2, 'VALUE= on a controlled source is PSpice’s form');
          } else {
            const known = NAMES.get(name);
            if (known !== undefined) report(...known);
          }
        }
        if (text.charCodeAt(skipBlanks(text, i + 1, end)) === QUOTE) report('hspice', 2, 'expressions stand in single quotes');
        break;
      }
      case COLON: {
        const known = COLONS.get(wordBefore(text, start, i));
        if (known !== undefined) report(...known);
        break;
      }
      case DOLLAR:
        if (!isBlank(text.charCodeAt(i - 1))) break;
        if (/^\$[a-z]+_\w/i.test(text.slice(i, Math.min(end, i + 10)))) {
          report('pspice', 5, 'nodes are named $N_… or $G_…');
          break;
        }
        return isLetter(text.charCodeAt(i + 1)) ? undefined : dollarComment(report);
      case 0xa7: report('ltspice', 10, '§ in a name is written by LTspice'); break;
      default:
    }
  }
}

/** The word that ends before `at`, blanks skipped, in lower case; empty where its length says that no table has it. */
function wordBefore(text: string, start: number, at: number): string {
  let end = at;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  let from = end;
  while (from > start && isNamePart(text.charCodeAt(from - 1))) from--;
  return end - from > 10 || end - from < 3 ? '' : text.slice(from, end).toLowerCase();
}
