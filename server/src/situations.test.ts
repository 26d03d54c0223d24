import { ELABORATE_REQUEST, type ElaborateResult } from '@nodal/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnostic, Hover, Location, LocationLink } from 'vscode-languageserver';
import { serve as start, type Session, type SessionOptions } from './testing/session.js';

/** What a language server meets besides one saved file in one folder; docs/situations.md is the table of these. */
let sessions: Session[] = [];
afterEach(async () => {
  await Promise.all(sessions.map((session) => session.stop()));
  sessions = [];
});

async function serve(files: Record<string, string>, options?: SessionOptions): Promise<Session> {
  const session = await start(files, options);
  sessions.push(session);
  return session;
}

const W = 'file:///w/';
const HALF = '.subckt half a b\nr1 a b 1k\n.ends half\n';
const deck = (include: string, cards = 'v1 in 0 1\nx1 in 0 half\n') => `title\n${include}\n${cards}.op\n.end\n`;
const changed = (session: Session, uri: string, text: string | undefined, type = 2) => {
  if (text === undefined) session.disk.delete(uri);
  else session.disk.set(uri, text);
  return session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
};
const circuitOf = (session: Session, uri: string) => session.request<ElaborateResult>(ELABORATE_REQUEST, { uri });
const definitionAt = async (session: Session, uri: string, line: number, character: number) => {
  const found = await session.ask<(LocationLink | Location)[] | null>('textDocument/definition', uri, line, character);
  return (found ?? []).map((place) => ('targetUri' in place ? place.targetUri : place.uri));
};

describe('unsaved files', () => {
  it('the text of an open include counts, not the one on disk', async () => {
    const session = await serve({ 'parts.lib': '* nothing yet\n' });
    await session.open(`${W}deck.cir`, deck('.include parts.lib'));
    await session.until(`${W}deck.cir`, ['unknown-subcircuit']);
    await session.open(`${W}parts.lib`, '* nothing yet\n');
    await session.change(`${W}parts.lib`, HALF);
    await session.until(`${W}deck.cir`, []);
    expect((await circuitOf(session, `${W}deck.cir`)).errors).toBe(0);
  });

  it('an include that is closed without saving is again what it is on disk', async () => {
    const session = await serve({ 'parts.lib': HALF });
    await session.open(`${W}deck.cir`, deck('.include parts.lib'));
    await session.open(`${W}parts.lib`, HALF);
    await session.change(`${W}parts.lib`, '* gone\n');
    await session.until(`${W}deck.cir`, ['unknown-subcircuit']);
    await session.close(`${W}parts.lib`);
    await session.until(`${W}deck.cir`, []);
  });
});

it('a file outside of the workspace finds what stands beside it', async () => {
  const session = await serve({ 'file:///elsewhere/parts.lib': HALF });
  await session.open('file:///elsewhere/deck.cir', deck('.include parts.lib'));
  await session.until('file:///elsewhere/deck.cir', []);
  expect(await definitionAt(session, 'file:///elsewhere/deck.cir', 3, 9)).toEqual(['file:///elsewhere/parts.lib']);
});

it('a window without any folder', async () => {
  const session = await serve({ 'file:///elsewhere/parts.lib': HALF }, { workspaceFolders: [] });
  await session.open('file:///elsewhere/deck.cir', deck('.include parts.lib'));
  await session.until('file:///elsewhere/deck.cir', []);
});

describe('missing includes', () => {
  it('one finding at the include, none for the names that it may hold', async () => {
    const session = await serve({});
    await session.open(`${W}deck.cir`, deck('.include parts.lib', 'v1 in 0 1\nx1 in 0 half\nd1 in 0 dx\nr1 in 0 {k}\n'));
    const [finding] = await session.until(`${W}deck.cir`, ['include-not-found']);
    expect(finding).toMatchObject({ severity: 1, range: { start: { line: 1 } } });
  });

  it('the finding goes when the file comes, and comes when it goes', async () => {
    const session = await serve({});
    await session.open(`${W}deck.cir`, deck('.include parts.lib'));
    await session.until(`${W}deck.cir`, ['include-not-found']);
    await changed(session, `${W}parts.lib`, HALF, 1);
    await session.until(`${W}deck.cir`, []);
    await changed(session, `${W}parts.lib`, undefined, 3);
    await session.until(`${W}deck.cir`, ['include-not-found']);
  });
});

it('an include that is edited elsewhere is read again', async () => {
  const session = await serve({ 'parts.lib': HALF });
  await session.open(`${W}deck.cir`, deck('.include parts.lib'));
  await session.until(`${W}deck.cir`, []);
  await changed(session, `${W}parts.lib`, HALF.replaceAll('half', 'third'));
  await session.until(`${W}deck.cir`, ['unknown-subcircuit']);
  await changed(session, `${W}parts.lib`, HALF);
  await session.until(`${W}deck.cir`, []);
});

it('of two roots each deck sees its own files', async () => {
  const session = await serve({ 'file:///a/parts.lib': HALF, 'file:///b/parts.lib': HALF.replace('a b\n', 'a b c\n') }, { workspaceFolders: [{ uri: 'file:///a', name: 'a' }, { uri: 'file:///b', name: 'b' }] });
  await session.open('file:///a/deck.cir', deck('.include parts.lib'));
  await session.open('file:///b/deck.cir', deck('.include parts.lib'));
  await session.until('file:///a/deck.cir', []);
  const [wrong] = await session.until('file:///b/deck.cir', ['port-count']);
  expect(wrong!.message).toContain('half');
  expect(await definitionAt(session, 'file:///b/deck.cir', 3, 9)).toEqual(['file:///b/parts.lib']);
});

