import {
  ANALYSES_REQUEST, type AnalysesParams, type AnalysisCard, type Circuit, ELABORATE_REQUEST, type ElaborateParams, type ElaborateResult, NONE, PLACES_REQUEST, type PlacesParams, type PlacesResult,
} from '@nodal/protocol';
import { joinFindings, type Design, elaborate, encodeCircuit, isLimit, keywordOf, LineIndex } from '@nodal/language';
import type { Feature } from './feature.js';
import { inSlices } from '../slices.js';

const ANALYSES = new Set(['.op', '.dc', '.ac', '.tran']);

/** A run asks for the places of its findings while later elaborations go on; this many stay known. */
const REMEMBERED = 16;

/** The circuit of a deck for runs and drawings, and the cards that start one. */
export const elaboration: Feature = {
  register({ connection, workspace, pause }) {
    const remembered = new Map<number, { design: Design; origins: Circuit['origins'] }>();
    let last = 0;

    connection.onRequest(ELABORATE_REQUEST, async ({ uri, set }: ElaborateParams): Promise<ElaborateResult> => {
      const { deck } = await workspace.contextOf(uri);
      const { design } = await workspace.check(deck, 'deck');
      const known = set === undefined ? (await workspace.elaborate(deck))?.elaboration : undefined;
      const { circuit, findings } = known ?? (await inSlices(elaborate(design, { set }), pause, () => false))!;
      const errors = joinFindings(design, findings).filter((f) => f.severity === 'error');
      const [limit] = errors.every(({ code }) => isLimit(code)) ? errors : [];
      const elaboration = ++last;
      if (circuit) remembered.set(elaboration, { design, origins: circuit.origins });
      remembered.delete(elaboration - REMEMBERED);
      return {
        elaboration,
        deck,
        presentations: circuit?.presentations ?? [],
        circuit: circuit && errors.length === 0 ? base64(encodeCircuit(circuit)) : undefined,
        versions: Object.fromEntries(design.files.map((file) => [file.uri, file.version])),
        errors: errors.length,
        ...(limit === undefined ? {} : { limit: limit.message }),
      };
    });

    connection.onRequest(PLACES_REQUEST, ({ elaboration, origins }: PlacesParams): PlacesResult => {
      const known = remembered.get(elaboration);
      if (!known) return null;
      const { file, start, end } = known.origins;
      const indices = new Map<number, LineIndex>();
      return origins.map((origin) => {
        const index = origin === NONE ? 0 : file[origin] ?? 0;
        const document = known.design.files[index]!;
        const lines = indices.get(index) ?? new LineIndex(document.text);
        indices.set(index, lines);
        const none = origin === NONE || start[origin] === undefined;
        return { uri: document.uri, range: { start: lines.positionAt(none ? 0 : start[origin]!), end: none ? endOfFirstLine(document.text) : lines.positionAt(end[origin]!) } };
      });
    });

    connection.onRequest(ANALYSES_REQUEST, async ({ uri }: AnalysesParams): Promise<AnalysisCard[]> => {
      const { checked } = await workspace.contextOf(uri);
      const file = checked.design.files.find((f) => f.uri === uri);
      if (!file) return [];
      const lines = new LineIndex(file.text);
      return checked.design.directives
        .filter((placed) => ANALYSES.has(keywordOf(placed.card)))
        .map((placed, job) => ({ placed, job }))
        .filter(({ placed }) => placed.file === file)
        .map(({ placed, job }) => ({ job, kind: keywordOf(placed.card), line: lines.positionAt(file.cardStart[placed.index]!).line }));
    });
  },
};

function endOfFirstLine(text: string): { line: number; character: number } {
  return { line: 0, character: text.search(/[\r\n]|$/) };
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
