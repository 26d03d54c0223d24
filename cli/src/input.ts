import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { joinFindings, type Design, type Finding, LineIndex } from '@nodal/language';
import { NodeFileSource } from '@nodal/server/files/node-file-source';
import { loadDesign } from '@nodal/server/files/load-design';

/** A deck as the commands work on it. */
export interface LoadedDeck {
  path: string;
  uri: string;
  design: Design;
}

/** Why a file given on the command line cannot be taken, or undefined. */
export function unreadable(path: string): string | undefined {
  if (!existsSync(path)) return `${path}: no such file`;
  if (!statSync(path).isFile()) return `${path}: not a file`;
  return undefined;
}

/** @param root when given, nothing outside this folder is read */
export async function loadDeck(path: string, root: string | undefined): Promise<LoadedDeck> {
  const uri = pathToFileURL(resolve(path)).href;
  const roots = root === undefined ? undefined : [pathToFileURL(resolve(root)).href];
  return { path, uri, design: await loadDesign(uri, new NodeFileSource({ roots })) };
}

/** A finding with the place that people and tools read: 1-based line and column. */
export interface PlacedFinding {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  severity: Finding['severity'];
  code: string;
  message: string;
}

/** Findings of syntax, structure and elaboration in the order of the text, the deck first. */
export function placeFindings(deck: LoadedDeck, elaboration: readonly Finding[] = []): PlacedFinding[] {
  return place(deck, joinFindings(deck.design, elaboration));
}

/** Findings as they are, with lines and columns. */
export function place(deck: LoadedDeck, findings: readonly Finding[]): PlacedFinding[] {
  const lines = new Map(deck.design.files.map((file) => [file.uri, new LineIndex(file.text)]));
  const nowhere = { line: 0, character: 0 };
  return findings.map(({ uri, start, end, severity, code, message }) => {
    const from = lines.get(uri)?.positionAt(start) ?? nowhere;
    const to = lines.get(uri)?.positionAt(end) ?? nowhere;
    return {
      file: uri === deck.uri ? deck.path : displayPath(uri),
      line: from.line + 1,
      column: from.character + 1,
      endLine: to.line + 1,
      endColumn: to.character + 1,
      severity,
      code,
      message,
    };
  });
}

/** `file:line:col: severity code: message` */
export function findingLine(f: PlacedFinding): string {
  return `${f.file}:${f.line}:${f.column}: ${f.severity} ${f.code}: ${f.message}`;
}

function displayPath(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  const path = fileURLToPath(uri);
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
