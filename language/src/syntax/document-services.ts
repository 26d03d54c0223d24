import {
  type AstNode, type BuildOptions, Cancellation, DefaultDocumentBuilder, DefaultDocumentValidator, DefaultLangiumDocumentFactory, DefaultServiceRegistry, DefaultLinker, DefaultScopeComputation, DefaultWorkspaceManager, DocumentState,
  type AstNodeDescription, type LangiumCoreServices, type LangiumDocument, type LangiumSharedCoreServices, type LocalSymbols, MultiMap, type ParseResult, type ReferenceDescription,
  type ReferenceDescriptionProvider, type URI, type ValidationAcceptor, type ValidationOptions, type FileSystemNode,
} from 'langium';
import type { SpiceHost } from './spice-host.js';

/** Makes documents with the fast parser: the stock one takes seconds, and its concrete syntax tree gigabytes, for a large netlist. */
export class SpiceDocumentFactory extends DefaultLangiumDocumentFactory {
  constructor(services: LangiumSharedCoreServices, private readonly host: SpiceHost) {
    super(services);
  }

  protected override parse<T extends AstNode>(uri: URI, text: string): ParseResult<T> {
    return { value: this.host.parse(uri, text).netlist as unknown as T, lexerErrors: [], parserErrors: [] };
  }

  protected override parseAsync<T extends AstNode>(uri: URI, text: string): Promise<ParseResult<T>> {
    return Promise.resolve(this.parse<T>(uri, text));
  }
}

/** Findings of the design, given while typing. */
export const WHILE_TYPING = ['built-in', 'fast'];
/** Those, and the ones of the whole circuit, given when typing stops. */
export const WHOLE_CIRCUIT = [...WHILE_TYPING, 'whole-circuit'];

/**
 * Any change may reach any open document through includes, so all are checked
 * again; only those that changed are parsed again.
 */
export class SpiceDocumentBuilder extends DefaultDocumentBuilder {
  override updateBuildOptions: BuildOptions = { validation: { categories: WHILE_TYPING } };

  protected override shouldRelink(): boolean {
    return true;
  }
}

/** There is one language, whatever a document's name ends in. */
export class SpiceServiceRegistry extends DefaultServiceRegistry {
  override getServices(): LangiumCoreServices {
    return this.all[0]!;
  }
  override hasServices(): boolean {
    return this.all.length > 0;
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

  protected override getSource(): string {
    return 'nodal';
  }
}
