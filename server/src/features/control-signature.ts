import { controlBlockAt, findControlCommand, type ParsedFile } from '@nodal/language';
import type { SignatureHelp } from 'vscode-languageserver';

/** The form of the command that is being typed in a `.control` block. */
export function controlSignatureAt(file: ParsedFile, offset: number): SignatureHelp | undefined {
  const block = controlBlockAt(file.parsed, offset);
  const command = block?.commands.findLast(({ name }) => name.end < offset);
  if (command === undefined || /[\n\r;]/.test(file.text.slice(command.end, offset))) return undefined;
  const facts = findControlCommand(command.name.text.toLowerCase());
  if (facts === undefined || facts.signature === facts.name) return undefined;
  const parameters = facts.signature.slice(facts.name.length + 1).split(' ').filter((word) => /\w/.test(word));
  const before = command.operands.filter(({ end }) => end < offset).length;
  return {
    signatures: [{ label: facts.signature, documentation: facts.meaning, parameters: parameters.map((label) => ({ label })) }],
    activeSignature: 0,
    activeParameter: Math.min(before, parameters.length - 1),
  };
}
