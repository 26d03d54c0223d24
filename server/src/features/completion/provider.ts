import { LineIndex } from '@nodal/language';
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
    const offset = textDocument.offsetAt(position);
    const script = controlCompletionsAt({ design, file, offset });
    if (script !== undefined) return { isIncomplete: false, items: script };
    const place = typedPlaceAt(design, file, offset);
    const wanted = wantsFile(place);
    const offers = wanted === 'file' ? await fileOffers(place, workspace)
      : wanted === 'section' ? await sectionOffers(place, workspace)
        : offersAt(place, workspace.library === undefined ? NO_LIBRARIES : new OffersOfIndex(workspace.library, workspace.library.libraryFolders));
    const lines = new LineIndex(file.text);
    const range = { start: lines.positionAt(place.word.start), end: lines.positionAt(place.word.end) };
    return itemsOf(offers, place.word.text, range, workspace.client.textDocument?.completion?.completionItem?.snippetSupport === true);
  }
}

/** What fits a place, without files. */
export function offersAt(place: TypedPlace, libraries: LibraryOffers): Offer[] {
  if (place.kind === 'nothing' || place.quote !== undefined) return [];
  if (place.kind === 'head') return headOffers(place);
  if (place.expression !== undefined) return expressionOffers(place);
  if (place.kind === 'element') return elementCardOffers(place, libraries);
  return place.kind === 'directive' ? directiveOffers(place) : [];
}
