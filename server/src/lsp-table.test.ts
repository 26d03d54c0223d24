import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CodeActionOptions, CodeLensOptions, CompletionOptions, DocumentLinkOptions, InlayHintOptions, RenameOptions, SemanticTokensOptions, ServerCapabilities, TextDocumentSyncOptions, WorkspaceSymbolOptions } from 'vscode-languageserver';
import * as protocol from 'vscode-languageserver-protocol/node';
import { serve, type Session } from './testing/session.js';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/lsp.md'), 'utf8');

/** The rows of the page: the message, whether it is answered, the files behind it. */
const rows = page.split('\n').filter((line) => line.startsWith('| `')).map((line) => {
  const [message, answered, where, tests] = line.split('|').slice(1).map((cell) => cell.trim()) as [string, string, string, string];
  return { messages: [...message.matchAll(/`([^`]+)`/g)].map(([, name]) => name!), answered, where: linksIn(where), tests: linksIn(tests) };
});

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path]) => path!);
}

/** What announces a message. Those that are not here need no announcement. */
const ANNOUNCED: Record<string, (capabilities: ServerCapabilities) => unknown> = {
  'textDocument/didOpen': (c) => sync(c).openClose,
  'textDocument/didChange': (c) => sync(c).change,
  'textDocument/didClose': (c) => sync(c).openClose,
  'textDocument/didSave': (c) => sync(c).save,
  'textDocument/willSave': (c) => sync(c).willSave,
  'textDocument/willSaveWaitUntil': (c) => sync(c).willSaveWaitUntil,
  ...Object.fromEntries(['didOpen', 'didChange', 'didSave', 'didClose'].map((name) => [`notebookDocument/${name}`, (c: ServerCapabilities) => c.notebookDocumentSync])),
  'textDocument/completion': (c) => c.completionProvider,
  'completionItem/resolve': (c) => (c.completionProvider as CompletionOptions | undefined)?.resolveProvider,
  'textDocument/hover': (c) => c.hoverProvider,
  'textDocument/signatureHelp': (c) => c.signatureHelpProvider,
  'textDocument/declaration': (c) => c.declarationProvider,
  'textDocument/definition': (c) => c.definitionProvider,
  'textDocument/typeDefinition': (c) => c.typeDefinitionProvider,
  'textDocument/implementation': (c) => c.implementationProvider,
  'textDocument/references': (c) => c.referencesProvider,
  'textDocument/documentHighlight': (c) => c.documentHighlightProvider,
  'textDocument/documentSymbol': (c) => c.documentSymbolProvider,
  'textDocument/codeAction': (c) => c.codeActionProvider,
  'codeAction/resolve': (c) => (c.codeActionProvider as CodeActionOptions | undefined)?.resolveProvider,
  'textDocument/codeLens': (c) => c.codeLensProvider,
  'codeLens/resolve': (c) => (c.codeLensProvider as CodeLensOptions | undefined)?.resolveProvider,
  'textDocument/documentLink': (c) => c.documentLinkProvider,
  'documentLink/resolve': (c) => (c.documentLinkProvider as DocumentLinkOptions | undefined)?.resolveProvider,
  'textDocument/documentColor': (c) => c.colorProvider,
  'textDocument/colorPresentation': (c) => c.colorProvider,
  'textDocument/formatting': (c) => c.documentFormattingProvider,
  'textDocument/rangeFormatting': (c) => c.documentRangeFormattingProvider,
  'textDocument/rangesFormatting': (c) => (c.documentRangeFormattingProvider as { rangesSupport?: boolean } | undefined)?.rangesSupport,
  'textDocument/onTypeFormatting': (c) => c.documentOnTypeFormattingProvider,
  'textDocument/rename': (c) => c.renameProvider,
  'textDocument/prepareRename': (c) => (c.renameProvider as RenameOptions | undefined)?.prepareProvider,
  'textDocument/foldingRange': (c) => c.foldingRangeProvider,
  'textDocument/selectionRange': (c) => c.selectionRangeProvider,
  ...Object.fromEntries(['textDocument/prepareCallHierarchy', 'callHierarchy/incomingCalls', 'callHierarchy/outgoingCalls'].map((name) => [name, (c: ServerCapabilities) => c.callHierarchyProvider])),
  ...Object.fromEntries(['textDocument/prepareTypeHierarchy', 'typeHierarchy/supertypes', 'typeHierarchy/subtypes'].map((name) => [name, (c: ServerCapabilities) => c.typeHierarchyProvider])),
  'textDocument/semanticTokens/full': (c) => c.semanticTokensProvider?.full,
  'textDocument/semanticTokens/full/delta': (c) => ((c.semanticTokensProvider as SemanticTokensOptions | undefined)?.full as { delta?: boolean } | undefined)?.delta,
  'textDocument/semanticTokens/range': (c) => c.semanticTokensProvider?.range,
  'textDocument/linkedEditingRange': (c) => c.linkedEditingRangeProvider,
  'textDocument/inlayHint': (c) => c.inlayHintProvider,
  'inlayHint/resolve': (c) => (c.inlayHintProvider as InlayHintOptions | undefined)?.resolveProvider,
  'textDocument/inlineValue': (c) => c.inlineValueProvider,
  'textDocument/inlineCompletion': (c) => (c as { inlineCompletionProvider?: unknown }).inlineCompletionProvider,
  'textDocument/moniker': (c) => c.monikerProvider,
  'textDocument/diagnostic': (c) => c.diagnosticProvider,
  'workspace/diagnostic': (c) => c.diagnosticProvider?.workspaceDiagnostics,
  'workspace/symbol': (c) => c.workspaceSymbolProvider,
  'workspaceSymbol/resolve': (c) => (c.workspaceSymbolProvider as WorkspaceSymbolOptions | undefined)?.resolveProvider,
  'workspace/executeCommand': (c) => c.executeCommandProvider,
  'workspace/didChangeWorkspaceFolders': (c) => c.workspace?.workspaceFolders,
  ...Object.fromEntries((['willCreate', 'didCreate', 'willRename', 'didRename', 'willDelete', 'didDelete'] as const).map((name) => [`workspace/${name}Files`, (c: ServerCapabilities) => c.workspace?.fileOperations?.[name]])),
};

function sync({ textDocumentSync }: ServerCapabilities): TextDocumentSyncOptions {
  return textDocumentSync as TextDocumentSyncOptions;
}

/** Messages of the protocol that go one way; a registration of several is none itself. */
function messages(direction: string): string[] {
  const types = Object.entries(protocol).filter(([name]) => !name.endsWith('RegistrationType')).map(([, value]) => value as { method?: unknown; messageDirection?: unknown });
  return types.flatMap(({ method, messageDirection }) => (typeof method === 'string' && messageDirection === direction ? [method] : []));
}

let session: Session | undefined;
afterEach(async () => {
  await session?.stop();
  session = undefined;
});

describe('the table of what the language server answers', () => {
  it('has every message that a client can send, once', () => {
    const told = rows.flatMap((row) => row.messages);
    expect(messages('clientToServer').filter((message) => !told.includes(message))).toEqual([]);
    expect(told.filter((message, index) => told.indexOf(message) !== index)).toEqual([]);
  });

  it('says yes where the server announces it, and no with a reason where it does not', async () => {
    session = await serve({});
    const { capabilities } = session.initialized;
    for (const { messages: [message], answered } of rows) {
      expect(answered, message).toMatch(/^yes\b|^no: .{5}/);
      const announces = ANNOUNCED[message!];
      if (announces) expect([message, answered.startsWith('yes')]).toEqual([message, Boolean(announces(capabilities))]);
    }
  });

  it('names files that exist, and tests where the answer is yes', () => {
    for (const { messages: [message], answered, where, tests } of rows) {
      expect([message, [...where, ...tests].filter((path) => !existsSync(join(root, path)))]).toEqual([message, []]);
      if (answered.startsWith('yes')) expect([message, where.length > 0, tests.length > 0]).toEqual([message, true, true]);
    }
  });

  it('has every feature', () => {
    const infrastructure = ['feature.ts', 'registry.ts'];
    const entries = readdirSync(join(root, 'server/src/features'), { withFileTypes: true }).filter(({ name }) => !name.endsWith('.test.ts') && !infrastructure.includes(name));
    expect(entries.map((entry) => (entry.isDirectory() ? `features/${entry.name}/` : `features/${entry.name}`)).filter((place) => !page.includes(place))).toEqual([]);
  });

  it('is right that a request can be cancelled', async () => {
    session = await serve({});
    const uri = 'file:///w/deck.cir';
    await session.open(uri, `title\n${Array.from({ length: 4000 }, (_, i) => `r${i} a 0 {2*3k} tc1=1m ; one\n`).join('')}`);
    const source = new protocol.CancellationTokenSource();
    const answer = session.connection.sendRequest('textDocument/semanticTokens/full', { textDocument: { uri } }, source.token);
    setTimeout(() => source.cancel(), 1);
    await expect(answer).rejects.toMatchObject({ code: protocol.LSPErrorCodes.RequestCancelled });
  });
});
