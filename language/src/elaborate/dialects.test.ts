import { expect, test } from 'vitest';
import { languageCheck } from '../check.js';

/** Nodes and settings of a circuit in a dialect: what each dialect makes of the same deck. */
function circuitOf(dialect: string, cards: string): string {
  const uri = 'file:///a.cir';
  const text = `title\n* nodal: dialect=${dialect}\n${cards}\n.op\n.end\n`;
  const { circuit, findings } = languageCheck(uri, (wanted) => (wanted === uri ? { uri, version: 1, text } : { uri: wanted, error: 'there is no such file.' }));
  if (circuit === undefined) return findings.map(({ code }) => code).join(' ');
  const { constant } = circuit.values;
  const resistance = circuit.devices.kind.map((_, device) => device).map((device) => constant[circuit.parameters.valueStart[circuit.devices.parametersStart[device]!]!]);
  return `${circuit.nodes.name.map((name) => circuit.strings[name]).join(' ')}: ${resistance.join(' ')}`;
}

test.each([
  ['r1 a gnd! 4k7\nr2 a 0 1\nr3 gnd! 0 1', { ngspice: '0 a gnd!: 4000 1 1', hspice: '0 a: 4000 1 1', ltspice: '0 a gnd!: 4700 1 1' }],
  ['r1 a GND 1k\nr2 a 0 1\nr3 GND 0 1', { ngspice: '0 a: 1000 1 1', pspice: '0 a GND: 1000 1 1', xyce: '0 a GND: 1000 1 1', spice3: '0 a: 1000 1 1' }],
  ['r1 a GND 1k', { ngspice: '0 a: 1000', pspice: '0 a: 1000', xyce: '0 a: 1000' }],
  ['.param x={2^3}\nr1 a 0 {x+1}', { ngspice: '0 a: 9', ltspice: '0 a: 1', hspice: '0 a: 9', xyce: '0 a: 1' }],
  ['r1 a 0 {temper}', { ngspice: '0 a: 27', hspice: '0 a: 25' }],
  ['.temp 50\nr1 a 0 {temper}', { ngspice: '0 a: 50', hspice: '0 a: 50' }],
  ['r1 a 0 {1x}', { ngspice: '0 a: 1', hspice: '0 a: 1000000', xyce: '0 a: 1000000' }],
  ['r1 a 0 {log(100)}', { xyce: '0 a: 2' }],
  ['.lib foo\nr1 a 0 1', { ngspice: 'empty-netlist unclosed-section', ltspice: 'include-not-found' }],
])('%j', (cards, expected) => {
  expect(Object.fromEntries(Object.keys(expected).map((dialect) => [dialect, circuitOf(dialect, cards)]))).toEqual(expected);
});
