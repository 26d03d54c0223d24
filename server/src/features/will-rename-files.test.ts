import { afterEach, describe, expect, it } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

async function moved(marked: string, from: string, to: string): Promise<string> {
  session = await serveMarked(marked);
  const edit = await session.request<WorkspaceEdit | null>('workspace/willRenameFiles', { files: [{ oldUri: `file:///w/${from}`, newUri: `file:///w/${to}` }] });
  return edit === null ? 'nothing' : session.edited(edit);
}

const DECK = '--- deck.cir\nt\n.include parts.lib\n.lib "./parts.lib" tt\n.include sub/more.inc\n';
const FILES = `${DECK}--- parts.lib\n.lib tt\n.endl\n--- sub/more.inc\n.include ../parts.lib\n.include beside.inc\n--- sub/beside.inc\n.model d d\n`;

describe('renaming files', () => {
  it('changes the names on include cards, also in included files', async () => {
    expect(await moved(FILES, 'parts.lib', 'models.lib')).toBe('--- deck.cir\nt\n.include models.lib\n.lib "./models.lib" tt\n.include sub/more.inc\n--- sub/more.inc\n.include ../models.lib\n.include beside.inc\n');
  });
  it('puts a name with blanks into quotes', async () => {
    expect(await moved('--- deck.cir\nt\n.include parts.lib\n--- parts.lib\n.model d d\n', 'parts.lib', 'my%20parts.lib')).toBe('--- deck.cir\nt\n.include "my parts.lib"\n');
  });
  it('of a folder changes all that led into it, and not what stands in it side by side', async () => {
    expect(await moved(FILES, 'sub', 'lib/deep')).toBe('--- deck.cir\nt\n.include parts.lib\n.lib "./parts.lib" tt\n.include lib/deep/more.inc\n--- sub/more.inc\n.include ../../parts.lib\n.include beside.inc\n');
  });
  it('of a deck changes its relative names', async () => {
    expect(await moved('--- deck.cir\nt\n.include parts.lib\n--- parts.lib\n.model d d\n', 'deck.cir', 'decks/deck.cir')).toBe('--- deck.cir\nt\n.include ../parts.lib\n');
  });
  it('that nobody includes changes nothing', async () => {
    expect(await moved(FILES, 'other.lib', 'models.lib')).toBe('nothing');
    expect(await moved('--- deck.cir\nt\n.include parts.lib\n', 'deck.cir', 'renamed.cir')).toBe('nothing');
  });
});
