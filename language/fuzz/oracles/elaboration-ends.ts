import { joinFindings } from '../../src/check.js';
import { encodeCircuit } from '../../src/circuit/encode.js';
import { elaborateSync } from '../../src/elaborate/elaborate.js';
import { isReadable } from '../../src/syntax/parsed-text.js';
import { findingsOutside } from './findings-lie-in-the-text.js';
import type { Oracle } from './oracle.js';

/** Elaboration gives findings within the text, and a circuit that can be encoded where nothing is wrong. */
export const elaborationEnds: Oracle = {
  name: 'elaboration-ends',
  every: 5,
  check({ design }) {
    if (design.wanted.length > 0 || design.role !== 'deck') return undefined;
    // A text that is no netlist is left alone with a note.
    if (design.files.some((file) => file.index === 0 && file.parsed.foreign !== undefined)) return undefined;
    const { circuit, findings } = elaborateSync(design);
    const joined = joinFindings(design, findings);
    const wrong = findingsOutside(design, findings) ?? findingsOutside(design, joined);
    if (wrong !== undefined) return wrong;
    // What is no netlist, or one that nobody can read, is left alone with one note.
    const leftAlone = design.encrypted !== undefined || !isReadable(design.files[0]!.parsed);
    if (circuit === undefined) return joined.some((finding) => leftAlone || finding.severity === 'error') ? undefined : 'there is no circuit, and no finding says why';
    encodeCircuit(circuit);
    return undefined;
  },
};
