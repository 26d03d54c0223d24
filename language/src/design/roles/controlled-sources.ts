import type { Reading } from './reading.js';
import { dimensionOf, integerOf, isPlainNumber, Keywords } from './words.js';

/** Forms with a list in parentheses: `poly(2)`, HSPICE's `pwl(1)` and gates, `table(…)`, `value(…)`. */
const CALLS = new Keywords(['poly', 'pwl', 'npwl', 'ppwl', 'and', 'nand', 'or', 'nor', 'value', 'table', 'laplace', 'freq', 'delay', 'vol', 'cur', 'tbl']);
const WITH_DIMENSION = new Keywords(['poly', 'pwl', 'npwl', 'ppwl', 'and', 'nand', 'or', 'nor']);
/** Words that an expression follows in PSpice, and two nodes in HSPICE. */
const FORMULAS = new Keywords(['value', 'table', 'laplace', 'freq', 'chebyshev', 'vol', 'cur', 'tbl', 'error_function']);
/** HSPICE's words, which the controlling nodes or source follow. */
const KINDS = new Keywords(['vcvs', 'vccs', 'cccs', 'ccvs', 'vcr', 'vccap', 'opamp', 'transformer', 'delay', 'pole', 'foster', 'level', 'poly']);
const POLYNOMIAL = new Keywords(['poly']);
const AMPLIFIER = new Keywords(['opamp']);
/** Parameters that hold the whole function, so that no controlling nodes follow. */
const WHOLE = new Keywords(['value', 'vol', 'cur', 'table', 'tbl', 'v', 'i', 'freq', 'laplace', 'r', 'q']);

/** `e1 p n cp cn gain`, `e1 p n poly(2) a b c d 0 1 1`, `e1 p n value={…}`, `e1 p n table {…} (0,0) (1,1)`. */
export function readVoltageControlled(reading: Reading): void {
  readControlled(reading, 'control-node', 2);
}

/** `f1 p n source gain`, `f1 p n poly(2) v1 v2 0 1 1`. */
export function readCurrentControlled(reading: Reading): void {
  readControlled(reading, 'element', 1);
}

function readControlled(reading: Reading, role: 'control-node' | 'element', each: number): void {
  const { list } = reading;
  reading.nodes(2);
  let left = each;
  let linear = role === 'control-node';
  while (reading.at < list.length) {
    const operand = list[reading.at]!;
    if (operand.$type === 'Assignment') {
      if (operand.target.$type === 'Call' || WHOLE.has(operand.target.text)) left = 0;
      reading.add('parameter');
    } else if (operand.$type === 'Call' && CALLS.has(operand.callee)) {
      linear = false;
      if (WITH_DIMENSION.has(operand.callee)) left = each * (dimensionOf(operand) ?? 1);
      else if (left === each) left = 0;
      reading.add('waveform');
    } else if (operand.$type === 'Word' && left > 0 && isForm(operand.text, reading, each)) {
      if (FORMULAS.has(operand.text) || POLYNOMIAL.has(operand.text)) linear = false;
      const polynomial = POLYNOMIAL.has(operand.text);
      if (FORMULAS.has(operand.text) && reading.peek(1)?.$type !== 'Word') left = 0;
      reading.add('keyword');
      // `poly 2 a b c d`: the number of controls without its parentheses.
      const dimension = polynomial ? integerOf(reading.peek()) : undefined;
      if (dimension !== undefined) {
        left = each * dimension;
        reading.add('value');
      }
    } else if (left > 0 && (operand.$type === 'Word' || (role === 'control-node' && operand.$type === 'Call'))) {
      left--;
      reading.add(role, linear ? 3 - left : -1);
    } else {
      // An expression in the place of a control is the function itself.
      if (operand.$type === 'Expression') left = 0;
      reading.add(operand.$type === 'Word' && operand.text === '/' ? 'keyword' : 'value');
    }
  }
}

/** A node or source may be named like a form; then too few operands follow for that form. */
function isForm(text: string, reading: Reading, each: number): boolean {
  const follow = reading.list.length - reading.at - 1;
  if (FORMULAS.has(text)) {
    const next = reading.peek(1);
    if (next === undefined) return false;
    return next.$type !== 'Word' || (follow > each && !isPlainNumber(next.text)) || follow > each + 1;
  }
  if (follow > each) return KINDS.has(text);
  // An ideal amplifier has no gain behind its inputs.
  const last = reading.peek(follow);
  return follow === each && AMPLIFIER.has(text) && last?.$type === 'Word' && !isPlainNumber(last.text);
}
