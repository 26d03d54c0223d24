import { CONVERT_REQUEST, type ConvertParams, type ConvertResult } from '@nodal/protocol';
import { type Design, exportNetlist, type Finding, isLimit, joinFindings, LineIndex } from '@nodal/language';
import type { Feature } from './feature.js';

/** Writes a deck in another dialect, as `nodal export` does. */
export const convert: Feature = {
  register({ connection, workspace }) {
    connection.onRequest(CONVERT_REQUEST, async ({ uri, flat }: ConvertParams): Promise<ConvertResult> => {
      const { deck, checked: { design } } = await workspace.contextOf(uri);
      if (design.role !== 'deck') return { losses: [], problem: 'This is a part of a deck. Open the deck that includes it, and convert that.' };
      const elaboration = (await workspace.elaborate(deck))?.elaboration;
      if (elaboration === undefined) return { losses: [], problem: 'The text changed meanwhile. Try again.' };
      // What Nodal does not simulate may be what the other simulator does.
      const error = joinFindings(design, elaboration.findings).find(({ severity, code }) => severity === 'error' && (flat || !isLimit(code)));
      if (error !== undefined) return { losses: [], problem: `It has an error: ${placed(design, error)}` };
      const { text, findings } = exportNetlist(design, elaboration.circuit, { flat });
      const losses = findings.map((finding) => placed(design, finding));
      return text === undefined ? { losses, problem: losses[0] ?? 'There is no circuit that could be written.' } : { text, losses };
    });
  },
};

function placed({ files }: Design, { uri, start, message }: Finding): string {
  const file = files.find((candidate) => candidate.uri === uri);
  const line = file === undefined ? 1 : new LineIndex(file.text).positionAt(start).line + 1;
  return `${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}, line ${line}: ${message}`;
}
