import type { Argument, Assignment, Operand, Word } from '../generated/ast.js';
import { elementByLetter } from '../reference/elements.js';
import { findWaveform, UNSUPPORTED_WAVEFORMS } from '../reference/sources.js';
import { readNumber } from '../text/number.js';
import type { PlacedCard, Scope } from './design.js';
import { lookupFunction, lookupModel, lookupParameter } from './lookup.js';
import { flatArguments } from './operands.js';
import type { ElementCard } from '../generated/ast.js';

/** What an operand of an element card is. */
export type OperandRole =
  /** A node that a pin is connected to. */
  | 'node'
  /** A node whose voltage controls a source; no current flows. */
  | 'control-node'
  /** The name of a `.model`. */
  | 'model'
  /** The name of a subcircuit. */
  | 'subcircuit'
  /** The name of an element: an inductor of a coupling, a controlling source. */
  | 'element'
  /** A number or an expression. */
  | 'value'
  /** `dc`, `ac`, `off`, `params:` … */
  | 'keyword'
  /** `sin(…)`, `poly(2)` … */
  | 'waveform'
  /** `name=value` */
  | 'parameter';

export interface RoledOperand {
  operand: Argument;
  role: OperandRole;
  /** Name of the pin of a node, as in the facts of the element. */
  pin?: string;
}

/** The operands of an element card by what they are, each list in the card's order. */
export interface CardRoles {
  /** The element's letter in lower case. */
  letter: string;
  operands: RoledOperand[];
  /** The nodes, control nodes included. May be fewer than the element needs. */
  nodes: Operand[];
  model: Word | undefined;
  subcircuit: Word | undefined;
  /** Named elements: inductors of K, the controlling source of F, H and W. */
  elements: Word[];
  /** Positional values, the principal value first. */
  values: Operand[];
  waveforms: Operand[];
  parameters: Assignment[];
}

const FLAGS = new Set(['off', 'on', 'params:']);
const SOURCE_WORDS = new Set(['dc', 'ac', 'distof1', 'distof2', 'portnum', 'z0', 'pwr', 'freq', 'phase']);
const CONTROL_WORDS = new Set(['poly', 'value', 'table', 'laplace', 'freq', 'vol', 'cur']);

/**
 * Tells nodes from models and values by their place. `scope` decides where the
 * place alone does not: the third operand of a resistor is a model when one of
 * that name is declared.
 */
export function cardRoles(placed: PlacedCard<ElementCard>, scope: Scope): CardRoles {
  return (placed.roles ??= computeRoles(placed, scope));
}

function computeRoles(placed: PlacedCard<ElementCard>, scope: Scope): CardRoles {
  const letter = placed.card.name.charAt(0).toLowerCase();
  const roles: CardRoles = { letter, operands: [], nodes: [], model: undefined, subcircuit: undefined, elements: [], values: [], waveforms: [], parameters: [] };
  const list = flatArguments(placed.card);
  if (letter === 'x') return subcircuitRoles(list, roles);
  if (letter === 'k') return couplingRoles(list, roles);
  const pins = elementByLetter(letter)?.pins ?? [];
  const own = letter === 'e' || letter === 'g' ? 2 : pins.length;
  let place = 0;
  for (const operand of list) {
    if (operand.$type === 'Assignment') {
      add(roles, operand, 'parameter');
      continue;
    }
    const at = place++;
    // LTspice's VDMOS has three terminals: its fourth word is the model.
    const vdmos = letter === 'm' && at === 3 && operand.$type === 'Word' && lookupModel(scope, operand.text) !== undefined;
    if (at < own && !vdmos) add(roles, operand, 'node', pins[at]);
    else if (letter === 'v' || letter === 'i') sourceOperand(operand, roles);
    else if (letter === 'e' || letter === 'g') controlledOperand(operand, roles, at, pins[at]);
    else if (letter === 'f' || letter === 'h') currentControlledOperand(operand, roles, at === own);
    else if (letter === 'w' && at === own && operand.$type === 'Word') add(roles, operand, 'element');
    else passiveOperand(operand, roles, scope, letter, pins.length + 2);
  }
  return roles;
}

function add(roles: CardRoles, operand: Argument, role: OperandRole, pin?: string): void {
  roles.operands.push(pin === undefined ? { operand, role } : { operand, role, pin });
  if (operand.$type === 'Assignment') {
    roles.parameters.push(operand);
    return;
  }
  switch (role) {
    case 'node': case 'control-node': roles.nodes.push(operand); break;
    case 'model': roles.model = operand as Word; break;
    case 'subcircuit': roles.subcircuit = operand as Word; break;
    case 'element': roles.elements.push(operand as Word); break;
    case 'value': roles.values.push(operand); break;
    case 'waveform': roles.waveforms.push(operand); break;
    default: break;
  }
}

function wordIn(operand: Operand, words: ReadonlySet<string>): boolean {
  return operand.$type === 'Word' && operand.text.length <= 9 && words.has(operand.text.toLowerCase());
}

/** `x1 a b sub r=1k`, `x1 a b sub params: r=1k`: the last word before the parameters is the subcircuit. */
function subcircuitRoles(list: readonly Argument[], roles: CardRoles): CardRoles {
  let end = list.findIndex((operand) => operand.$type === 'Assignment' || wordIn(operand, FLAGS));
  if (end < 0) end = list.length;
  for (let i = 0; i < list.length; i++) {
    const operand = list[i]!;
    if (operand.$type === 'Assignment') add(roles, operand, 'parameter');
    else if (i < end - 1) add(roles, operand, 'node');
    else if (i === end - 1) add(roles, operand, operand.$type === 'Word' ? 'subcircuit' : 'value');
    else add(roles, operand, wordIn(operand, FLAGS) ? 'keyword' : 'value');
  }
  return roles;
}

