import { EmptyFileSystem, URI } from 'langium';
import { expect, test } from 'vitest';
import { allFindings } from '../check.js';
import { buildDesign } from '../design/build-design.js';
import { createSpiceServices } from './spice-module.js';

test('Langium builds a document from the fast parser and publishes the findings of its design', async () => {
  const uri = URI.parse('file:///deck.cir');
  const text = 'title\nr1 a 0 1k\n.foo\nr2 a 0 {2*k\n.end\n';
  const { shared, Spice } = createSpiceServices(EmptyFileSystem, {
    isDeck: () => true,
    findings: (asked) => Promise.resolve(allFindings(buildDesign(asked, (wanted) => (wanted === asked ? { uri: asked, version: 1, text } : undefined)))),
  });
  const document = shared.workspace.LangiumDocumentFactory.fromString(text, uri);
  shared.workspace.LangiumDocuments.addDocument(document);
  await shared.workspace.DocumentBuilder.build([document], { validation: true });
  expect(document.diagnostics?.map(({ code, range, source }) => [source, code, range.start.line, range.start.character])).toEqual([
    ['spice', 'unknown-directive', 2, 0],
    ['spice', 'unclosed-brace', 3, 7],
  ]);
  expect(Spice.LanguageMetaData.languageId).toBe('spice');
  expect(shared.workspace.IndexManager.allElements().count()).toBe(0);
});
