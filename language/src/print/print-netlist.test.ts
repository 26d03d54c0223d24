import { expect, test } from 'vitest';
import { dialectOf } from '../dialect/registry.js';
import { parseText } from '../syntax/parse-document.js';
import { printNetlist, type PrintOptions } from './print-netlist.js';

function printed(text: string, options: PrintOptions = {}, dialect: 'ngspice' | 'ltspice' | 'pspice' = 'ngspice', deck = true): string {
  return printNetlist(parseText(text, deck, undefined, dialectOf(dialect)), options);
}

test('cards stand in a line each, those of subcircuits indented, without comments', () => {
  expect(printed('A title\n\n* a comment\nR1  a\tb ; the load\n+ 1k  tc = 1m\n.subckt s a b\nr1 (a, b) {r*2}\n.ends\n.model d1 d( is=1e-14, n = 1 )\n.end\n')).toBe(
    'A title\nR1 a b 1k tc=1m\n.subckt s a b\n  r1 (a,b) {r*2}\n.ends\n.model d1 d is=1e-14 n=1\n.end\n');
});

test('a deck without a title gets an empty line for it', () => {
  expect(printed('R1 in out 1k\n.end\n')).toBe('\nR1 in out 1k\n.end\n');
  expect(printed('r1 a 0 1k\n', {}, 'ngspice', false)).toBe('r1 a 0 1k\n');
  expect(printed('')).toBe('\n');
});

test('long cards go on in lines that begin with a plus sign', () => {
  expect(printed('t\nV1 in 0 PWL(0 0 1m 1 2m 0 3m 1 4m 0) dc 0\n.print tran v(in,out) i(v1)\n', { width: 24 })).toBe(
    't\nV1 in 0 PWL(0 0 1m 1 2m\n+ 0 3m 1 4m 0) dc 0\n.print tran v(in,out)\n+ i(v1)\n');
});

test('words that would be something else behind a blank have a comma before them', () => {
  expect(printed('t\nr1 a,$b 1k\nv1 a 0 pulse,(1 2)\n.param x,y\n')).toBe('t\nr1 a,$b 1k\nv1 a 0 pulse,(1,2)\n.param x,y\n');
});

test('a line that ends in a backslash gets an empty comment', () => {
  expect(printed('t\n.include C:\\lib\\\\ ; mine\nr1 a 0 1\n')).toBe('t\n.include C:\\lib\\\\ ;\nr1 a 0 1\n');
});

test('commands, blocks and what follows the end are kept', () => {
  expect(printed('t\n.control\n  run ; now\nprint v(a)\n+ v(b) > out.txt\n.endc\n.machine\n.state a 0\n.endmachine\n.end\nafter\n')).toBe(
    't\n.control\nrun\nprint v(a) v(b) > out.txt\n.endc\n.machine\n.state a 0\n.endmachine\n.end\nafter\n');
});

test('a comment names the dialect where the cards do not show it', () => {
  expect(printed('t\n* LTspice\nr1 a 0 4k7\n', {}, 'ltspice')).toBe('t\n* nodal: dialect=ltspice\nr1 a 0 4k7\n');
  expect(printed('t\nr1 §a 0 4k7\n', {}, 'ltspice')).toBe('t\nr1 §a 0 4k7\n');
});

test('what is no netlist stays as it is', () => {
  expect(printed('* LTspice Encrypted File\n* 1 2 3\n')).toBe('* LTspice Encrypted File\n* 1 2 3\n');
});
