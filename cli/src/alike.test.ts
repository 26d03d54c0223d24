import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { elaborateSync } from '@nodal/language';
import { NodeFileSource } from '@nodal/server/files/node-file-source';
import { startServer } from '@nodal/server/server';
import { afterAll, expect, it } from 'vitest';
import { createConnection, createMessageConnection, type PublishDiagnosticsParams, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { loadDeck, placeFindings } from './input.js';

const folder = mkdtempSync(join(tmpdir(), 'nodal é alike-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'my parts'));
writeFileSync(join(folder, 'my parts/Größe.lib'), '.subckt part a b\nr1 a b 1k\n.ends\n');

/** One finding a line, as both sides say it: place from 0, severity, code. */
type Line = string;

/** What the command line finds in a file of these bytes. */
async function byCommand(path: string): Promise<Line[]> {
  const deck = await loadDeck(path, {});
  const findings = placeFindings(deck, deck.design.role === 'deck' ? elaborateSync(deck.design, {}).findings : []);
  return findings.filter((f) => f.file === path).map((f) => `${f.line - 1}:${f.column - 1}-${f.endLine - 1}:${f.endColumn - 1} ${f.severity} ${f.code}: ${f.message}`).sort();
}

/** What the editor shows of a document that it opened from these bytes, as VS Code decodes them. */
async function byEditor(path: string, bytes: Uint8Array): Promise<Line[]> {
  const up = new PassThrough();
  const down = new PassThrough();
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  startServer(server, { source: () => new NodeFileSource(), pause: () => new Promise((done) => setImmediate(done)) });
  const client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  let latest: Line[] = [];
  let published = 0;
  let complete: () => void;
  // Findings of the text come first, those of the circuit after them.
  const both = new Promise<void>((done) => (complete = done));
  client.onNotification('textDocument/publishDiagnostics', ({ diagnostics }: PublishDiagnosticsParams) => {
    latest = diagnostics.map(({ range: { start, end }, severity, code, message }) => `${start.line}:${start.character}-${end.line}:${end.character} ${['', 'error', 'warning', 'information', 'hint'][severity!]} ${String(code)}: ${message}`).sort();
    if (++published === 2) complete();
  });
  client.listen();
  const uri = pathToFileURL(path).href;
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await client.sendNotification('initialized', {});
  await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'spice', version: 1, text: editorText(bytes) } });
  await both;
  await client.sendRequest('shutdown');
  client.dispose();
  server.dispose();
  return latest;
}

/** The text that an editor makes of a file: by its mark, as UTF-16 when every other byte is zero, else as UTF-8 whatever it is. */
function editorText(bytes: Uint8Array): string {
  const zeros = (from: number) => bytes.filter((byte, i) => i % 2 === from && byte === 0).length;
  const little = (bytes[0] === 0xff && bytes[1] === 0xfe) || zeros(1) > bytes.length / 4;
  const big = (bytes[0] === 0xfe && bytes[1] === 0xff) || zeros(0) > bytes.length / 4;
  return new TextDecoder(little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8').decode(bytes);
}

const DECK = 'Tiefpaß\n.include "my parts/größe.lib"\nv1 in 0 sin(0 1 1k)\nc1 in 0 4.7µ\nr9 nowhere 0 1k\nx1 in 0 part\nr2 in 0 1k extra bad=\n.op\n.end\n';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const utf16 = (text: string, bigEndian: boolean) => Uint8Array.from([...text].flatMap((c) => (bigEndian ? [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255] : [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])));

it.each([
  ['utf8.cir', utf8(DECK)],
  ['utf8 with a mark.cir', new Uint8Array([0xef, 0xbb, 0xbf, ...utf8(DECK)])],
  ['latin1.cir', latin1(DECK.replace('größe', 'Gr*e').replace('.include', '* .include').replace('x1 in 0 part', ''))],
  ['utf16 little.cir', new Uint8Array([0xff, 0xfe, ...utf16(DECK, false)])],
  ['utf16 big.cir', new Uint8Array([0xfe, 0xff, ...utf16(DECK, true)])],
  ['utf16 little without a mark.cir', utf16(DECK, false)],
  ['utf16 big without a mark.cir', utf16(DECK, true)],
  ['crlf.cir', utf8(DECK.replaceAll('\n', '\r\n'))],
  ['lone cr.cir', utf8(DECK.replaceAll('\n', '\r'))],
  ['tabs and form feeds.cir', utf8(DECK.replaceAll(' ', '\t').replace('my\tparts', 'my parts').replace('r9', '\fr9'))],
  ['control z.cir', utf8(`${DECK}\u001a`)],
  ['greek.cir', utf8(DECK.replace('µ', 'μ'))],
  ['part.lib', utf8('.subckt half a b\nr1 a b 1k\nr2 a\n.ends\n')],
  ['page.lib', utf8('<!DOCTYPE html>\n<html></html>\n')],
  ['missing library.cir', utf8(DECK.replace('größe', 'kleine'))],
])('%s says the same in the editor and on the command line', async (name, bytes) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const command = await byCommand(path);
  expect(await byEditor(path, bytes)).toEqual(command);
  expect(command).not.toEqual([]);
  if (name.endsWith('.cir')) expect(command.join('\n')).toContain('micro-sign');
  if (name.startsWith('utf') || name.startsWith('c')) expect(command.join('\n')).toContain('include-letter-case');
}, 20_000);