describe('untitled documents', () => {
  it('is checked, explained and elaborated as it stands', async () => {
    const uri = 'untitled:Untitled-1';
    const session = await serve({});
    await session.open(uri, 'title\nv1 in 0 1\nr1 in 0 {2*k}\n.param k=3\n.op\n');
    await session.until(uri, []);
    expect(((await session.ask<Hover>('textDocument/hover', uri, 2, 11)).contents as { value: string }).value).toContain('3');
    expect((await circuitOf(session, uri)).circuit?.length).toBeGreaterThan(100);
  });

  it('a relative include has no folder, which is said', async () => {
    const session = await serve({ 'parts.lib': HALF });
    await session.open('untitled:Untitled-1', deck('.include parts.lib'));
    const [finding] = await session.until('untitled:Untitled-1', ['include-not-found']);
    expect(finding!.message).toMatch(/folder|save/i);
  });
});

it('a library that is opened alone is a part: no title, ground or analysis is missing', async () => {
  const session = await serve({});
  await session.open(`${W}parts.lib`, `* parts\n${HALF}.model dx d(is=1f)\n`);
  await session.until(`${W}parts.lib`, []);
  expect(session.status.at(-1)).toMatchObject({ role: 'part' });
  await session.change(`${W}parts.lib`, `* parts\n${HALF.replace('b 1k', 'b')}.model dx d(is=1f)\n`);
  await session.until(`${W}parts.lib`, ['missing-operand']);
});

it('two decks that share a library both follow it', async () => {
  const session = await serve({ 'parts.lib': HALF });
  await session.open(`${W}one.cir`, deck('.include parts.lib'));
  await session.open(`${W}two.cir`, deck('.include parts.lib', 'v1 in 0 1\nx1 in 0 half\nx2 in 0 half\n'));
  await session.open(`${W}parts.lib`, HALF);
  await session.until(`${W}one.cir`, []);
  await session.until(`${W}two.cir`, []);
  await session.change(`${W}parts.lib`, HALF.replace('a b\n', 'a b c\n'));
  const [one] = await session.until(`${W}one.cir`, ['port-count']);
  const two: Diagnostic[] = await session.until(`${W}two.cir`, ['port-count', 'port-count']);
  expect([one!.range.start.line, ...two.map(({ range }) => range.start.line)]).toEqual([3, 3, 4]);
});

describe('Windows', () => {
  it('a drive, backslashes, and the drive letter in either case', async () => {
    const session = await serve({ 'file:///c%3A/parts/half.lib': HALF });
    for (const [uri, include] of [['file:///c%3A/boards/one.cir', '..\\parts\\half.lib'], ['file:///c%3A/boards/two.cir', 'C:\\parts\\half.lib'], ['file:///c%3A/boards/three.cir', '"c:/parts/half.lib"']] as const) {
      await session.open(uri, deck(`.include ${include}`));
      await session.until(uri, []);
      expect(await definitionAt(session, uri, 3, 9)).toEqual(['file:///c%3A/parts/half.lib']);
    }
  });

  it('a share of a server', async () => {
    const session = await serve({ 'file://server/share/parts/half.lib': HALF });
    await session.open('file://server/share/deck.cir', deck('.include parts\\half.lib'));
    await session.until('file://server/share/deck.cir', []);
    await session.open('file:///c%3A/boards/deck.cir', deck('.include \\\\server\\share\\parts\\half.lib'));
    await session.until('file:///c%3A/boards/deck.cir', []);
  });
});

it('another letter case of a name is found, and said', async () => {
  const session = await serve({ 'Parts/Half.LIB': HALF });
  await session.open(`${W}deck.cir`, deck('.include parts\\half.lib'));
  const [hint] = await session.until(`${W}deck.cir`, ['include-letter-case']);
  expect(hint!.severity).toBe(4);
  expect(await definitionAt(session, `${W}deck.cir`, 3, 9)).toEqual([`${W}Parts/Half.LIB`]);
});

describe('a file over the limits of VS Code, which it never sends to the server', () => {
  const large = `${HALF}${Array.from({ length: 20_000 }, (_, i) => `.model d${i} d(is=1e-14 n=1.05 rs=0.5 cjo=2p vj=0.7 m=0.4 tt=5n)\n`).join('')}`;

  it('is read from the disk as an include', async () => {
    const session = await serve({ 'large.lib': large });
    await session.open(`${W}deck.cir`, deck('.include large.lib', 'v1 in 0 1\nx1 in 0 half\nd1 in 0 d19999\n'));
    await session.until(`${W}deck.cir`, []);
  });

  it('is elaborated from the disk as a deck', async () => {
    const session = await serve({ 'large.cir': `title\n${large}v1 in 0 1\nx1 in 0 half\n.op\n.end\n` });
    const result = await circuitOf(session, `${W}large.cir`);
    expect(result.errors).toBe(0);
    expect(result.circuit?.length).toBeGreaterThan(100);
  });
});

it('a server that was killed knows as much as before once its client has sent the documents again', async () => {
  const files = { 'parts.lib': HALF.replace('1k', '{sqrt(-1)}') };
  const open = async (session: Session) => {
    await session.open(`${W}deck.cir`, deck('.include parts.lib'));
    await session.open(`${W}parts.lib`, files['parts.lib']);
    return [await session.until(`${W}deck.cir`, []), await session.until(`${W}parts.lib`, ['value-not-finite'])];
  };
  const first = await serve(files);
  const before = await open(first);
  expect(await open(await serve(files))).toEqual(before);
});
