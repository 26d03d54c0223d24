import { type Circuit, NONE, type RunDiagnostic } from '@nodal/protocol';
import type { Finding } from '@nodal/language';

/** What a run found, on the cards where it came from. A finding without a place stands at the deck's start. */
export function originFindings(circuit: Circuit, diagnostics: readonly RunDiagnostic[]): Finding[] {
  const { file, start, end } = circuit.origins;
  return diagnostics.map(({ origin, severity, code, message }) => ({
    uri: circuit.files[origin === NONE ? 0 : file[origin] ?? 0]!,
    start: origin === NONE ? 0 : start[origin] ?? 0,
    end: origin === NONE ? 0 : end[origin] ?? 0,
    severity: severity as Finding['severity'],
    code,
    message,
  }));
}
