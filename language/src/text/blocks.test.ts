import { expect, test } from 'vitest';
import { parseText } from '../syntax/parse-document.js';

/** The blocks of a text by their lines, and the first words of its cards. */
function read(text: string): string {
  const { table, netlist } = parseText(text, false);
  const line = (at: number) => text.slice(0, at).split('\n').length;
  const blocks = table.blocks.map(({ kind, start, end, closed }) => `${kind} ${line(start)}-${line(end)}${closed ? '' : ' open'}`);
  const cards = netlist.cards.map((card) => (card.$type === 'ElementCard' ? card.name : card.$type === 'DirectiveCard' ? card.keyword : card.word));
  return `${blocks.join(', ')}: ${cards.join(' ')}`;
}

test.each([
  ['r1 a 0 1\n.MACHINE\n.state s0 0\nr2 a 0 1\n.EndMachine\nr3 a 0 1\n', 'machine 2-5: r1 .MACHINE .EndMachine r3'],
  ['.protect\nr1 a 0 1\n.unprotect\n', ': .protect r1 .unprotect'],
  ['.prot ; hidden\nr1 a 0 1\n.unprot\n', ': .prot r1 .unprot'],
  ['.PROT FREELIB\n5%&/ .end\n.UNPROT\nr1 a 0 1', 'encrypted 1-3: .PROT .UNPROT r1'],
  ['.subckt a b\n$CDNENCSTART\nabc def\n$CDNENCFINISH\n.ends\n', 'encrypted 2-4: .subckt .ends'],
  ['$CDNENCSTART\nabc def\n', 'encrypted 1-3 open: '],
  ['.aliases\nR_R1 R1(1=a 2=b)\n_ _(a=b)\n.endaliases\n.end\n', 'aliases 1-4: .aliases .endaliases .end'],
  ['.variation\n.global_variation\nnmos nch vth0=N(0,1)\n.end_variation\nr1 a 0 1\n', 'variation 1-4: .variation .end_variation r1'],
  ['.machine\n.state s0 0\n', 'machine 1-3 open: .machine'],
])('%j', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('after each edit the blocks are those of a fresh parse', () => {
  const text = 'r1 a 0 1\n.machine\n.state s0 0\n.endmachine\nr2 a 0 1\n$CDNENCSTART\nabc\n$CDNENCFINISH\nr3 a 0 1\n.prot freelib\nxyz\n.unprot\nr4 a 0 1\n.control\nop\n.endc\nr5 a 0 1\n';
  for (let at = 0; at < text.length; at++) {
    for (const edited of [text.slice(0, at) + text.slice(at + 1), `${text.slice(0, at)}x${text.slice(at)}`, `${text.slice(0, at)}\n${text.slice(at)}`]) {
      const after = parseText(edited, false, parseText(text, false));
      const fresh = parseText(edited, false);
      expect(after.table).toEqual(fresh.table);
    }
  }
});

test('the same for backslashes that continue a card', () => {
  const text = 'r1 a \\\\\n 0 1\nr2 b \\\\  \n 0 1 \\\\\n\n+ tc=1\nr3 c 0 1\n';
  for (let at = 0; at <= text.length; at++) {
    for (const edited of [text.slice(0, at) + text.slice(at + 1), `${text.slice(0, at)}\\${text.slice(at)}`, `${text.slice(0, at)}\\\\\n${text.slice(at)}`]) {
      expect(parseText(edited, false, parseText(text, false)).table).toEqual(parseText(edited, false).table);
    }
  }
});
