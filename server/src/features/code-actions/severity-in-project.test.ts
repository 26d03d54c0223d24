import { afterEach, expect, it } from 'vitest';
import type { CodeAction, TextEdit } from 'vscode-languageserver';
import { serve, type Session } from '../../testing/session.js';
import { applyEdits } from '../../testing/marked.js';

let session: Session | undefined;
afterEach(() => session?.stop());

const DECK = 'file:///w/deck.cir';
const TEXT = 'title\nv1 a 0 1\nr1 a 0 1k\nr2 a pin 1k\n.op\n.end\n';

async function action(files: Record<string, string>, createsFiles = true): Promise<CodeAction | undefined> {
  session = await serve(files, { capabilities: { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: createsFiles ? ['create'] : [] } } } });
  await session.open(DECK, TEXT);
  const diagnostics = await session.until(DECK, ['single-connection']);
  const actions: CodeAction[] = await session.request('textDocument/codeAction', { textDocument: { uri: DECK }, range: diagnostics[0]!.range, context: { diagnostics } });
  return actions.find(({ title }) => title === 'Turn single-connection off in nodal.json');
}

/** The project's file after the action. */
async function after(project: string): Promise<string> {
  const edits = (await action({ 'nodal.json': project }))!.edit!.changes!['file:///w/nodal.json'] as TextEdit[];
  return applyEdits(project, edits);
}

it('adds the rule to the file that holds', async () => {
  expect(await after('{\n  // Ours.\n  "rules": {\n    "style": "off"\n  }\n}\n')).toBe('{\n  // Ours.\n  "rules": {\n    "style": "off",\n    "single-connection": "off"\n  }\n}\n');
});

it('changes the rule where it stands', async () => {
  expect(await after('{ "rules": { "single-connection": { "severity": "error", "options": {} } } }')).toBe('{ "rules": { "single-connection": { "severity": "off", "options": {} } } }');
});

it('fills a file that says nothing', async () => {
  expect(await after('{}')).toBe('{\n  "rules": {\n    "single-connection": "off"\n  }\n}');
});

it('makes a file in the folder of the workspace', async () => {
  expect((await action({}))!.edit).toEqual({
    documentChanges: [
      { kind: 'create', uri: 'file:///w/nodal.json', options: { ignoreIfExists: true } },
      { textDocument: { uri: 'file:///w/nodal.json', version: null }, edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: '{\n  "rules": {\n    "single-connection": "off"\n  }\n}\n' }] },
    ],
  });
});

it('makes none where the client cannot', async () => {
  expect(await action({}, false)).toBe(undefined);
});
