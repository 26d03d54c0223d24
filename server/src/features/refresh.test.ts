import { afterEach, describe, expect, it } from 'vitest';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const ALL = ['codeLens', 'inlayHint', 'semanticTokens'];
const FILES = '--- deck.cir\ntitle\n.include parts.lib\nx1 a 0 half\n--- parts.lib\n.subckt half<|> a b\nr1 a b 1k\n.ends half\n';

/** A session whose client is asked to ask anew; the names of what it was asked for. */
async function asked(marked: string, can = ALL): Promise<{ client: Session; names: string[] }> {
  const client = await serveMarked(marked, { capabilities: { workspace: Object.fromEntries(can.map((name) => [name, { refreshSupport: true }])) } });
  const names: string[] = [];
  for (const name of ALL) client.connection.onRequest(`workspace/${name}/refresh`, () => { names.push(name); return null; });
  session = client;
  return { client, names };
}

describe('what is shown is asked for anew', () => {
  it('when settings change', async () => {
    const { client, names } = await asked('title\n');
    await client.configure({ codeLens: { references: 'all' } });
    await expect.poll(() => [...names].sort()).toEqual(['codeLens', 'inlayHint']);
  });

  it('when another open document is edited', async () => {
    const { client, names } = await asked(FILES);
    await client.change('file:///w/parts.lib', '.subckt half a b\nr1 a b 2k\n.ends half\n');
    await expect.poll(() => [...new Set(names)].sort(), { timeout: 60_000 }).toEqual(ALL);
  });

  it('when a file changes on disk', async () => {
    const { client, names } = await asked('--- deck.cir\ntitle\n.include parts.lib\nx1 a 0 half\n--- parts.lib\n.subckt half a b\n.ends\n');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///w/parts.lib', type: 2 }] });
    await expect.poll(() => [...new Set(names)].sort(), { timeout: 60_000 }).toEqual(ALL);
  });

  it('of a client that can do so only', async () => {
    const { client, names } = await asked('title\n', ['inlayHint']);
    await client.configure({ inlayHints: { values: false } });
    await expect.poll(() => names).toEqual(['inlayHint']);
  });
});
