import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canonicalUri, type Design, elaborateSync, type Finding, isLimit, joinFindings, LineIndex, lintFindings, type SuppliedDocument } from '@nodal/language';
import type { FileSource } from '@nodal/server/files/file-source';
import { loadDesign } from '@nodal/server/files/load-design';
import { NodeFileSource } from '@nodal/server/files/node-file-source';
import { SearchingSource } from '@nodal/server/files/searching-source';
import { roleOf } from '@nodal/server/role';
import { Random } from '../../language/fuzz/random.js';
import { type Defect, DEFECTS, Lines } from './kinds.js';

export interface Planted {
  deck: string;
  defect: string;
  /** The finding that names it, as a line; undefined when none does. */
  found: string | undefined;
  /** What was found besides. */
  others: string[];
  text: string;
}

/** Files of the disk, but one of them with another text. */
class PlantedSource implements FileSource {
  private readonly below = new SearchingSource(new NodeFileSource(), { libraries: [], home: undefined, variable: () => undefined });

  constructor(private readonly uri: string, private readonly planted: string) {}

  async read(uri: string, reference?: Parameters<FileSource['read']>[1]): Promise<SuppliedDocument> {
    return uri === this.uri ? { uri, version: 1, text: this.planted } : this.below.read(uri, reference);
  }

  invalidate(): void {}
}

/** What `nodal lint` says of a deck with another text. */
export async function lintAs(path: string, text: string): Promise<{ design: Design; findings: Finding[] }> {
  const uri = canonicalUri(pathToFileURL(resolve(path)).href);
  const design = await loadDesign(uri, new PlantedSource(uri, text));
  return { design, findings: lintFindings(design, joinFindings(design, elaborateSync(design, {}).findings), { complete: true }) };
}

/** The text of a deck of which nothing is said but what Nodal cannot simulate; undefined for others. */
export async function cleanText(path: string): Promise<string | undefined> {
  const text = readFileSync(path, 'utf8');
  if (text.length > 60_000 || text.includes('\ufffd')) return undefined;
  if (roleOf(pathToFileURL(path).href, text) !== 'deck') return undefined;
  const { design, findings } = await lintAs(path, text);
  const { parsed, isEncrypted } = design.files[0]!;
  if (isEncrypted || parsed.foreign !== undefined || parsed.binaryAt !== undefined || design.incomplete || design.absentLibrary !== undefined || design.top.elements.length < 3 || design.directives.length === 0) return undefined;
  return findings.some(({ severity, code }) => (severity === 'error' || severity === 'warning') && !isLimit(code)) ? undefined : text;
}

/**
 * Plants one defect in each of the decks. The kinds take turns, so that those
 * that many decks have a place for are not all there is.
 */
export async function plantIn(decks: readonly { path: string; text: string }[], seed: number): Promise<Planted[]> {
  const uses = new Map<Defect, number>(DEFECTS.map((defect) => [defect, 0]));
  const planted: Planted[] = [];
  for (const [index, { path, text }] of decks.entries()) {
    const random = new Random(seed, index);
    const order = DEFECTS.map((defect) => ({ defect, rank: uses.get(defect)! + random.fraction() })).sort((a, b) => a.rank - b.rank);
    for (const { defect } of order) {
      const changed = defect.plant(new Lines(text), random);
      if (changed === undefined) continue;
      uses.set(defect, uses.get(defect)! + 1);
      planted.push(await judge(path, text, changed, defect));
      break;
    }
  }
  return planted;
}

/** Whether a finding that was not there before names the defect. */
async function judge(path: string, text: string, changed: string, defect: Defect): Promise<Planted> {
  const before = await lintAs(path, text);
  const after = await lintAs(path, changed);
  const known = new Map<string, number>();
  for (const { code } of before.findings) known.set(code, (known.get(code) ?? 0) + 1);
  const fresh = after.findings.filter(({ code }) => {
    const left = known.get(code) ?? 0;
    known.set(code, left - 1);
    return left <= 0;
  });
  const lines = new LineIndex(changed);
  const show = ({ start, severity, code, message }: Finding) => `line ${lines.positionAt(start).line + 1}: ${severity} ${code}: ${message}`;
  const naming = fresh.find(({ code }) => defect.codes.includes(code));
  return { deck: path, defect: defect.name, found: naming && show(naming), others: fresh.filter((finding) => finding !== naming).map(show), text: changed };
}
