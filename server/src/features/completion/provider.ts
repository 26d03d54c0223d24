import { type Design, LineIndex, type ParsedFile } from '@nodal/language';
import type { LangiumDocument } from 'langium';
import type { CompletionProvider } from 'langium/lsp';
import type { CompletionList, CompletionParams } from 'vscode-languageserver';
import { type TypedPlace, typedPlaceAt } from '../../typed-place.js';
import type { Workspace } from '../../workspace.js';
import { controlCompletionsAt } from '../control-completion.js';
import { directiveOffers, wantsFile } from './directives.js';
import { elementCardOffers } from './elements.js';
import { expressionOffers } from './expressions.js';
import { fileOffers, sectionOffers } from './files.js';
import { headOffers } from './heads.js';
import { type LibraryOffers, NO_LIBRARIES, OffersOfIndex } from './libraries.js';
import { itemsOf, type Offer } from './offer.js';

/** Completion by context: what a card may hold at the place where somebody types. */
export class CompletionByContext implements CompletionProvider {
  static readonly TRIGGERS = ['.', '=', '{', '(', ' ', '@', '$', '/', '"', "'"];
  readonly completionOptions = { triggerCharacters: CompletionByContext.TRIGGERS };

  constructor(private readonly workspace: Workspace) {}

  async getCompletion({ textDocument }: LangiumDocument, { position }: CompletionParams): Promise<CompletionList> {
    const { workspace } = this;
    const { checked: { design } } = await workspace.contextOf(textDocument.uri);
    const file = design.files.find(({ uri }) => uri === textDocument.uri);
    if (file === undefined) return { isIncomplete: false, items: [] };
    const at = { design, file, offset: textDocument.offsetAt(position) };
    const snippets = workspace.client.textDocument?.completion?.completionItem?.snippetSupport === true;
    const place = typedPlaceAt(design, file, at.offset);
    const wanted = wantsFile(place);
    if (wanted === undefined) return completionsAt(at, workspace.library === undefined ? NO_LIBRARIES : new OffersOfIndex(workspace.library, workspace.library.libraryFolders), snippets);
    return listOf(place, wanted === 'file' ? await fileOffers(place, workspace) : await sectionOffers(place, workspace), snippets);
  }
}

/** Completion at an offset of a file, but for names of files. */
export function completionsAt(at: { design: Design; file: ParsedFile; offset: number }, libraries: LibraryOffers = NO_LIBRARIES, snippets = true): CompletionList {
  const script = controlCompletionsAt(at);
  if (script !== undefined) return { isIncomplete: false, items: script };
  const place = typedPlaceAt(at.design, at.file, at.offset);
  return listOf(place, offersAt(place, libraries), snippets);
}

function listOf({ word, file }: TypedPlace, offers: readonly Offer[], snippets: boolean): CompletionList {
  const lines = new LineIndex(file.text);
  return itemsOf(offers, word.text, { start: lines.positionAt(word.start), end: lines.positionAt(word.end) }, snippets);
}

/** What fits a place, without files. */
export function offersAt(place: TypedPlace, libraries: LibraryOffers): Offer[] {
  if (place.kind === 'nothing' || place.quote !== undefined) return [];
  if (place.kind === 'head') return headOffers(place);
  if (place.expression !== undefined) return expressionOffers(place);
  if (place.kind === 'element') return elementCardOffers(place, libraries);
  return place.kind === 'directive' ? directiveOffers(place) : [];
}
