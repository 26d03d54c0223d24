import { ELABORATE_REQUEST, type ElaborateResult, IS_NETLIST_REQUEST } from '@nodal/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import type { CompletionList, Hover, LocationLink } from 'vscode-languageserver';
import { serve as start, type Session } from './testing/session.js';

const DECK = 'file:///w/deck.cir';
const LIBRARY = 'file:///w/parts.lib';
const TEXT = 'title\n.include parts.lib\nv1 in 0 1\nx1 in out half\nr9 out 0 {2*k}\n.param k=3\n.op\n.end\n';
const PARTS = '.subckt half a b\nr1 a b 1k\n.ends half\n';

let session: Session | undefined;
afterEach(() => session?.stop());

async function serve(files: Record<string, string>): Promise<Session> {
  return (session = await start(files));
}

describe('the server over a stream', () => {
  it('announces what it does, and nothing of Langium that it does not', async () => {
    const { initialized } = await serve({});
    const announced = Object.entries(initialized.capabilities).filter(([, value]) => value).map(([name]) => name);
    expect(announced.sort()).toEqual(['callHierarchyProvider', 'codeActionProvider', 'codeLensProvider', 'completionProvider', 'declarationProvider', 'definitionProvider', 'documentFormattingProvider', 'documentHighlightProvider', 'documentLinkProvider', 'documentOnTypeFormattingProvider', 'documentRangeFormattingProvider', 'documentSymbolProvider', 'foldingRangeProvider', 'hoverProvider', 'inlayHintProvider', 'linkedEditingRangeProvider', 'referencesProvider', 'renameProvider', 'selectionRangeProvider', 'semanticTokensProvider', 'signatureHelpProvider', 'textDocumentSync', 'typeDefinitionProvider', 'workspace', 'workspaceSymbolProvider']);
  });

  it('publishes findings of the text and of the circuit, follows edits, and clears on close', async () => {
    const client = await serve({ [LIBRARY]: PARTS });
    await client.open(DECK, TEXT);
    await client.until(DECK, []);
    await client.change(DECK, TEXT.replace('.op', '.foo\n.op'));
    const [finding] = await client.until(DECK, ['unknown-directive']);
    expect(finding).toMatchObject({ source: 'nodal', range: { start: { line: 6, character: 0 } } });
    await client.change(DECK, TEXT.replace('{2*k}', '{sqrt(-k)}'));
    await client.until(DECK, ['value-not-finite']);
    await client.close(DECK);
    await client.until(DECK, []);
  });

  it('reads the include closure only, and folds the findings of a file at its include', async () => {
    const client = await serve({ [LIBRARY]: PARTS.replace('1k', '{sqrt(-1)}'), 'file:///w/other.lib': '.foo\n' });
    await client.open(DECK, TEXT);
    const [folded] = await client.until(DECK, ['findings-in-include']);
    expect(folded!.message).toContain('1 error');
    expect(new Set(client.reads)).toEqual(new Set([LIBRARY, 'file:///w/nodal.json']));
    await client.open(LIBRARY, PARTS.replace('1k', '{sqrt(-1)}'));
    await client.until(DECK, []);
    await client.until(LIBRARY, ['value-not-finite']);
  });

  it('says whether a document of another language is a netlist', async () => {
    const client = await serve({ [LIBRARY]: 'r1 a b 1k\n' });
    const isNetlist = (uri: string, text: string) => client.connection.sendRequest<boolean>(IS_NETLIST_REQUEST, { uri, text });
    expect(await isNetlist('file:///w/a.lib', '* a part\n.model a d\n')).toBe(true);
    expect(await isNetlist('file:///w/a.lib', 'library (cells) {\n}')).toBe(false);
    expect(await isNetlist(LIBRARY, 'r1 a b 1k\n')).toBe(false);
    await client.open(DECK, TEXT);
    expect(await isNetlist(LIBRARY, 'r1 a b 1k\n')).toBe(true);
  });

  it('says of a document what else it is', async () => {
    const client = await serve({});
    await client.open(LIBRARY, 'library (cells) {\n}\n');
    await client.until(LIBRARY, ['foreign-file']);
    expect(client.status.find(({ uri }) => uri === LIBRARY)).toMatchObject({ role: 'not-spice', why: 'This is a Liberty library: the timing of digital cells.' });
  });

  it('checks a part in the context of its deck', async () => {
    const client = await serve({});
    await client.open(LIBRARY, PARTS.replace('1k', '{k}'));
    await client.until(LIBRARY, []);
    await client.open(DECK, TEXT);
    await client.until(DECK, []);
    await client.change(DECK, TEXT.replace('k=3', 'j=3'));
    await client.until(LIBRARY, ['unknown-parameter']);
    expect(client.status.find(({ uri }) => uri === LIBRARY)).toMatchObject({ role: 'part' });
  });

  it('says which dialect a document has, and why, and follows the text', async () => {
    const client = await serve({ [LIBRARY]: PARTS });
    await client.open(DECK, TEXT);
    await client.until(DECK, []);
    await expect.poll(() => client.status.at(-1)).toMatchObject({ uri: DECK, dialect: 'ngspice', why: 'ngspice; nothing in the file speaks for another dialect.' });
    await client.change(DECK, TEXT.replace('.op', '.op\n.backanno'));
    await expect.poll(() => client.status.at(-1)).toMatchObject({ uri: DECK, dialect: 'LTspice', why: 'LTspice: .backanno is written by LTspice (line 8).' });
  });

  it('answers at once after opening: hover, completion, definition in an included file, outline', async () => {
    const client = await serve({ [LIBRARY]: PARTS });
    void client.open(DECK, TEXT);
    const hover = await client.ask<Hover>('textDocument/hover', DECK, 4, 13);
    expect((hover.contents as { value: string }).value).toContain('3');
    const { items } = await client.ask<CompletionList>('textDocument/completion', DECK, 3, 10);
    expect(items.map(({ label }) => label)).toContain('half');
    const [link] = await client.ask<LocationLink[]>('textDocument/definition', DECK, 3, 12);
    expect(link).toMatchObject({ targetUri: LIBRARY, targetSelectionRange: { start: { line: 0, character: 8 } } });
    const symbols = await client.connection.sendRequest<{ name: string }[]>('textDocument/documentSymbol', { textDocument: { uri: DECK } });
    expect(symbols.map(({ name }) => name)).toEqual(['v1', 'x1', 'r9', 'k', '.op']);
  });

  it('keeps no text of an earlier opening', async () => {
    const client = await serve({ [LIBRARY]: PARTS });
    await client.open(DECK, TEXT);
    await client.until(DECK, []);
    void client.close(DECK);
    void client.open(DECK, `title\n\n${TEXT.slice(TEXT.indexOf('\n') + 1)}.foo\n`.replace('.end\n', ''));
    const hover = await client.ask<Hover>('textDocument/hover', DECK, 5, 13);
    expect((hover.contents as { value: string }).value).toContain('3');
    await client.until(DECK, ['unknown-directive']);
  });

  it('elaborates the text as it is', async () => {
    const client = await serve({ [LIBRARY]: PARTS });
    await client.open(DECK, TEXT);
    const result = await client.connection.sendRequest<ElaborateResult>(ELABORATE_REQUEST, { uri: DECK });
    expect(result).toMatchObject({ deck: DECK, errors: 0 });
    expect(result.circuit?.length).toBeGreaterThan(100);
  });

  it('says what Nodal cannot do as a warning, and why the circuit does not run', async () => {
    const client = await serve({});
    const text = 'a transistor\nv1 c 0 1\nz1 c c 0 n\n.model n nmf\n.op\n.end\n';
    await client.open(DECK, text);
    await client.until(DECK, ['unsupported-element']);
    const limited = await client.connection.sendRequest<ElaborateResult>(ELABORATE_REQUEST, { uri: DECK });
    expect(limited.circuit).toBeUndefined();
    expect(limited).toMatchObject({ errors: 1, limit: expect.stringContaining('z1 is a MESFET, which Nodal does not simulate yet') });
    await client.change(DECK, text.replace('.op', 'r1 c\n.op'));
    await client.until(DECK, ['unsupported-element', 'missing-operand']);
    const wrong = await client.connection.sendRequest<ElaborateResult>(ELABORATE_REQUEST, { uri: DECK });
    expect(wrong.limit).toBeUndefined();
  });
});
