import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Option } from 'commander';
import { DIALECT_NAMES, type DialectChoice, elaborateSync, joinFindings, type Design, type Finding, LineIndex, lintFindings } from '@nodal/language';
import { NodeFileSource } from '@nodal/server/files/node-file-source';
import { loadDesign } from '@nodal/server/files/load-design';
import { Projects } from '@nodal/server/files/projects';
import { SearchingSource } from '@nodal/server/files/searching-source';
import { roleOf } from '@nodal/server/role';

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

/** Where includes are looked for, and from where they may be read. */
export interface IncludeOptions {
  /** When given, nothing outside this folder and the folders of libraries is read. */
  root?: string | undefined;
  /** Folders in which libraries are looked for that do not stand where a netlist says. */
  library?: string[] | undefined;
  /** The dialect of all files; when absent each is told by its text. */
  dialect?: DialectChoice | undefined;
}

export function rootOption(): Option {
  return new Option('--root <dir>', 'read nothing outside this folder and the folders of --library');
}

export function libraryOption(): Option {
  return new Option('--library <dir>', 'look there for files that do not stand where a netlist says; may be repeated').argParser((dir: string, before: string[] | undefined) => [...(before ?? []), dir]);
}

export function dialectOption(): Option {
  return new Option('--dialect <name>', 'the dialect of all files that do not state theirs in a comment').choices(['auto', ...DIALECT_NAMES]);
}

/** Loads a file with what it includes. Without a `role` its content says whether it is a deck. */
export async function loadDeck(path: string, { root, library = [], dialect }: IncludeOptions, role?: 'deck'): Promise<LoadedDeck> {
  const uri = uriOf(path);
  const libraries = library.map(uriOf);
  const files = new NodeFileSource({ roots: root === undefined ? undefined : [uriOf(root), ...libraries] });
  const source = new SearchingSource(files, { libraries, home: uriOf(homedir()), variable: (name) => process.env[name] });
  const document = await source.read(uri);
  const projects = new Projects(files, () => (root === undefined ? [] : [uriOf(root)]));
  projects.onRead((at, text, read) => tellProject(at, text ?? '', read?.findings ?? []));
  const project = await projects.of(uri);
  const configured = { dialect: dialect ?? project?.dialect ?? 'auto', lint: projects.configurationOf(project), libraries: project?.libraries ?? [] };
  return { path, uri, design: await loadDesign(uri, source, { role: role ?? ('error' in document ? 'deck' : roleOf(uri, document.text)), ...configured }) };
}

/** What is wrong with a `nodal.json` is no finding of a netlist, and must be heard all the same. */
function tellProject(uri: string, text: string, findings: readonly Finding[]): void {
  const lines = new LineIndex(text);
  for (const { start, severity, code, message } of findings) {
    const { line, character } = lines.positionAt(start);
    console.error(`${displayPath(uri)}:${line + 1}:${character + 1}: ${severity} ${code}: ${message}`);
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(resolve(path)).href;
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

/** The findings of a deck as `nodal lint` tells them: by the configuration of the design, without what comments suppress. */
export function placeLint(deck: LoadedDeck): PlacedFinding[] {
  const { design } = deck;
  const findings = joinFindings(design, design.role === 'deck' ? elaborateSync(design, {}).findings : []);
  return place(deck, lintFindings(design, findings, { complete: true }));
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
