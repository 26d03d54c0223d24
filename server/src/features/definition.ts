import { lastAtMost, declarationsOf, type Design, LineIndex, type NetlistSymbol, type Occurrence, type ParsedFile, symbolIndexOf } from '@nodal/language';
import type { LangiumDocument } from 'langium';
import type { DefinitionProvider } from 'langium/lsp';
import type { DefinitionParams, LocationLink } from 'vscode-languageserver';
import { rangeIn } from '../occurrences.js';
import type { Workspace } from '../workspace.js';

/** Go to what a name means: its declaration, the first connection of a node, the file of an include. */
export class DefinitionByDesign implements DefinitionProvider {
  constructor(private readonly workspace: Workspace) {}

  async getDefinition({ textDocument }: LangiumDocument, { position }: DefinitionParams): Promise<LocationLink[] | undefined> {
    const { checked } = await this.workspace.contextOf(textDocument.uri);
    const file = checked.design.files.find(({ uri }) => uri === textDocument.uri);
    const found = file === undefined ? [] : definitionsAt(checked.design, file, textDocument.offsetAt(position));
    return found.length > 0 ? found : undefined;
  }
}

export function definitionsAt(design: Design, file: ParsedFile, offset: number): LocationLink[] {
  const link = design.links.find(({ placed, start, end }) => placed.file === file && start <= offset && offset <= end);
  if (link !== undefined) return [toFile(design, link.uri, rangeIn(file, link.start, link.end))];
  return symbolIndexOf(design).symbolsAt(file, offset).flatMap(({ symbol, occurrence }) => countingPlaces(design, symbol).map((place) => linkTo(place, occurrence)));
}

function toFile(design: Design, uri: string, from: LocationLink['originSelectionRange']): LocationLink {
  const top = { line: 0, character: 0 };
  const target = design.files.find((file) => file.uri === uri);
  return { originSelectionRange: from!, targetUri: uri, targetRange: { start: top, end: target === undefined ? top : new LineIndex(target.text).positionAt(target.text.length) }, targetSelectionRange: { start: top, end: top } };
}

/** Of several declarations the one that counts; else all of them. */
function countingPlaces(design: Design, symbol: NetlistSymbol): readonly Occurrence[] {
  const places = declarationsOf(design, symbol);
  const { declaration } = symbol;
  const counting = declaration === undefined ? undefined : places.find(({ file, start }) => file === declaration.placed.file && start === declaration.nameStart);
  return counting === undefined ? places : [counting];
}

/** A link from a name to a place, which shows the card around it. */
export function linkTo(place: Occurrence, from: Occurrence): LocationLink {
  const { file, start, end } = place;
  const selection = rangeIn(file, start, end);
  return { originSelectionRange: rangeIn(from.file, from.start, from.end), targetUri: file.uri, targetRange: cardAround(place) ?? selection, targetSelectionRange: selection };
}

function cardAround({ file, start, end }: Occurrence): LocationLink['targetRange'] | undefined {
  const { start: starts, end: ends } = file.parsed.table;
  const card = lastAtMost(starts, start);
  return card >= 0 && end <= ends[card]! ? rangeIn(file, starts[card]!, ends[card]!) : undefined;
}
