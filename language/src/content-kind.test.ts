import { describe, expect, it } from 'vitest';
import { foreignContent, looksLikeNetlist } from './content-kind.js';

const kindOf = (text: string, part = true) => foreignContent(text, part)?.kind ?? 'netlist';

describe('foreignContent', () => {
  it.each([
    ['liberty', '/* cells */\nlibrary (cells_tt) {\n  delay_model : table_lookup;\n}'],
    ['liberty', 'library("x") {'],
    ['verilog', '// a resistor\n`include "disciplines.vams"\nmodule r(a, b);\nendmodule\n'],
    ['verilog', 'module r(a, b);\ninout a, b;\nendmodule'],
    ['vhdl', '-- a gate\nlibrary IEEE;\n'],
    ['spectre', '// generated\nsimulator lang=spectre\nr1 (a b) resistor r=1k\n'],
    ['ltspice-schematic', 'Version 4\r\nSHEET 1 880 680\r\nWIRE 1 2 3 4\r\n'],
    ['ltspice-symbol', 'Version 4\nSymbolType CELL\nLINE Normal 0 0 1 1\n'],
    ['pspice-symbols', '*version 8.0 676762054\r\n@index\r\nsymloc OPA340 0 961\r\n'],
    ['kicad', '(export (version "E")\n  (design\n'],
    ['kicad', 'EESchema-LIBRARY Version 2.4\n#encoding utf-8\n'],
    ['kicad', 'PCBNEW-LibModule-V1  2013\n'],
    ['board-netlist', '[\r\nC1\r\nRAD0.2\r\n100n\r\n\r\n]\r\n(\r\nNetC1_1\r\nC1-1\r\n)\r\n'],
    ['board-netlist', '"ExpressPCB Netlist"\r\n"LTspice IV"\r\n1\r\n'],
    ['board-netlist', '*PADS-PCB*\n*PART*\n'],
    ['edif', '(edif top (edifVersion 2 0 0))'],
    ['ibis', '|***\n| a buffer\n[IBIS Ver]   3.2\n[File Name] x.ibs\n'],
    ['touchstone', '! BFP420\n# GHz S MA R 50\n0.01 0.6 -4 28 170\n'],
    ['web-page', '<!DOCTYPE html>\n<html><head>\n'],
    ['web-page', '\n<HTML>\n'],
    ['xml', '<?xml version="1.0"?>\n<a/>'],
    ['json', '{\n  "a": 1\n}'],
    ['results', 'Title: * x\nDate: Mon\nPlotname: Transient\n'],
    ['settings', '[Options]\r\nSolver=0\r\n'],
    ['document', '%PDF-1.4\n'],
    ['prose', 'About the models\n\nThese macromodels are made with care.\nNo warranty is given.\n'],
    ['prose', `How a library is included:\n${'Some words that explain it.\n'.repeat(30)}.lib name.lib\n`],
    ['web-page', '<div class="x">\n'],
    ['prose', `Prefix   X\nExample: .include a\n.subckt x a b\n.ends\n${'Click the symbol in the schematic and then the name of it.\n'.repeat(25)}`],
    ['prose', '================\nTo use the part, copy it into the folder.\n'],
    ['table', '(0 0\n(1u 5)\n(2u 5)\n'.replaceAll('u', 'e-6')],
    ['table', '0 0 1e-3 5'],
    ['prose', `1. Place these statements.\n${'2. Then run it again, with care.\n'.repeat(12)}.measure a max b\n.measure b max c\n`],
    ['table', '1e-6 126.9\n1.45e-6 134.5\n1.7e-6, 137.9\n'],
  ])('%s', (kind, text) => expect(kindOf(text)).toBe(kind));

  it.each([
    '',
    '* only a comment\n',
    '.model x d(is=1f)\n',
    '+ PNP(\n+ VBBE={VBBE}\n',
    'r1 a b 1k\n',
    'a\nb',
    'half a card',
    '.measure tran a max v(b)\n.measure tran c max v(d)\n* remark\n',
    `A preface of a library\n${'with many words, no comments\n'.repeat(30)}.model a d\n.model b d\n.subckt x a b\n.ends\n`,
    'm1 d g s b nch W=1u L=1u\nxa n1 n2 inverter\nq1 c b e 2N2222\n',
    'BF245A, by its author\n.subckt bf245 d g s\n.ends\n',
    '*version 2 of the model\n.subckt a b c\n.ends',
    'library of diodes\n.model d1 d\n',
    '[1]\n.model a d\n',
    'Version 4\n.model a d\n',
    `${'some words of a licence here\n'.repeat(600)}.subckt a b c\n.ends\n`,
  ])('is a netlist: %j', (text) => expect(kindOf(text)).toBe('netlist'));

  it('takes words in a deck for the beginning of a netlist', () => {
    expect(kindOf('My circuit\nto be written today\n', false)).toBe('netlist');
  });
});

it.each([
  ['* a part\n.subckt a b c\n.ends\n', true],
  ['.model a d\n', true],
  ['r1 a b 1k\n', false],
  ['.PHONY: all\n', false],
  ['<html>\n.model a d\n', false],
  ['', false],
])('looksLikeNetlist %j', (text, expected) => expect(looksLikeNetlist(text)).toBe(expected));
