import type { Module } from 'langium';
import type { LangiumServices, PartialLangiumServices } from 'langium/lsp';
import type { Workspace } from '../workspace.js';
import { ActionsOfSources, codeActionKinds } from './code-actions/provider.js';
import { callHierarchy } from './call-hierarchy.js';
import { CompletionByContext } from './completion/provider.js';
import { codeLenses } from './code-lens.js';
import { declaration } from './declaration.js';
import { convert } from './convert.js';
import { DefinitionByDesign } from './definition.js';
import { documentHighlight } from './document-highlight.js';
import { documentLinks } from './document-link.js';
import { documentStatus } from './document-status.js';
import { OutlineProvider } from './document-symbols.js';
import { elaboration } from './elaborate.js';
import type { Feature } from './feature.js';
import { fileType } from './file-type.js';
import { FoldingByStructure } from './folding.js';
import { FormatterOfNetlists } from './formatting.js';
import { HoverByDesign } from './hover/provider.js';
import { linkedEditing } from './linked-editing.js';
import { libraryIndex } from './library-index.js';
import { completionResolve } from './completion/resolve.js';
import { HintsByDesign } from './inlay-hints.js';
import { projectFindings } from './project-findings.js';
import { refreshes } from './refresh.js';
import { selectionRanges } from './selection-range.js';
import { TokensByDesign } from './semantic-tokens.js';
import { references } from './references.js';
import { rename } from './rename.js';
import { SignatureByPlace } from './signature-help/provider.js';
import { typeDefinition } from './type-definition.js';
import { willRenameFiles } from './will-rename-files.js';
import { workspaceSymbols } from './workspace-symbols.js';

/** The standard features of LSP; Langium announces and serves those that stand here. */
export function providers(workspace: Workspace): Module<LangiumServices, PartialLangiumServices> {
  return {
    lsp: {
      CompletionProvider: () => new CompletionByContext(workspace),
      HoverProvider: () => new HoverByDesign(workspace),
      DefinitionProvider: () => new DefinitionByDesign(workspace),
      DocumentSymbolProvider: () => new OutlineProvider(workspace),
      CodeActionProvider: () => new ActionsOfSources(workspace),
      Formatter: () => new FormatterOfNetlists(workspace),
      FoldingRangeProvider: () => new FoldingByStructure(workspace),
      InlayHintProvider: () => new HintsByDesign(workspace),
      SemanticTokenProvider: () => new TokensByDesign(workspace),
      SignatureHelp: () => new SignatureByPlace(workspace),
    },
  };
}

/** Nodal's own requests; adding one is its file and its line here. */
export const FEATURES: readonly Feature[] = [convert, 
  elaboration,
  documentStatus,
  fileType,
  codeActionKinds,
  projectFindings,
  refreshes,
  codeLenses,
  selectionRanges,
  references,
  documentHighlight,
  declaration,
  typeDefinition,
  rename,
  callHierarchy,
  workspaceSymbols,
  documentLinks,
  linkedEditing,
  willRenameFiles,
  completionResolve,
  libraryIndex,
];
