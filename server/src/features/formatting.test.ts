import { afterEach, expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const OPTIONS = { tabSize: 4, insertSpaces: true };

/** The file after the edits of a request. */
async function after(marked: string, method: string, further: (session: Session) => object = () => ({}), settings: object = {}): Promise<string> {
  session = await serveMarked(marked);
  await session.configure({ format: settings });
  const [uri] = session.marked.files.keys();
  const edits = await session.request<TextEdit[]>(method, { textDocument: { uri }, options: OPTIONS, ...further(session) });
  return session.edited({ changes: { [uri!]: edits } });
}

const typed = (marked: string) => after(marked, 'textDocument/onTypeFormatting', ({ marked: { cursor } }) => ({ position: cursor!.position, ch: '\n' }));

test('a document is formatted by the settings', async () => {
  const deck = 't\nR1  in out   1k ; load\n.subckt s a b\nrlong a b 1k\nc1 a b 1n\n.ends\n';
  expect(await after(deck, 'textDocument/formatting')).toBe('t\nR1 in out 1k ; load\n.subckt s a b\n  rlong a b 1k\n  c1    a b 1n\n.ends\n');
  await session?.stop();
  expect(await after(deck, 'textDocument/formatting', undefined, { indent: 4, alignColumns: false, letterCase: 'upper' })).toBe('t\nR1 in out 1k ; load\n.SUBCKT s a b\n    rlong a b 1k\n    c1 a b 1n\n.ENDS\n');
});

test('nodal.json comes before the settings', async () => {
  const files = (json: string) => `--- deck.cir\nt\n.subckt s a b\nr1  a b 1k\n.ends\n--- nodal.json\n${json}\n`;
  expect(await after(files('{ "format": { "indent": 3 } }'), 'textDocument/formatting', undefined, { indent: 4 })).toBe('--- deck.cir\nt\n.subckt s a b\n   r1 a b 1k\n.ends\n');
});

test('a part is formatted with the cards that it is aligned with', async () => {
  const range = { start: { line: 1, character: 2 }, end: { line: 2, character: 0 } };
  expect(await after('t\nr1  a  b  1k\nrlong a b 1k\n\nr2  a  b  1k\n', 'textDocument/rangeFormatting', () => ({ range }))).toBe('t\nr1    a b 1k\nrlong a b 1k\n\nr2  a  b  1k\n');
});

test('at the end of a line its card is formatted and the next line gets its margin', async () => {
  expect(await typed('t\n.subckt s a b\nr1   a  b 1k\n<|>')).toBe('t\n.subckt s a b\n  r1 a b 1k\n  ');
});

test('behind .ends the margin ends', async () => {
  expect(await typed('t\n.subckt s a b\n  r1 a b 1k\n  .ends\n  <|>\nr2  a  b 1\n')).toBe('t\n.subckt s a b\n  r1 a b 1k\n.ends\n\nr2  a  b 1\n');
});

test('the rest of a broken card gets a plus sign', async () => {
  expect(await typed('t\nv1 a 0 pulse(0 5\n<|>1n 1n 1u)\n')).toBe('t\nv1 a 0 pulse(0 5\n+ 1n 1n 1u)\n');
  await session?.stop();
  expect(await typed('t\nr1  a  0 1k\n<|>r2  b 0 1k\n')).toBe('t\nr1 a 0 1k\nr2 b 0 1k\n');
});

test('scripts keep the margin that the editor gives', async () => {
  expect(await typed('t\n.control\n  run\n  <|>\n.endc\n')).toBe('t\n.control\n  run\n  \n.endc\n');
});
