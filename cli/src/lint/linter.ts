import { homedir } from 'node:os';
import { allFindings, canonicalUri, type Design, elaborateSync, type Finding, foreignContent, joinFindings, lintFindings, looksLikeNetlist, ParseCache } from '@nodal/language';
import { loadDesign } from '@nodal/server/files/load-design';
import type { FileSource } from '@nodal/server/files/file-source';
import { NodeFileSource } from '@nodal/server/files/node-file-source';
import { SearchingSource } from '@nodal/server/files/searching-source';
import { roleOf } from '@nodal/server/role';
import { type IncludeOptions, uriOf } from '../input.js';
import type { Configurations } from './configuration.js';
import { type FileToLint, shownFile } from './find-files.js';
import type { LintReport } from './finding.js';
import { KeptFiles } from './keep.js';
import { type CheckedFile, mergeFindings } from './merge.js';
import { Placing } from './placing.js';

/** So many files are read ahead of the one that is checked. */
const AHEAD = 16;

/** What a file that cannot be read after all says; it was there when the files were looked for. */
export class UnreadableError extends Error {}

/**
 * Checks files as `nodal lint` does: each by itself, a deck with what it
 * includes. What one check read is kept for the next, so that libraries are
 * parsed once, and results are kept until a file that they are made of changes.
 */
export class Linter {
  private readonly cache = new ParseCache();
  private readonly source: FileSource;
  private readonly kept: KeptFiles;
  private readonly results = new Map<string, CheckedFile | 'left out'>();

  constructor(private readonly options: IncludeOptions, private readonly configurations: Configurations) {
    const { root, library = [] } = options;
    const libraries = library.map(uriOf);
    this.source = new SearchingSource(new NodeFileSource({ roots: root === undefined ? undefined : [uriOf(root), ...libraries] }), { libraries, home: uriOf(homedir()), variable: (name) => process.env[name] });
    this.kept = new KeptFiles(this.source, this.cache);
  }

  /** The findings of all files, each finding once. */
  async check(files: readonly FileToLint[]): Promise<LintReport> {
    const shown = new Map(files.map(({ path }) => [designUri(path), path]));
    const placing = new Placing((uri) => shown.get(uri) ?? shownFile(uri));
    const checked: CheckedFile[] = [];
    const paths: string[] = [];
    let leftOut = 0;
    for (const [index, { path, named }] of files.entries()) {
      this.readAhead(files[index + AHEAD]);
      const uri = designUri(path);
      let result = this.results.get(uri);
      if (result === undefined || (result === 'left out' && named)) this.results.set(uri, (result = await this.checkFile(uri, path, named, placing)));
      if (result === 'left out') leftOut++;
      else {
        checked.push(result);
        paths.push(path);
      }
    }
    return { findings: mergeFindings(checked), checked: paths, leftOut };
  }

  /** Files of all checks, which may change what is found; those that an include names and that are not there are among them. */
  get files(): Set<string> {
    const uris = new Set<string>();
    for (const uri of this.configurations.files) uris.add(uri);
    for (const result of this.results.values()) if (result !== 'left out') for (const uri of result.files) uris.add(uri);
    return uris;
  }

  /** A file changed on disk: what was made of it is made anew. One that came or went may be what any include means. */
  changed(path: string, how: 'text' | 'existence' = 'text'): void {
    const uri = designUri(path);
    this.kept.forget(uri);
    if (this.configurations.files.has(uri)) {
      this.configurations.forget();
      this.results.clear();
    }
    for (const [root, result] of this.results) {
      if (root === uri || (result !== 'left out' && (result.files.has(uri) || (how === 'existence' && result.incomplete)))) this.results.delete(root);
    }
  }

  /** Reads a file while those before it are checked. */
  private readAhead(file: FileToLint | undefined): void {
    if (file === undefined) return;
    const uri = designUri(file.path);
    if (!this.results.has(uri)) void this.source.read(uri);
  }

  private async checkFile(uri: string, path: string, named: boolean, placing: Placing): Promise<CheckedFile | 'left out'> {
    const document = await this.source.read(uri);
    if ('error' in document) throw new UnreadableError(`${path}: ${document.error}`);
    const { lint, libraries, dialect: configured } = await this.configurations.of(uri);
    if (!named && (!isNetlist(uri, document.text) || lint.ignores(uri))) {
      this.source.invalidate(uri);
      return 'left out';
    }
    const dialect = this.options.dialect ?? configured ?? 'auto';
    const design = await loadDesign(uri, this.source, { role: roleOf(uri, document.text), cache: this.cache, dialect, lint, libraries });
    const findings = judged(design);
    const result: CheckedFile = {
      uri,
      files: new Set([...design.files.map((file) => file.uri), ...design.links.map((link) => link.uri)]),
      order: design.files.map((file) => file.uri),
      incomplete: design.incomplete,
      findings: placing.place(design, findings),
    };
    // Decks are seldom included by others.
    this.kept.used(design.files, design.role === 'deck' ? uri : undefined);
    return result;
  }
}

/** The findings of a design as they are told. */
function judged(design: Design): Finding[] {
  return lintFindings(design, design.role === 'deck' ? joinFindings(design, elaborateSync(design, {}).findings) : allFindings(design), { complete: true });
}

const DECK = /\.(?:cir|ckt|sp|spi|spice|cdl)$/i;

/** Whether a file of a folder is a netlist. Under a name that only netlists have it is one unless it is clearly something else. */
export function isNetlist(uri: string, text: string): boolean {
  return DECK.test(uri) ? foreignContent(text, false) === undefined : looksLikeNetlist(text);
}

/** The URI by which designs know a file. */
export function designUri(path: string): string {
  return canonicalUri(uriOf(path));
}
