import { dumpCircuit } from '../circuit/dump.js';
import { buildDesign } from '../design/build-design.js';
import type { Finding } from '../findings.js';
import { elaborateSync, type ElaborateOptions, type ElaborateResult } from './elaborate.js';

/** For tests: the elaboration of a deck that is one text. `files` are its includes, by name. */
export function elaborateText(text: string, options: ElaborateOptions = {}, files: Readonly<Record<string, string>> = {}): ElaborateResult & { all: Finding[] } {
  const deck = 'file:///deck.cir';
  const design = buildDesign(deck, (uri) => {
    if (uri === deck) return { uri, version: 1, text };
    const name = uri.slice(uri.lastIndexOf('/') + 1);
    return name in files ? { uri, version: 1, text: files[name]! } : { uri, error: 'there is no such file' };
  });
  const result = elaborateSync(design, options);
  return { ...result, all: [...design.files.flatMap((file) => file.findings), ...design.findings, ...result.findings] };
}

/** For tests: the dump of a deck's circuit, and the findings of its elaboration, each with the text that it marks. */
export function elaborateToText(text: string, options: ElaborateOptions = {}, files: Readonly<Record<string, string>> = {}): string {
  const { circuit, findings } = elaborateText(text, options, files);
  const marked = findings.map((finding) => {
    const source = finding.uri === 'file:///deck.cir' ? text : files[finding.uri.slice(finding.uri.lastIndexOf('/') + 1)] ?? '';
    return `${finding.severity} ${finding.code} [${source.slice(finding.start, finding.end)}] ${finding.message}`;
  });
  return (circuit ? dumpCircuit(circuit) : '') + marked.map((line) => `${line}\n`).join('');
}
