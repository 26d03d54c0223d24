import { afterEach, expect, it } from 'vitest';
import { serve, type Session } from '../testing/session.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const DECK = 'file:///w/sub/deck.cir';
const PROJECT = 'file:///w/nodal.json';
const TEXT = 'title\nv1 in 0 1\nr1 in otu 1k\nr2 in 0 1k\n.op\n';

/** Severities of the findings, as LSP has them. */
const severities = async (codes: string[]) => (await session!.until(DECK, codes)).map(({ severity }) => severity);

it('the nearest nodal.json up the folders says how severe a finding is', async () => {
  session = await serve({ 'nodal.json': '{ "rules": { "single-connection": "error" } }' });
  await session.open(DECK, TEXT);
  expect(await severities(['single-connection'])).toEqual([1]);
});

it('a change on disk counts at once', async () => {
  session = await serve({});
  await session.open(DECK, TEXT);
  expect(await severities(['single-connection'])).toEqual([2]);
  session.disk.set(PROJECT, '{ "rules": { "connections": "off" } }');
  await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: PROJECT, type: 1 }] });
  await session.until(DECK, []);
});

it('the settings of the editor count where it says nothing', async () => {
  session = await serve({ 'nodal.json': '{ "rules": { "connections": "hint" } }' });
  await session.open(DECK, TEXT.replace('r2 in', 'r1 in'));
  await session.until(DECK, ['single-connection', 'duplicate-element']);
  await session.configure({ lint: { rules: { 'single-connection': 'error', 'duplicate-element': 'off' } } });
  expect(await severities(['single-connection'])).toEqual([4]);
});

it('what is wrong with it stands on it, until it is mended', async () => {
  session = await serve({ 'nodal.json': '{\n  "rules": { "single-conection": "off" }\n}' });
  await session.open(DECK, TEXT);
  const [wrong] = await session.until(PROJECT, ['invalid-configuration']);
  expect(wrong).toMatchObject({ range: { start: { line: 1, character: 13 } }, message: 'There is no rule single-conection and no group of this name. Did you mean single-connection?' });
  session.disk.set(PROJECT, '{}');
  await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: PROJECT, type: 2 }] });
  await session.until(PROJECT, []);
});

it('its dialect and libraries hold for the decks below it', async () => {
  session = await serve({ 'nodal.json': '{ "dialect": "ltspice", "libraries": ["parts"] }', 'parts/some.lib': '.model dm d\n' });
  await session.open(DECK, 'title\nv1 1 0 1\nr1 1 0 4k7\nd1 1 0 dm\n.lib some.lib\n.op\n');
  await session.until(DECK, ['include-found-elsewhere']);
});

it('the note at an include is configured too', async () => {
  session = await serve({ 'nodal.json': '{ "rules": { "findings-in-include": "off" } }', 'sub/part.lib': '.subckt s a b\nr1 a b {1+}\n.ends\n' });
  await session.open(DECK, 'title\nv1 1 0 1\nx1 1 0 s\nr1 1 1 1k\n.include part.lib\n.op\n');
  await session.until(DECK, ['shorted-element']);
});
