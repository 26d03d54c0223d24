import { createDefaultCoreModule, inject, type LangiumSharedCoreServices, type Module, type PartialLangiumCoreServices } from 'langium';
import { createDefaultSharedModule, type DefaultSharedModuleContext, type LangiumServices, type LangiumSharedServices, type PartialLangiumServices, type PartialLangiumSharedServices } from 'langium/lsp';
import { SpiceGeneratedModule, SpiceGeneratedSharedModule } from '../generated/module.js';
import {
  NoReferenceDescriptions, SpiceDocumentBuilder, SpiceDocumentFactory, SpiceDocumentValidator, SpiceLinker, SpiceScopeComputation, SpiceServiceRegistry, SpiceWorkspaceManager,
} from './document-services.js';
import { SpiceParserModule } from './parser-module.js';
import type { SpiceHost } from './spice-host.js';

/** What of Langium's services is replaced; the reasons stand at the classes. */
const SpiceLanguageModule: Module<LangiumServices, PartialLangiumServices & PartialLangiumCoreServices> = {
  parser: SpiceParserModule.parser as never,
  references: {
    ScopeComputation: (services) => new SpiceScopeComputation(services),
    Linker: (services) => new SpiceLinker(services),
  },
  workspace: {
    ReferenceDescriptionProvider: () => new NoReferenceDescriptions(),
  },
  validation: {
    DocumentValidator: (services) => new SpiceDocumentValidator(services),
  },
};

/** What the server adds: its LSP providers, and its shared services. */
export interface SpiceServerModules {
  language?: Module<LangiumServices, PartialLangiumServices>;
  shared?: Module<LangiumSharedServices, PartialLangiumSharedServices>;
}

/**
 * Makes the language's services. `context` holds the connection, and `host`
 * knows files and decks. The result works with `startLanguageServer(shared)`,
 * which announces the providers of `server.language` and no others: Langium's
 * own walk the concrete syntax tree, which the fast parser does not make.
 */
export function createSpiceServices(context: DefaultSharedModuleContext, host: SpiceHost, server: SpiceServerModules = {}): { shared: LangiumSharedServices; Spice: LangiumServices } {
  const sharedModule: Module<LangiumSharedServices, PartialLangiumSharedServices> = {
    ServiceRegistry: () => new SpiceServiceRegistry(),
    workspace: {
      DocumentBuilder: (services: LangiumSharedCoreServices) => new SpiceDocumentBuilder(services),
      LangiumDocumentFactory: (services: LangiumSharedCoreServices) => new SpiceDocumentFactory(services, host),
      WorkspaceManager: (services: LangiumSharedCoreServices) => new SpiceWorkspaceManager(services),
    },
    lsp: {
      WorkspaceSymbolProvider: () => undefined,
    },
  };
  const shared = inject(createDefaultSharedModule(context), SpiceGeneratedSharedModule, sharedModule, server.shared ?? {});
  const Spice = inject(createDefaultCoreModule({ shared }), SpiceGeneratedModule, SpiceLanguageModule, server.language ?? {}) as LangiumServices;
  shared.ServiceRegistry.register(Spice);
  return { shared, Spice };
}
