import type { Circuit } from '@nodal/protocol';
import type { Design, PlacedCard } from '../design/design.js';
import type { Finding, Severity } from '../findings.js';
import { rangeOf } from '../syntax/ranges.js';
import { LineIndex } from '../text/line-index.js';

/** What an export could not carry over, as findings and as comments of the output. */
export class Losses {
  readonly findings: Finding[] = [];
  private readonly told = new Set<string>();

  constructor(private readonly design: Design) {}

  /** Tells it of a card. Once for a card that many instances have. */
  atCard(placed: PlacedCard, message: string, severity: Severity = 'warning'): void {
    const base = placed.file.cardStart[placed.index]!;
    this.tell(placed.file.uri, base, base + rangeOf(placed.card).end, message, severity);
  }

  /** Tells it of a place that the circuit knows. */
  atOrigin(circuit: Circuit, origin: number, message: string, severity: Severity = 'warning'): void {
    const { file, start, end } = circuit.origins;
    this.tell(circuit.files[file[origin] ?? 0] ?? this.design.files[0]!.uri, start[origin] ?? 0, end[origin] ?? 0, message, severity);
  }

  private tell(uri: string, start: number, end: number, message: string, severity: Severity): void {
    const key = `${uri} ${start} ${message}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.findings.push({ uri, start, end, severity, code: severity === 'error' ? 'export-impossible' : 'export-loss', message });
  }

  /** One comment line for each, with file and line. */
  comments(): string[] {
    const lines = new Map(this.design.files.map(({ uri, text }) => [uri, new LineIndex(text)]));
    return this.findings.map(({ uri, start, message }) => `* not carried over (${uri.slice(uri.lastIndexOf('/') + 1)}, line ${(lines.get(uri)?.positionAt(start).line ?? 0) + 1}): ${message}`);
  }
}
