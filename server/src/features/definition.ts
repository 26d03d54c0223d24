import { LineIndex } from '@nodal/language';
import type { LangiumDocument } from 'langium';
import type { DefinitionProvider } from 'langium/lsp';
import type { DefinitionParams, Location, LocationLink } from 'vscode-languageserver';
import { type Cursor, cursorAt, declarationOf } from '../cursor.js';
import type { Workspace } from '../workspace.js';

/** Go to the definition of a subcircuit, model, parameter, function, element or included file. */
export class DefinitionByDesign implements DefinitionProvider {
  constructor(private readonly workspace: Workspace) {}

  async getDefinition({ textDocument }: LangiumDocument, { position }: DefinitionParams): Promise<LocationLink[] | undefined> {
    const { checked } = await this.workspace.contextOf(textDocument.uri);
    const cursor = cursorAt(checked.design, textDocument.uri, textDocument.offsetAt(position));
    const found = cursor && definitionOf(cursor);
    return found && [{ targetUri: found.uri, targetRange: found.range, targetSelectionRange: found.range }];
  }
}

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
