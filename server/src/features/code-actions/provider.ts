import type { LangiumDocument } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import type { Workspace } from '../../workspace.js';
import type { Feature } from '../feature.js';
import { ACTION_SOURCES } from './registry.js';

/** Asks all sources that have actions of a wanted kind. */
export class ActionsOfSources implements CodeActionProvider {
  constructor(private readonly workspace: Workspace) {}

  async getCodeActions({ textDocument }: LangiumDocument, { range, context }: CodeActionParams): Promise<CodeAction[]> {
    const diagnostics = context.diagnostics.filter(({ source }) => source === 'nodal');
    const wanted = (kind: string) => context.only?.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`)) ?? true;
    const asked = ACTION_SOURCES.filter(({ kinds }) => kinds.some(wanted));
    const actions = await Promise.all(asked.map((source) => source.actionsAt({ document: textDocument, range, diagnostics, workspace: this.workspace })));
    return actions.flat().filter(({ kind }) => kind === undefined || wanted(kind));
  }
}

/** Tells clients the kinds of actions, so that they ask for those of a kind when somebody wants only these. */
export const codeActionKinds: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [...new Set(ACTION_SOURCES.flatMap(({ kinds }) => kinds))] } },
  register() {},
};
