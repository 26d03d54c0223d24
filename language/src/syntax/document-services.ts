import {
  type AstNode, Cancellation, DefaultDocumentValidator, DefaultLangiumDocumentFactory, DefaultLinker, DefaultScopeComputation, DefaultWorkspaceManager, DocumentState,
  type AstNodeDescription, type LangiumDocument, type LangiumSharedCoreServices, type LocalSymbols, MultiMap, type ParseResult, type ReferenceDescription,
  type ReferenceDescriptionProvider, type URI, type ValidationAcceptor, type ValidationOptions, type FileSystemNode,
} from 'langium';
import { canonicalUri } from '../design/resolve-uri.js';
import { parseText, type ParsedText } from './parse-document.js';
import type { SpiceHost } from './spice-host.js';

/** Makes documents with the fast parser; a new text takes over the cards of the text before. */
export class SpiceDocumentFactory extends DefaultLangiumDocumentFactory {
  private readonly latest = new Map<string, ParsedText>();

  constructor(services: LangiumSharedCoreServices, private readonly host: SpiceHost) {
    super(services);
  }

  /** Forgets the text of a document that is no longer open. */
  forget(uri: URI): void {
    this.latest.delete(uri.toString());
  }

  protected override parse<T extends AstNode>(uri: URI, text: string): ParseResult<T> {
    const key = uri.toString();
    const deck = this.host.isDeck(canonicalUri(key));
    const parsed = this.host.parse?.(canonicalUri(key), text, deck) ?? parseText(text, deck, this.latest.get(key));
    this.latest.set(key, parsed);
    return { value: parsed.netlist as unknown as T, lexerErrors: [], parserErrors: [] };
  }

  protected override parseAsync<T extends AstNode>(uri: URI, text: string): Promise<ParseResult<T>> {
    return Promise.resolve(this.parse<T>(uri, text));
  }
}

/** Opens no file of the workspace by itself: documents are what the editor has open, and the host supplies their includes. */
export class SpiceWorkspaceManager extends DefaultWorkspaceManager {
  override shouldIncludeEntry(_entry: FileSystemNode): boolean {
    return false;
  }
  override searchFolder(): Promise<URI[]> {
    return Promise.resolve([]);
  }
  protected override traverseFolder(): Promise<void> {
    return Promise.resolve();
  }
}

/** Nothing is exported from file to file: names are visible through includes only, and the design links them. */
export class SpiceScopeComputation extends DefaultScopeComputation {
  override collectExportedSymbols(): Promise<AstNodeDescription[]> {
    return Promise.resolve([]);
  }
  override collectLocalSymbols(): Promise<LocalSymbols> {
    return Promise.resolve(new MultiMap<AstNode, AstNodeDescription>());
  }
}

/** The tree has no cross-references; walking a million nodes in search of them would be in vain. */
export class SpiceLinker extends DefaultLinker {
  override link(document: LangiumDocument): Promise<void> {
    document.state = DocumentState.Linked;
    return Promise.resolve();
  }
}

export class NoReferenceDescriptions implements ReferenceDescriptionProvider {
  createDescriptions(): Promise<ReferenceDescription[]> {
    return Promise.resolve([]);
  }
}

/** Runs the checks of the root only: they look at the whole design, and no rule hangs on a single node. */
export class SpiceDocumentValidator extends DefaultDocumentValidator {
  protected override async validateAstNodes(root: AstNode, options: ValidationOptions, acceptor: ValidationAcceptor, token = Cancellation.CancellationToken.None): Promise<void> {
    for (const check of this.validationRegistry.getChecks(root.$type, options.categories)) await check(root, acceptor, token);
  }
}
