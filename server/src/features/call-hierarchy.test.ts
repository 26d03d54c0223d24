import { afterEach, describe, expect, it } from 'vitest';
import type { CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

async function prepared(marked: string): Promise<CallHierarchyItem | undefined> {
  session = await serveMarked(marked);
  return (await session.atCursor<CallHierarchyItem[] | null>('textDocument/prepareCallHierarchy'))?.[0];
}

/** The callers of an item, as `name: marked lines`. */
async function incoming(item: CallHierarchyItem): Promise<string[]> {
  const calls = await session!.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
  return calls.map(({ from, fromRanges }) => shown(from, from.uri, fromRanges));
}

async function outgoing(item: CallHierarchyItem): Promise<string[]> {
  const calls = await session!.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
  return calls.map(({ to, fromRanges }) => shown(to, item.uri, fromRanges));
}

function shown(of: CallHierarchyItem, uri: string, ranges: CallHierarchyIncomingCall['fromRanges']): string {
  const lines = session!.show(ranges.map((range) => ({ uri, range }))).split('\n').filter((line) => line.includes('[|'));
  return `${of.name} (${of.detail}): ${lines.join(' / ')}`;
}

const NESTED = 't\n.subckt cell a b\nr1 a b 1\n.ends cell\n.subckt pair a b\nx1 a m cell\nx2 m b cell\n.ends pair\nx1 in out pair\nx2 in out cell\n.op\n.end\n';

describe('call hierarchy', () => {
  it('begins at the name of a subcircuit', async () => {
    expect(await prepared(NESTED.replace('.subckt cell', '.subckt ce<|>ll'))).toMatchObject({ name: 'cell', detail: 'a b', range: { start: { line: 1 }, end: { line: 3 } }, selectionRange: { start: { line: 1, character: 8 } } });
  });
  it('begins at an instance, by its name or that of its subcircuit', async () => {
    expect(await prepared(NESTED.replace('x1 in', 'x<|>1 in'))).toMatchObject({ name: 'pair' });
    await session!.stop();
    expect(await prepared(NESTED.replace('out cell', 'out cell<|>'))).toMatchObject({ name: 'cell' });
    await session!.stop();
    expect(await prepared(NESTED.replace('r1 a', 'r<|>1 a'))).toBeUndefined();
  });
  it('tells who makes instances', async () => {
    const item = await prepared(NESTED.replace('.subckt cell', '.subckt ce<|>ll'));
    const calls = await incoming(item!);
    expect(calls).toEqual(['deck.cir (top circuit): x2 in out [|cell|]', 'pair (a b): x1 a m [|cell|] / x2 m b [|cell|]']);
  });
  it('tells which instances a subcircuit makes, and the top circuit', async () => {
    expect(await outgoing((await prepared(NESTED.replace('.subckt pair', '.subckt pa<|>ir')))!)).toEqual(['cell (a b): x1 a m [|cell|] / x2 m b [|cell|]']);
    await session!.stop();
    expect(await outgoing((await prepared(`<|>${NESTED}`))!)).toEqual(['pair (a b): x1 in out [|pair|]', 'cell (a b): x2 in out [|cell|]']);
  });
  it('goes on from call to call', async () => {
    const item = await prepared(NESTED.replace('.subckt cell', '.subckt ce<|>ll'));
    const [, second] = await session!.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    expect(await incoming(second!.from)).toEqual(['deck.cir (top circuit): x1 in out [|pair|]']);
  });
  it('reaches over files, into what nobody uses, and to other open decks', async () => {
    const item = await prepared('--- deck.cir\nt\n.include parts.lib\nx1 a b ce<|>ll\n--- other.cir\nt2\n.include parts.lib\nx9 a b cell\n.end\n--- parts.lib\n.subckt cell a b\nr1 a b 1\n.ends\n.subckt unused a b\nx1 a b cell\n.ends\n');
    await session!.open('file:///w/other.cir', session!.marked.files.get('file:///w/other.cir')!);
    expect(item).toMatchObject({ uri: 'file:///w/parts.lib' });
    expect(await incoming(item!)).toEqual(['deck.cir (top circuit): x1 a b [|cell|]', 'unused (a b): x1 a b [|cell|]', 'other.cir (top circuit): x9 a b [|cell|]']);
  });
  it('is there while a card is not complete', async () => {
    const item = await prepared('t\n.subckt cell a\nr1 a 0 1\n.ends\nx1 a ce<|>ll r=\nx2\n');
    expect(await incoming(item!)).toEqual(['deck.cir (top circuit): x1 a [|cell|] r=']);
  });
});
