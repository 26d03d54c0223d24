import { formatNewLine, formatText } from '@nodal/language';
import type { LangiumDocument } from 'langium';
import type { Formatter } from 'langium/lsp';
import type { DocumentFormattingParams, DocumentOnTypeFormattingOptions, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { textEdits } from './code-actions/action-source.js';
import type { Workspace } from '../workspace.js';

/** The formatter of the language, with the settings of the project and the user; those of the editor for tabs say nothing about netlists. */
export class FormatterOfNetlists implements Formatter {
  constructor(private readonly workspace: Workspace) {}

  get formatOnTypeOptions(): DocumentOnTypeFormattingOptions {
    return { firstTriggerCharacter: '\n' };
  }

  formatDocument({ textDocument }: LangiumDocument, _params: DocumentFormattingParams): Promise<TextEdit[]> {
    return this.format(textDocument);
  }

  formatDocumentRange({ textDocument }: LangiumDocument, { range }: DocumentRangeFormattingParams): Promise<TextEdit[]> {
    const { start, end } = range;
    // A selection of whole lines ends at the begin of the next one.
    const to = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
    return this.format(textDocument, { from: start.line, to });
  }

  async formatDocumentOnType({ textDocument }: LangiumDocument, { position }: DocumentOnTypeFormattingParams): Promise<TextEdit[]> {
    const { workspace } = this;
    const options = await workspace.formatOf(textDocument.uri);
    return textEdits(textDocument, formatNewLine(workspace.parse(textDocument.uri, textDocument.getText()), options, position.line));
  }

  private async format(document: TextDocument, part?: { from: number; to: number }): Promise<TextEdit[]> {
    const { workspace } = this;
    const options = await workspace.formatOf(document.uri);
    const { edits, refused } = formatText(workspace.parse(document.uri, document.getText()), options, part);
    if (refused !== undefined) throw new Error(`This netlist is not formatted, because ${refused}.`);
    return textEdits(document, edits);
  }
}
