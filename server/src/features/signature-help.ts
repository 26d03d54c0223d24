import type { LangiumDocument } from 'langium';
import type { SignatureHelpProvider } from 'langium/lsp';
import type { SignatureHelp, SignatureHelpParams } from 'vscode-languageserver';
import type { Workspace } from '../workspace.js';
import { controlSignatureAt } from './control-signature.js';

/** The form of what is being typed: the commands of scripts. */
export class SignatureByPlace implements SignatureHelpProvider {
  readonly signatureHelpOptions = { triggerCharacters: [' '] };

  constructor(private readonly workspace: Workspace) {}

  async provideSignatureHelp({ textDocument }: LangiumDocument, { position }: SignatureHelpParams): Promise<SignatureHelp | undefined> {
    const { checked } = await this.workspace.contextOf(textDocument.uri);
    const file = checked.design.files.find(({ uri }) => uri === textDocument.uri);
    return file && controlSignatureAt(file, textDocument.offsetAt(position));
  }
}