/** `k1 l1 l2 0.99`: the last operand is the coefficient. */
function couplingRoles(list: readonly Argument[], roles: CardRoles): CardRoles {
  const last = list.findLastIndex((operand) => operand.$type !== 'Assignment');
  for (let i = 0; i < list.length; i++) {
    const operand = list[i]!;
    if (operand.$type === 'Assignment') add(roles, operand, 'parameter');
    else if (operand.$type === 'Word' && (i < last || !isNumber(operand.text) && /^l/i.test(operand.text))) add(roles, operand, 'element');
    else add(roles, operand, 'value');
  }
  return roles;
}

function sourceOperand(operand: Operand, roles: CardRoles): void {
  if (operand.$type === 'Call') {
    add(roles, operand, isWaveform(operand.callee) ? 'waveform' : 'value');
  } else if (operand.$type === 'Word' && (SOURCE_WORDS.has(operand.text.toLowerCase()) || isWaveform(operand.text))) {
    add(roles, operand, isWaveform(operand.text) ? 'waveform' : 'keyword');
  } else {
    add(roles, operand, 'value');
  }
}

function isWaveform(word: string): boolean {
  const lower = word.toLowerCase();
  return findWaveform(lower) !== undefined || UNSUPPORTED_WAVEFORMS.includes(lower);
}

/** `e1 out 0 in 0 10`; with `poly(…)`, `value={…}` or `table` there are no control nodes in fixed places. */
function controlledOperand(operand: Operand, roles: CardRoles, at: number, pin: string | undefined): void {
  const special = roles.operands.some((earlier) => earlier.role === 'keyword' || earlier.role === 'waveform' || (earlier.role === 'parameter' && earlier.operand.$type === 'Assignment'));
  if (operand.$type === 'Call' && CONTROL_WORDS.has(operand.callee.toLowerCase())) add(roles, operand, 'waveform');
  else if (wordIn(operand, CONTROL_WORDS)) add(roles, operand, 'keyword');
  else if (!special && at < 4) add(roles, operand, 'control-node', pin);
  else add(roles, operand, 'value');
}

/** `f1 out 0 vsense 10` */
function currentControlledOperand(operand: Operand, roles: CardRoles, first: boolean): void {
  if (operand.$type === 'Call' && CONTROL_WORDS.has(operand.callee.toLowerCase())) add(roles, operand, 'waveform');
  else if (wordIn(operand, CONTROL_WORDS)) add(roles, operand, 'keyword');
  else if (first && operand.$type === 'Word') add(roles, operand, 'element');
  else add(roles, operand, 'value');
}

/** What follows the nodes of R, C, L, D and of transistors: model, value, flags, in the orders that simulators take. */
function passiveOperand(operand: Operand, roles: CardRoles, scope: Scope, letter: string, mostNodes: number): void {
  if (operand.$type !== 'Word') {
    add(roles, operand, 'value');
    return;
  }
  const passive = letter === 'r' || letter === 'c' || letter === 'l';
  if (wordIn(operand, FLAGS) && roles.model !== undefined) add(roles, operand, 'keyword');
  else if (passive && operand.text.toLowerCase() === 'ac') add(roles, operand, 'keyword');
  else if (roles.model !== undefined) add(roles, operand, 'value');
  else if (passive) add(roles, operand, isPassiveModel(operand.text, scope, roles) ? 'model' : 'value');
  else if (letter === 'q' || letter === 'm') add(roles, operand, isTransistorNode(operand, roles, scope, mostNodes) ? 'node' : 'model');
  else if (letter === 'b' || letter === 't') add(roles, operand, 'value');
  else add(roles, operand, 'model');
}

function isNumber(text: string): boolean {
  return readNumber(text) !== undefined;
}

/** A word is a model when it is no number and no parameter, or when a model of its name is declared. */
function isPassiveModel(text: string, scope: Scope, roles: CardRoles): boolean {
  if (isNumber(text)) return false;
  if (lookupModel(scope, text) !== undefined) return true;
  if (lookupParameter(scope, text) !== undefined) return false;
  // `2*rload`, `-x`: an expression without delimiters.
  if (/[*/^+-]/.test(text) && /^[-+\w.*/^]+$/.test(text)) return false;
  return roles.values.length === 0 || lookupFunction(scope, text) === undefined;
}

/** A fourth (BJT) or fifth (MOS) word is a node when a word follows it and no model of its name is declared. */
function isTransistorNode(operand: Word, roles: CardRoles, scope: Scope, mostNodes: number): boolean {
  if (roles.nodes.length >= mostNodes || lookupModel(scope, operand.text) !== undefined) return false;
  const siblings = (operand.$container as { arguments?: readonly Argument[] }).arguments ?? [];
  const next = siblings[(operand.$containerIndex ?? 0) + 1];
  if (next?.$type !== 'Word' || wordIn(next, FLAGS)) return false;
  // `2N5817` reads as a number too; a declared name, or a node that is a bare number, decides.
  return !isNumber(next.text) || /^\d+$/.test(operand.text) || lookupModel(scope, next.text) !== undefined;
}
