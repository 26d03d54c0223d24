import { afterEach, describe, expect, it } from 'vitest';
import type { SymbolInformation } from 'vscode-languageserver';
import { serveMarked, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(async () => {
  await session?.stop();
  session = undefined;
});

const FILES = '--- deck.cir\nt\n.include parts.lib\n.param gain=2\nxamp a b amplifier\nr1 a 0 {gain}\n.meas tran amplitude max v(a)\n.end\n--- parts.lib\n.subckt amplifier in out\nrgain in out 1\n.model damp d\n.ends\n.subckt ample a\n.ends\n.func amps(x) {x}\n--- closed.lib\n.subckt ampere a\n.ends\n';

async function found(query: string): Promise<string[]> {
  session ??= await serveMarked(FILES);
  await session.workspace.library!.ready();
  const symbols = await session.request<SymbolInformation[]>('workspace/symbol', { query });
  return symbols.map(({ name, containerName, location }) => `${name} in ${containerName}, ${location.uri.slice('file:///w/'.length)}:${location.range.start.line + 1}`);
}

describe('workspace symbols', () => {
  it('are those of open documents, of what they include, and of the other files of the workspace, the best first', async () => {
    expect(await found('amp')).toEqual([
      'amps in parts.lib, parts.lib:7', 'ample in parts.lib, parts.lib:5', 'ampere in closed.lib, closed.lib:1', 'amplifier in parts.lib, parts.lib:1', 'amplitude in deck.cir, deck.cir:6', 'damp in amplifier, parts.lib:3', 'xamp in deck.cir, deck.cir:4',
    ]);
    expect(await found('AMPLE')).toEqual(['ample in parts.lib, parts.lib:5', 'amplifier in parts.lib, parts.lib:1', 'amplitude in deck.cir, deck.cir:6']);
    expect(await found('gain')).toEqual(['gain in deck.cir, deck.cir:3', 'rgain in amplifier, parts.lib:2']);
  });
  it('are found by letters in this order', async () => {
    expect(await found('afr')).toEqual(['amplifier in parts.lib, parts.lib:1']);
    expect(await found('zz')).toEqual([]);
  });
  it('follow texts that are not saved', async () => {
    await found('');
    await session!.change('file:///w/deck.cir', 't\n.model fresh d\n.model');
    expect(await found('fresh')).toEqual(['fresh in deck.cir, deck.cir:2']);
  });
});
