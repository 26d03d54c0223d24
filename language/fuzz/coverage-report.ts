import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { CoverageCounts } from './coverage.js';

/** Parts of the language whose branches are counted. */
export const COVERED_FOLDERS = ['text', 'syntax', 'design', 'expressions', 'dialect'];

export interface FolderCoverage {
  folder: string;
  covered: number;
  branches: number;
  /** The branches that no input reached: file, and the code that decides. */
  missed: string[];
}

interface Branch {
  file: string;
  /** Where the branch begins in the bundle; for the missing else of an `if` where the `if` does. */
  at: number;
  /** For a missing else: where the other branch begins. */
  unless?: number;
  code: string;
}

/**
 * Branch coverage of the language from the counts of all threads. The branches
 * are looked up in the bundle itself, which esbuild does not minify and in which
 * it names the file before each module: no source map is needed.
 */
export function branchCoverage(bundle: string, threads: readonly CoverageCounts[]): FolderCoverage[] {
  const text = readFileSync(bundle, 'utf8');
  const branches = branchesOf(text).filter(({ file }) => COVERED_FOLDERS.some((folder) => file.startsWith(`language/src/${folder}/`)) && !file.includes('/generated/'));
  const places = [...new Set(branches.flatMap(({ at, unless }) => (unless === undefined ? [at] : [at, unless])))].sort((a, b) => a - b);
  const counts = new Map<number, number>(places.map((place) => [place, 0]));
  for (const thread of threads) for (const [place, count] of countsAt(places, thread)) counts.set(place, counts.get(place)! + count);
  const reached = ({ at, unless }: Branch) => (unless === undefined ? counts.get(at)! > 0 : counts.get(at)! > counts.get(unless)!);
  return COVERED_FOLDERS.map((folder) => {
    const own = branches.filter(({ file }) => file.startsWith(`language/src/${folder}/`));
    const missed = own.filter((branch) => !reached(branch));
    return { folder, branches: own.length, covered: own.length - missed.length, missed: missed.map(({ file, code }) => `${file}: ${code}`) };
  });
}

/** The count of the innermost range around each place. */
function countsAt(places: readonly number[], counts: CoverageCounts): Map<number, number> {
  const ranges = counts.flat().sort((a, b) => a.start - b.start || b.end - a.end);
  const open: { start: number; end: number; count: number }[] = [];
  const found = new Map<number, number>();
  let next = 0;
  for (const place of places) {
    while (next < ranges.length && ranges[next]!.start <= place) {
      const range = ranges[next++]!;
      while (open.length > 0 && open[open.length - 1]!.end <= range.start) open.pop();
      open.push(range);
    }
    while (open.length > 0 && open[open.length - 1]!.end <= place) open.pop();
    found.set(place, open[open.length - 1]?.count ?? 0);
  }
  return found;
}

/** Every way that `if`, `?:`, `switch`, `&&`, `||` and `??` can go, with the file of its module. */
function branchesOf(text: string): Branch[] {
  const source = ts.createSourceFile('bundle.mjs', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const modules = [...text.matchAll(/^\/\/ (\S+\.\w+)$/gm)].map((match) => ({ at: match.index, file: match[1]! }));
  const fileAt = (at: number): string => {
    let low = 0;
    let high = modules.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (modules[middle]!.at <= at) low = middle;
      else high = middle - 1;
    }
    return modules[low]?.file ?? '';
  };
  const branches: Branch[] = [];
  const add = (decision: ts.Node, way: string, at: number, unless?: number) => {
    const code = `${way} ${decision.getText(source).replaceAll(/\s+/g, ' ').slice(0, 90)}`;
    branches.push({ file: fileAt(at), at, code, ...(unless === undefined ? {} : { unless }) });
  };
  const visit = (node: ts.Node): void => {
    const start = (part: ts.Node) => part.getStart(source);
    if (ts.isIfStatement(node)) {
      add(node, 'then of', start(node.thenStatement));
      if (node.elseStatement) add(node, 'else of', start(node.elseStatement));
      else add(node, 'not', start(node), start(node.thenStatement));
    } else if (ts.isConditionalExpression(node)) {
      add(node, 'yes of', start(node.whenTrue));
      add(node, 'no of', start(node.whenFalse));
    } else if (ts.isCaseOrDefaultClause(node)) {
      // A clause without statements falls through to the next.
      if (node.statements.length > 0) add(node, '', start(node.statements[0]!));
    } else if (ts.isBinaryExpression(node) && [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(node.operatorToken.kind)) {
      add(node, 'right side of', start(node.right));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return branches;
}
