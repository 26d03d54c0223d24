import { afterEach, describe, expect, it } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver';
import { offsetAt } from '../testing/marked.js';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

/** What is selected step by step, line ends shown as `⏎`; the whole file is left out. */
async function steps(marked: string): Promise<string[]> {
  session = await serveMarked(marked);
  const { uri, position } = session.marked.cursor!;
  const [found] = await session.request<SelectionRange[]>('textDocument/selectionRange', { textDocument: { uri }, positions: [position] });
  const text = session.marked.files.get(uri)!;
  const selected: string[] = [];
  for (let at = found; at !== undefined; at = at.parent!) selected.push(text.slice(offsetAt(text, at.range.start), offsetAt(text, at.range.end)));
  expect(selected.pop()).toBe(text);
  return selected.map((piece) => piece.replaceAll('\n', '⏎'));
}

describe('selection ranges', () => {
  it.each([
    ['a value, the card', 'title\nr1 a b 1<|>k\n', ['1k', 'r1 a b 1k']],
    ['an assignment', 'title\nr1 a b 1k tc1=1<|>m\n', ['1m', 'tc1=1m', 'r1 a b 1k tc1=1m']],
    ['a name in an expression, what is in the braces, the operand', 'title\nr1 a b r={ga<|>in*2}\n', ['gain', 'gain*2', '{gain*2}', 'r={gain*2}', 'r1 a b r={gain*2}']],
    ['an argument of a waveform', 'title\nv1 a 0 pulse(0 5<|> 1n)\n', ['5', '0 5 1n', 'pulse(0 5 1n)', 'v1 a 0 pulse(0 5 1n)']],
    ['a subcircuit within another', 'title\n.subckt a p\n.subckt b p\nr1 p 0 1<|>k\n.ends\n.ends\n', ['1k', 'r1 p 0 1k', '.subckt b p⏎r1 p 0 1k⏎.ends', '.subckt a p⏎.subckt b p⏎r1 p 0 1k⏎.ends⏎.ends']],
    ['a continued card', 'title\nr1 a b\n+ 1<|>k\n', ['1k', 'r1 a b⏎+ 1k']],
    ['a branch', 'title\n.if (x)\nr1 a<|> b 1\n.else\nr1 a b 2\n.endif\n', ['a', 'r1 a b 1', '.if (x)⏎r1 a b 1']],
    ['a comment', 'title\n* one<|>\n* two\nr1 a b 1\n', ['one', '* one', '* one⏎* two']],
    ['a command of a script', 'title\n.control\nplot v(out<|>)\n.endc\n', ['out', 'plot v(out)', '.control⏎plot v(out)⏎.endc']],
    ['an empty line', 'title\n<|>\nr1 a b 1\n', []],
  ])('%s', async (_, marked, expected) => expect(await steps(marked)).toEqual(expected));
});
