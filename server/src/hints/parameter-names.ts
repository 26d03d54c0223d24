import {
  type Argument, type Call, cardRoles, type Dialect, type DirectiveCard, type ElementCard, elementByLetter, findDirective, findFurtherWaveform, findWaveform, keywordOf, parseNumber, type PlacedCard, placeOf, type RoledOperand, type Scope, type WaveformFacts,
} from '@nodal/language';
import type { Hint } from './hint.js';

/** Analyses whose operands mean something by their place. */
const ANALYSES = new Set(['.tran', '.dc', '.ac', '.noise', '.disto']);

/** Names of the arguments of waveforms, and of the values that elements take by position. */
export function argumentNameHints(placed: PlacedCard<ElementCard>, scope: Scope): Hint[] {
  const { letter, operands } = cardRoles(placed, scope);
  const { dialect } = placed.file.parsed;
  const hints = letter === 'v' || letter === 'i' ? sourceValueHints(placed, operands, dialect) : positionalHints(placed, letter, operands, dialect);
  for (const { operand, role } of operands) if (role === 'waveform' && operand.$type === 'Call') hints.push(...waveformHints(placed, operand.callee, operand.arguments, dialect));
  return hints;
}

function waveformHints(placed: PlacedCard, name: string, list: Call['arguments'], dialect: Dialect): Hint[] {
  const facts = waveformOf(name);
  if (facts === undefined || facts.pairs) return [];
  const names = facts.arguments.filter(({ dialects }) => dialects === undefined || dialects.includes(dialect.name));
  const end = list.findIndex(({ $type }) => $type === 'Assignment');
  return (end < 0 ? list : list.slice(0, end)).flatMap((operand, place) => {
    const argument = names[place];
    return argument && isValue(operand, dialect) ? [before(placed, operand, argument.name, `\`${argument.name}\`${argument.unit ? ` (${argument.unit})` : ''}: ${argument.meaning}`)] : [];
  });
}

function waveformOf(name: string): WaveformFacts | undefined {
  const lower = name.toLowerCase();
  return findWaveform(lower) ?? findFurtherWaveform(lower);
}

/** `v1 a 0 5 ac 1 90` and a waveform without parentheses. */
function sourceValueHints(placed: PlacedCard, operands: readonly RoledOperand[], dialect: Dialect): Hint[] {
  const hints: Hint[] = [];
  let keyword = '';
  for (let i = 0; i < operands.length; i++) {
    const { operand, role } = operands[i]!;
    if (operand.$type === 'Word' && role === 'waveform') {
      let end = i + 1;
      while (operands[end]?.role === 'value') end++;
      hints.push(...waveformHints(placed, operand.text, operands.slice(i + 1, end).map((value) => value.operand), dialect));
      i = end - 1;
    } else if (operand.$type === 'Word' && role === 'keyword') {
      keyword = operand.text.toLowerCase();
    } else if (role === 'value' && isValue(operand, dialect)) {
      if (keyword === '') hints.push(before(placed, operand, 'dc', 'The value at rest and in the DC sweep'));
      // The magnitude stands right behind its keyword, which says enough.
      if (keyword === 'ac' && operands[i - 1]?.role === 'value') hints.push(before(placed, operand, 'phase', 'The phase of the small signal, in degrees'));
      if (keyword === '') keyword = 'dc';
    }
  }
  return hints;
}

/** The gain of a controlled source, the coefficient of a coupling, the area of a junction. */
function positionalHints(placed: PlacedCard, letter: string, operands: readonly RoledOperand[], dialect: Dialect): Hint[] {
  const names = positionalNames(letter);
  return operands.filter(({ role }) => role === 'value').flatMap(({ operand }, place) => {
    const name = names[place];
    return name !== undefined && isValue(operand, dialect) ? [before(placed, operand, name, `The ${name}`)] : [];
  });
}

/** Elements whose one value is no surprise: its name would only be noise. */
const OBVIOUS = new Set(['r', 'c', 'l', 'x']);
const positional = new Map<string, string[]>();

/** As the form of the card says: `source gain`, `model [area] [off]`. */
function positionalNames(letter: string): string[] {
  let names = positional.get(letter);
  if (names === undefined) {
    const words = (elementByLetter(letter)?.operands ?? '').split(' ');
    names = OBVIOUS.has(letter) ? [] : words.map((word) => word.replace(/[[\]]/g, '')).filter((word) => /^(?:gain|trans\w+|coefficient|area)$/.test(word));
    positional.set(letter, names);
  }
  return names;
}

/** `.tran step: 1u stop: 1m`. */
export function analysisHints(placed: PlacedCard<DirectiveCard>): Hint[] {
  const { card } = placed;
  const keyword = keywordOf(card);
  const facts = ANALYSES.has(keyword) ? findDirective(keyword) : undefined;
  if (facts === undefined) return [];
  const { dialect } = placed.file.parsed;
  const hints: Hint[] = [];
  let form = facts.signature.split(' ').slice(1).map((word) => word.replace(/^\[+|\]+$/g, ''));
  const operands = card.arguments;
  // A stop time alone is all that some simulators ask for.
  if (keyword === '.tran' && operands.filter((operand) => isValue(operand, dialect)).length === 1) form = ['stop'];
  // HSPICE goes on with further pairs of step and stop.
  if (keyword === '.tran' && dialect.name === 'hspice') form = ['step', 'stop'];
  let at = 0;
  for (const operand of operands) {
    const word = form[at];
    if (word === undefined || operand.$type === 'Assignment') break;
    if (word.includes('|')) {
      // A list of points, or data: the places mean something else.
      if (operand.$type !== 'Word' || !word.split('|').includes(operand.text.toLowerCase())) return [];
    } else if (isValue(operand, dialect)) {
      hints.push(before(placed, operand, word, `\`${facts.signature}\``));
    } else if (operand.$type === 'Word' && /^(?:step|stop|start|points|maxstep)\d?$/.test(word)) {
      break;
    }
    at++;
  }
  return hints;
}

function before(placed: PlacedCard, operand: Argument, name: string, tooltip: string): Hint {
  return { offset: placeOf(placed, operand).start, label: `${name}:`, place: 'before', tooltip };
}

function isValue(operand: Argument, dialect: Dialect): boolean {
  return operand.$type === 'Expression' || (operand.$type === 'Word' && parseNumber(operand.text, dialect) !== undefined);
}
