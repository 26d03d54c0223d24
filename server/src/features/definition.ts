import { LineIndex } from '@nodal/language';
import type { Location } from 'vscode-languageserver';
import { type Cursor, cursorAt, declarationOf } from '../cursor.js';
import type { Feature } from './feature.js';

/** Go to the definition of a subcircuit, model, parameter, function, element or included file. */
export const definition: Feature = {
  capabilities: { definitionProvider: true },
  register({ connection, workspace, documents }) {
    connection.onDefinition(async ({ textDocument, position }): Promise<Location | undefined> => {
      const { checked } = await workspace.contextOf(textDocument.uri);
      const document = documents.get(textDocument.uri);
      const cursor = document && cursorAt(checked.design, textDocument.uri, document.offsetAt(position));
      return cursor && definitionOf(cursor);
    });
  },
};

export function definitionOf(cursor: Cursor): Location | undefined {
  const link = cursor.design.links.find((l) => l.placed.file === cursor.file && l.start <= cursor.offset && cursor.offset <= l.end);
  if (link) return { uri: link.uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  if (cursor.operand?.role === 'element' && cursor.word) {
    const name = cursor.word.text.toLowerCase();
    const target = cursor.scope.elements.find((placed) => placed.card.name.toLowerCase() === name);
    return target && locate(target.file.uri, target.file.text, target.file.cardStart[target.index]!, target.card.name.length);
  }
  const declaration = declarationOf(cursor);
  return declaration && locate(declaration.placed.file.uri, declaration.placed.file.text, declaration.nameStart, declaration.nameEnd - declaration.nameStart);
}

function locate(uri: string, text: string, start: number, length: number): Location {
  const lines = new LineIndex(text);
  return { uri, range: { start: lines.positionAt(start), end: lines.positionAt(start + length) } };
}
