import { EmptyFileSystem, URI } from 'langium';
import { expect, test } from 'vitest';
import { parseText } from './parse-document.js';
import { createSpiceServices } from './spice-module.js';

test('Langium builds a document from the fast parser, indexes nothing, and runs the checks of the categories asked for', async () => {
  const { shared, Spice } = createSpiceServices(EmptyFileSystem, { parse: (_, text) => parseText(text, true) });
  const reports = (message: string) => ({ Netlist: (node: object, accept: (severity: 'error', message: string, info: object) => void) => accept('error', message, { node, range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } } }) });
  Spice.validation.ValidationRegistry.register(reports('quick') as never, undefined, 'fast');
  Spice.validation.ValidationRegistry.register(reports('thorough') as never, undefined, 'whole-circuit');
  const document = shared.workspace.LangiumDocumentFactory.fromString('title\nr1 a 0 1k\n.foo\nr2 a 0 {2*k\n.end\n', URI.parse('file:///deck.anything'));
  shared.workspace.LangiumDocuments.addDocument(document);
  const messages = () => document.diagnostics?.map(({ message, source }) => `${source}: ${message}`);
  await shared.workspace.DocumentBuilder.build([document], { validation: { categories: ['built-in', 'fast'] } });
  expect(messages()).toEqual(['nodal: quick']);
  await shared.workspace.DocumentBuilder.build([document], { validation: { categories: ['built-in', 'fast', 'whole-circuit'] } });
  expect(messages()).toEqual(['nodal: quick', 'nodal: thorough']);
  expect((document.parseResult.value as unknown as { cards: unknown[] }).cards).toHaveLength(4);
  expect(shared.workspace.IndexManager.allElements().count()).toBe(0);
});
