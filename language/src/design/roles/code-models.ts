import type { Argument } from '../../generated/ast.js';
import { findFunctionBlock } from '../../reference/models.js';
import { lookupModel } from '../lookup.js';
import type { Reading } from './reading.js';
import { isBracket, Keywords } from './words.js';

/** The letter that says what kind of port follows: `%v`, `%vd`, `%i`, `%vnam`, `%d` … */
const PERCENT = 37;
/** All of LTspice's functions have as many nodes. */
const EIGHT = 8;
const NOTHING = new Keywords(['null']);

/**
 * XSPICE's `a1 [in1 in2] %vd(p n) out model`, LTspice's `a1 n1 … n8 schmitt
 * vt=1`: ports, then a model or the name of a special function.
 */
export function readCodeModel(reading: Reading): void {
  const { list, lead } = reading;
  // Flags may stand right behind a function: `ota linear g=1m`.
  const ninth = list[EIGHT];
  let model = lead > EIGHT && ninth?.$type === 'Word' && findFunctionBlock(ninth.text) !== undefined ? EIGHT : lead - 1;
  while (model > 0 && list[model]!.$type !== 'Word') model--;
  let named = false;
  while (reading.at < Math.max(model, 0)) {
    const operand = list[reading.at]!;
    const text = operand.$type === 'Word' ? operand.text : operand.$type === 'Call' ? operand.callee : '';
    if (text.charCodeAt(0) === PERCENT) {
      // A voltage source whose current is read.
      named = text.length === 5 && text.toLowerCase() === '%vnam';
      reading.add('keyword');
    } else if (isBracket(text) || text === '~' || NOTHING.has(text)) {
      reading.add('keyword');
    } else {
      reading.add(named ? 'element' : 'node');
    }
  }
  const last = list[model];
  if (last?.$type === 'Word') {
    // What eight nodes precede is a function of LTspice also when no table has it.
    const block = (model === EIGHT || findFunctionBlock(last.text) !== undefined) && lookupModel(reading.scope, last.text) === undefined;
    reading.add(block ? 'keyword' : 'model');
  }
  // LTspice's functions have flags among their parameters: `ota g=1m linear`.
  while (reading.at < list.length) reading.add(reading.peek()!.$type === 'Word' ? 'keyword' : 'value');
}

/** The operands of a code model with the ports of `%vd(p n)` opened; the list itself where there are none. */
export function openedPorts(list: readonly Argument[]): readonly Argument[] {
  for (const operand of list) {
    if (operand.$type === 'Call' && operand.callee.charCodeAt(0) === PERCENT) {
      return list.flatMap((each): readonly Argument[] => (each.$type === 'Call' && each.callee.charCodeAt(0) === PERCENT ? [each, ...each.arguments] : [each]));
    }
  }
  return list;
}
