import type { LintFinding } from './finding.js';

/** What one file gave, with what it includes. */
export interface CheckedFile {
  uri: string;
  /** All files that it is made of or asks for. */
  files: ReadonlySet<string>;
  /** The files that were read, the file itself first. */
  order: readonly string[];
  /** Whether a file could not be had that may come. */
  incomplete: boolean;
  findings: readonly LintFinding[];
}

const WORST = { error: 0, warning: 1, information: 2, hint: 3 } as const;

/**
 * The findings of several files, each told once. What several decks find at one
 * place of a library is one finding, as bad as the worst of them: an instance in
 * one deck may make an error of what is a remark in another. That something is
 * used nowhere, only the check of its own file can say; of a file that is
 * included and not checked for itself, all decks together.
 */
export function mergeFindings(checked: readonly CheckedFile[]): LintFinding[] {
  const own = new Set(checked.map(({ uri }) => uri));
  const contexts = new Map<string, number>();
  for (const { order } of checked) for (const file of order) contexts.set(file, (contexts.get(file) ?? 0) + 1);
  const toldOf = new Map<string, LintFinding[]>([...contexts.keys()].map((file) => [file, []]));
  const shared = new Map<string, Map<string, Told>>();
  for (const { uri, findings } of checked) {
    const ofShared: LintFinding[] = [];
    for (const finding of findings) {
      if ((contexts.get(finding.uri) ?? 0) > 1) ofShared.push(finding);
      else listIn(toldOf, finding.uri).push(finding);
    }
    for (const [key, group] of grouped(ofShared)) {
      const first = group[0]!;
      if (first.tags.includes('unused') && own.has(first.uri) && first.uri !== uri) continue;
      let told = shared.get(first.uri);
      if (told === undefined) shared.set(first.uri, (told = new Map()));
      const before = told.get(key);
      if (before === undefined) told.set(key, { group, times: 1 });
      else {
        before.times++;
        if (worstOf(group) < worstOf(before.group)) before.group = group;
      }
    }
  }
  for (const [file, told] of shared) {
    for (const { group, times } of told.values()) {
      if (!own.has(file) && group[0]!.tags.includes('unused') && times < contexts.get(file)!) continue;
      for (const finding of group) listIn(toldOf, file).push(finding);
    }
  }
  const merged: LintFinding[] = [];
  for (const told of toldOf.values()) for (const finding of told.sort(byPlace)) merged.push(finding);
  return merged;
}

function listIn(lists: Map<string, LintFinding[]>, key: string): LintFinding[] {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = []));
  return list;
}

interface Told { group: LintFinding[]; times: number }

/** Findings of one kind at one place; a check may have several. */
function grouped(findings: readonly LintFinding[]): Map<string, LintFinding[]> {
  const groups = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    const key = `${finding.line}:${finding.column}-${finding.endLine}:${finding.endColumn} ${finding.code} ${finding.uri}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return groups;
}

function worstOf(group: readonly LintFinding[]): number {
  return group.reduce((worst, { severity }) => Math.min(worst, WORST[severity]), 3);
}

/** By place, at one place the worst first. */
function byPlace(a: LintFinding, b: LintFinding): number {
  return a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn || WORST[a.severity] - WORST[b.severity] || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}
