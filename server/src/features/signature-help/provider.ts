import type { Design, ParsedFile } from '@nodal/language';
import type { LangiumDocument } from 'langium';
import type { SignatureHelpProvider } from 'langium/lsp';
import type { SignatureHelp, SignatureHelpParams } from 'vscode-languageserver';
import { typedPlaceAt } from '../../typed-place.js';
import type { Workspace } from '../../workspace.js';
import { controlSignatureAt } from '../control-signature.js';
import { directiveSignature } from './directives.js';
import { elementSignature } from './elements.js';
import { functionSignature } from './functions.js';

/** The form of what is being typed: cards, source functions, models, measures, functions, commands of scripts. */
export class SignatureByPlace implements SignatureHelpProvider {
  readonly signatureHelpOptions = { triggerCharacters: [' ', '(', ',', '='] };

  constructor(private readonly workspace: Workspace) {}

  async provideSignatureHelp({ textDocument }: LangiumDocument, { position }: SignatureHelpParams): Promise<SignatureHelp | undefined> {
    const { checked: { design } } = await this.workspace.contextOf(textDocument.uri);
    const file = design.files.find(({ uri }) => uri === textDocument.uri);
    return file && signatureAt(design, file, textDocument.offsetAt(position));
  }
}

export function signatureAt(design: Design, file: ParsedFile, offset: number): SignatureHelp | undefined {
  const script = controlSignatureAt(file, offset);
  if (script !== undefined) return script;
  const place = typedPlaceAt(design, file, offset);
  if (place.kind !== 'element' && place.kind !== 'directive') return undefined;
  if (place.expression !== undefined) {
    const called = functionSignature(place);
    if (called !== undefined) return called;
  }
  return place.kind === 'element' ? elementSignature(place) : directiveSignature(place);
}
