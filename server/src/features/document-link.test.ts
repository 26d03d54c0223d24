import { afterEach, describe, expect, it } from 'vitest';
import type { DocumentLink } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

async function links(marked: string, uri = 'file:///w/deck.cir'): Promise<{ shown: string; targets: string[] }> {
  session = await serveMarked(marked);
  const found = await session.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
  return { shown: session.show(found.map(({ range }) => ({ uri, range }))), targets: found.map(({ target, tooltip }) => `${target} (${tooltip})`) };
}

describe('document links', () => {
  it('are the names of files on .include and .lib, without their quotes', async () => {
    const { shown, targets } = await links('--- deck.cir\nt\n.include "sub dir/a.inc"\n.lib b.lib tt\n.inc missing.inc\n--- sub dir/a.inc\nr1 a 0 1\n--- b.lib\n.lib tt\n.endl\n'.replaceAll('--- sub dir', '--- file:///w/sub%20dir'));
    expect(shown).toBe('--- deck.cir\nt\n.include "[|sub dir/a.inc|]"\n.lib [|b.lib|] tt\n.inc missing.inc\n');
    expect(targets).toEqual(['file:///w/sub%20dir/a.inc (Open a.inc)', 'file:///w/b.lib (Open b.lib)']);
  });
  it('lead to where a file was found', async () => {
    const { targets } = await links('--- deck.cir\nt\n.include PARTS.lib\n--- parts.lib\n.model d d\n');
    expect(targets).toEqual(['file:///w/parts.lib (Open parts.lib)']);
  });
  it('of a part are relative to the part', async () => {
    const { targets } = await links('--- deck.cir\nt\n.include lib/a.lib\n--- lib/a.lib\n<|>.include b.lib\n--- lib/b.lib\n.model d d\n', 'file:///w/lib/a.lib');
    expect(targets).toEqual(['file:///w/lib/b.lib (Open b.lib)']);
  });
  it('are there while the rest of the card is typed', async () => {
    const { shown } = await links('--- deck.cir\nt\n.lib a.lib \n.include \n.lib\n--- a.lib\n.model d d\n');
    expect(shown).toBe('--- deck.cir\nt\n.lib [|a.lib|] \n.include \n.lib\n');
  });
});
