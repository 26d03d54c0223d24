import { ANALYSES_REQUEST, type AnalysesParams, type AnalysisCard, ELABORATE_REQUEST, type ElaborateParams, type ElaborateResult } from '@nodal/protocol';
import { allFindings, elaborate, encodeCircuit, keywordOf, LineIndex } from '@nodal/language';
import type { Feature } from './feature.js';
import { inSlices } from '../slices.js';

const ANALYSES = new Set(['.op', '.dc', '.ac', '.tran']);

/** The circuit of a deck for runs and drawings, and the cards that start one. */
export const elaboration: Feature = {
  capabilities: {},
  register({ connection, workspace, pause }) {
    connection.onRequest(ELABORATE_REQUEST, async ({ uri, set }: ElaborateParams): Promise<ElaborateResult> => {
      const { deck } = await workspace.contextOf(uri);
      const { design } = await workspace.check(deck, 'deck');
      const known = set === undefined ? (await workspace.elaborate(deck))?.elaboration : undefined;
      const { circuit, findings } = known ?? (await inSlices(elaborate(design, { set }), pause, () => false))!;
      const errors = allFindings(design, findings).filter((f) => f.severity === 'error').length;
      return {
        circuit: circuit && errors === 0 ? base64(encodeCircuit(circuit)) : undefined,
        versions: Object.fromEntries(design.files.map((file) => [file.uri, file.version])),
        errors,
      };
    });

    connection.onRequest(ANALYSES_REQUEST, async ({ uri }: AnalysesParams): Promise<AnalysisCard[]> => {
      const { checked } = await workspace.contextOf(uri);
      const file = checked.design.files.find((f) => f.uri === uri);
      if (!file) return [];
      const lines = new LineIndex(file.text);
      return checked.design.directives
        .filter((placed) => placed.file === file && ANALYSES.has(keywordOf(placed.card)))
        .map((placed) => ({ kind: keywordOf(placed.card), line: lines.positionAt(file.cardStart[placed.index]!).line }));
    });
  },
};

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
