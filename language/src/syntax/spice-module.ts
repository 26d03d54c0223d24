import { inject, type LangiumSharedCoreServices, type Module, type PartialLangiumCoreServices } from 'langium';
import {
  createDefaultModule, createDefaultSharedModule, type DefaultSharedModuleContext, DefaultDocumentUpdateHandler, type LangiumServices, type LangiumSharedServices,
  type PartialLangiumServices, type PartialLangiumSharedServices,
} from 'langium/lsp';
import { SpiceGeneratedModule, SpiceGeneratedSharedModule } from '../generated/module.js';
import { NoReferenceDescriptions, SpiceDocumentFactory, SpiceDocumentValidator, SpiceLinker, SpiceScopeComputation, SpiceWorkspaceManager } from './document-services.js';
import { SpiceParserModule } from './parser-module.js';
import type { SpiceHost } from './spice-host.js';
import { registerValidation } from './spice-validation.js';

/** The host watches the files of its designs itself; watching the whole workspace would be a scan by another name. */
class SpiceDocumentUpdateHandler extends DefaultDocumentUpdateHandler {
  protected override getWatchers(): [] {
    return [];
  }
}

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

/**
 * Makes the language's services. `features` are the server's LSP providers (one
 * file each there), `context` holds the connection, and `host` knows files and
 * decks. The result works with `startLanguageServer(shared)`.
 */
export function createSpiceServices(
  context: DefaultSharedModuleContext, host: SpiceHost, features: Module<LangiumServices, PartialLangiumServices> = {},
): { shared: LangiumSharedServices; Spice: LangiumServices } {
  const sharedModule: Module<LangiumSharedServices, PartialLangiumSharedServices> = {
    workspace: {
      LangiumDocumentFactory: (services: LangiumSharedCoreServices) => new SpiceDocumentFactory(services, host),
      WorkspaceManager: (services: LangiumSharedCoreServices) => new SpiceWorkspaceManager(services),
    },
    lsp: {
      DocumentUpdateHandler: (services) => new SpiceDocumentUpdateHandler(services),
    },
  };
  const shared = inject(createDefaultSharedModule(context), SpiceGeneratedSharedModule, sharedModule);
  const Spice = inject(createDefaultModule({ shared }), SpiceGeneratedModule, SpiceLanguageModule, features);
  shared.ServiceRegistry.register(Spice);
  registerValidation(Spice, host);
  return { shared, Spice };
}
