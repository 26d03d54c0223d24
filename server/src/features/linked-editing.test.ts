import { afterEach, describe, expect, it } from 'vitest';
import type { LinkedEditingRanges } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

async function linked(marked: string): Promise<string> {
  session = await serveMarked(marked);
  const { uri } = session.marked.cursor!;
  const found = await session.atCursor<LinkedEditingRanges | null>('textDocument/linkedEditingRange');
  return found === null ? 'nothing' : session.show(found.ranges.map((range) => ({ uri, range })));
}

describe('linked editing', () => {
  it.each([
    ['from .subckt', 't\n.subckt am<|>p a\nr1 a 0 1\n.ends amp\n', 't\n.subckt [|amp|] a\nr1 a 0 1\n.ends [|amp|]\n'],
    ['from .ends', 't\n.subckt amp a\n.ends AMP<|>\n', 't\n.subckt [|amp|] a\n.ends [|AMP|]\n'],
    ['over nested ones', 't\n.subckt a<|> p\n.subckt a p\n.ends a\n.ends a\n', 't\n.subckt [|a|] p\n.subckt a p\n.ends a\n.ends [|a|]\n'],
    ['from a port, nothing', 't\n.subckt amp <|>a\n.ends amp\n', 'nothing'],
    ['without a name behind .ends, nothing', 't\n.subckt a<|>mp a\n.ends\n', 'nothing'],
    ['with another name behind .ends, nothing', 't\n.subckt a<|>mp a\n.ends other\n', 'nothing'],
    ['while .ends is missing, nothing', 't\n.subckt a<|>mp a\nr1 a 0\n', 'nothing'],
  ])('%s', async (_, marked, expected) => expect(await linked(marked)).toBe(expected));
});
