import { findWaveform, UNSUPPORTED_WAVEFORMS } from '../../reference/sources.js';
import type { Reading } from './reading.js';
import { beginsNumber, Keywords } from './words.js';

const WORDS = new Keywords([
  'dc', 'ac', 'distof1', 'distof2', 'portnum', 'z0', 'pwr', 'phase', 'tran', 'transient',
  // LTspice
  'load', 'repeat', 'for', 'forever', 'endrepeat', 'file', 'trigger', 'step',
  // HSPICE, PSpice
  'stimulus', 'hb',
]);
const FURTHER_WAVEFORMS = new Set([...UNSUPPORTED_WAVEFORMS, 'pwlz', 'pwlfile', 'lfsr', 'prbs', 'bitstream']);
/** Parameters that take several values: `ac=1,90`. */
const LISTS = new Keywords(['ac', 'pwl', 'table', 'tbl', 'dc']);

/** `v1 p n [dc] 5 ac 1 90 sin(0 1 1k)`, the waveform with its parentheses or without, LTspice's `rser=`. */
export function readSource(reading: Reading): void {
  const { list } = reading;
  reading.nodes(2);
  while (reading.at < list.length) {
    const operand = list[reading.at]!;
    if (operand.$type === 'Call') {
      reading.add(isWaveform(operand.callee) ? 'waveform' : 'value');
    } else if (reading.continues(LISTS)) {
      reading.add('parameter');
    } else if (operand.$type !== 'Word' || beginsNumber(operand.text)) {
      reading.add('value');
    } else {
      reading.add(isWaveform(operand.text) ? 'waveform' : WORDS.has(operand.text) ? 'keyword' : 'value');
    }
  }
}

export function isWaveform(word: string): boolean {
  if (word.length > 10) return false;
  const lower = word.toLowerCase();
  return findWaveform(lower) !== undefined || FURTHER_WAVEFORMS.has(lower);
}
