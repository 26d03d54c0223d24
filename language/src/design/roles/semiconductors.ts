import { lookupModel } from '../lookup.js';
import type { Reading } from './reading.js';
import { canBeModel, FLAGS, isBracket, isPlainNumber, Keywords } from './words.js';

/** Parameters that take several values: `ic=0.6,2`. */
const LISTS = new Keywords(['ic']);

/** How many nodes the card of a letter has at least and at most, and how many it usually has. */
const COUNTS: Readonly<Record<string, readonly [least: number, usual: number, most: number]>> = {
  // The third node of a diode is its temperature.
  d: [2, 2, 3],
  // The fourth is the substrate, the fifth the temperature.
  q: [3, 3, 5],
  // HSPICE has a bulk.
  j: [3, 3, 4],
  z: [3, 3, 4],
  // LTspice's VDMOS has three; devices on an insulator and those with a temperature have up to seven.
  m: [3, 4, 7],
};

/** `d1 a k model [area] [off]`, `q1 c b e [substrate] model …`, `m1 d g s b model …`: nodes, a model, and what the model takes. */
export function readSemiconductor(reading: Reading): void {
  const [least, usual, most] = COUNTS[reading.letter]!;
  const model = modelPlace(reading, least, usual, most);
  nodesUpTo(reading, model < 0 ? Math.min(usual, reading.lead) : model);
  if (model >= 0) reading.add('model');
  readTail(reading);
}

/** Nodes up to a place; the brackets around PSpice's substrate are none. */
function nodesUpTo(reading: Reading, end: number): void {
  let pin = 0;
  while (reading.at < end) {
    const operand = reading.peek()!;
    if (operand.$type === 'Word' && isBracket(operand.text)) reading.add('keyword');
    else reading.add('node', pin++);
  }
}

/** Flags, areas and parameters behind the model. */
export function readTail(reading: Reading): void {
  const { list } = reading;
  while (reading.at < list.length) {
    const operand = list[reading.at]!;
    if (operand.$type === 'Word' && FLAGS.has(operand.text)) reading.add('keyword');
    else reading.add(reading.continues(LISTS) ? 'parameter' : 'value');
  }
}

/**
 * The place of the model's name, or -1. With the usual number of words it is
 * the last one; else the last word that a declared model has, and where none is
 * declared the last word that is no number.
 */
function modelPlace(reading: Reading, least: number, usual: number, most: number): number {
  const { list, lead, scope } = reading;
  const last = list[lead - 1];
  if (lead === usual + 1 && canBeModel(last)) return usual;
  let plausible = -1;
  const end = Math.min(lead, most + 3);
  for (let place = end - 1; place >= least; place--) {
    const operand = list[place]!;
    if (!canBeModel(operand)) continue;
    if (plausible < 0) {
      plausible = place;
      if (place === least) return place;
    }
    if (lookupModel(scope, operand.text) !== undefined) return place;
  }
  if (plausible >= 0) return plausible;
  // A model may have a number for its name: `d1 a k 1`.
  for (let place = least; place < end; place++) {
    const operand = list[place]!;
    if (operand.$type === 'Word' && isPlainNumber(operand.text) && lookupModel(scope, operand.text) !== undefined) return place;
  }
  // LTspice makes names of expressions too: `q1 c b e {kind}`.
  return lead > usual && list[usual]!.$type === 'Expression' ? usual : -1;
}
