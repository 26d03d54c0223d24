import { buildDesign, elaborateSync } from '@nodal/language';
import { type Cursor, cursorAt } from '../cursor.js';
import { EvaluatedCircuit } from '../evaluated.js';

const URI = 'file:///deck.cir';

/** A deck with its cursor at `<|>`, for tests of features: text in. */
export function deckAt(marked: string): { cursor: Cursor; circuit: EvaluatedCircuit | undefined; text: string } {
  const offset = marked.indexOf('<|>');
  if (offset < 0) throw new Error('the text has no <|>');
  const text = marked.replace('<|>', '');
  const design = buildDesign(URI, (uri) => (uri === URI ? { uri, version: 1, text } : { uri, error: 'no such file' }));
  const { circuit } = elaborateSync(design);
  return { cursor: cursorAt(design, URI, offset)!, circuit: circuit && new EvaluatedCircuit(circuit), text };
}
