import type { Random } from '../random.js';
import {
  BLANKS, DIRECTIVE_WORDS, ELEMENT_LETTERS, FUNCTION_NAMES, LINE_BREAKS, MODEL_TYPES, NAMES, NUMBERS, PARAMETER_NAMES, SIGNS, STRUCTURE_LINES, VARIABLE_NAMES, WAVEFORM_NAMES,
} from './vocabulary.js';

/** A word, number or sign that means something somewhere in a netlist. */
export function piece(random: Random): string {
  switch (random.below(12)) {
    case 0: case 1: case 2: return random.pick(SIGNS);
    case 3: return random.pick(NUMBERS);
    case 4: return random.pick(NAMES);
    case 5: return random.pick(LINE_BREAKS);
    case 6: return random.pick(BLANKS);
    case 7: return `\n${random.pick(STRUCTURE_LINES)}\n`;
    case 8: return random.pick(PARAMETER_NAMES);
    case 9: return `${random.pick(FUNCTION_NAMES)}(`;
    case 10: return `${random.pick(WAVEFORM_NAMES)}${random.pick(['(', ' (', ' '])}`;
    default: return random.oneIn(2) ? random.pick(DIRECTIVE_WORDS) : `${random.pick(ELEMENT_LETTERS)}${random.below(10)}`;
  }
}

/** An expression that is well formed more often than not. */
export function expression(random: Random, depth = 0): string {
  if (depth > 5 || random.oneIn(3)) {
    switch (random.below(6)) {
      case 0: return random.pick(VARIABLE_NAMES);
      case 1: return `v(${random.pick(NAMES)}${random.oneIn(3) ? `,${random.pick(NAMES)}` : ''})`;
      case 2: return `i(${random.pick(NAMES)})`;
      case 3: return random.pick(NAMES);
      case 4: return random.oneIn(4) ? `@${random.pick(NAMES)}[${random.pick(PARAMETER_NAMES)}]` : random.pick(NUMBERS);
      default: return random.pick(NUMBERS);
    }
  }
  const inner = () => expression(random, depth + 1);
  switch (random.below(7)) {
    case 0: return `(${inner()})`;
    case 1: return `${random.pick(['-', '+', '!', '~'])}${inner()}`;
    case 2: return `${inner()} ? ${inner()} : ${inner()}`;
    case 3: return `${random.pick(FUNCTION_NAMES)}(${Array.from({ length: random.below(5) }, inner).join(random.pick([',', ', ', ' ']))})`;
    case 4: return random.oneIn(8) ? `${inner()}${piece(random)}${inner()}` : inner();
    default: return `${inner()}${random.pick(['+', '-', '*', '/', '^', '**', ' < ', '>=', '==', '!=', '&&', '||', '&', '|', '%', '\\'])}${inner()}`;
  }
}

/** A card of the right shape, its operands taken at random. */
function card(random: Random): string {
  const words: string[] = [];
  if (random.oneIn(2)) {
    words.push(`${random.pick(ELEMENT_LETTERS)}${random.pick(['1', '2', 'x', ''])}`);
    const nodes = 1 + random.below(5);
    for (let i = 0; i < nodes; i++) words.push(random.pick(NAMES));
  } else if (random.oneIn(3)) {
    return random.pick(STRUCTURE_LINES);
  } else {
    words.push(random.pick(DIRECTIVE_WORDS));
    if (random.oneIn(3)) words.push(random.pick(NAMES), random.pick(MODEL_TYPES));
  }
  const operands = random.below(6);
  for (let i = 0; i < operands; i++) words.push(operand(random));
  return words.join(random.oneIn(12) ? random.pick(BLANKS) : random.oneIn(20) ? random.pick(LINE_BREAKS) : ' ');
}

function operand(random: Random): string {
  switch (random.below(9)) {
    case 0: return random.pick(NUMBERS);
    case 1: return `${random.pick(PARAMETER_NAMES)}${random.pick(['=', ' = ', '= ', ' ='])}${random.oneIn(2) ? random.pick(NUMBERS) : `{${expression(random)}}`}`;
    case 2: return `{${expression(random)}}`;
    case 3: return `'${expression(random)}'`;
    case 4: return `${random.pick(WAVEFORM_NAMES)}(${Array.from({ length: random.below(8) }, () => random.pick(NUMBERS)).join(' ')})`;
    case 5: return `v(${random.pick(NAMES)})`;
    case 6: return random.pick(NAMES);
    case 7: return `${random.pick(['v', 'i', 'value', 'table', 'laplace'])}=${expression(random)}`;
    default: return piece(random);
  }
}

/** Cards of the right shape and pieces without any, in turn. */
export function tokenSoup(random: Random): string {
  const parts: string[] = random.oneIn(8) ? [random.pick(STRUCTURE_LINES)] : ['soup'];
  const cards = random.size(24);
  for (let i = 0; i < cards; i++) parts.push(random.oneIn(5) ? Array.from({ length: random.below(12) }, () => piece(random)).join(random.oneIn(2) ? ' ' : '') : card(random));
  return parts.join(random.oneIn(6) ? '\r\n' : '\n') + (random.oneIn(2) ? '\n' : '');
}
