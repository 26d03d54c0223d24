// A sample of the errors that scripts/corpus.mjs finds, for people to judge. Which
// findings belong to it depends on the seed and on each finding alone, so that a
// new rule changes the sample by its own findings only.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** `findings` are errors with file, line, code, message and text; the first `count` in the order of the seed. */
export function sampleOf(findings, count, seed) {
  const files = new Map();
  const hashOf = (file) => {
    if (!files.has(file)) files.set(file, hash(readFileSync(file)));
    return files.get(file);
  };
  return findings.map((finding) => {
    const file = hashOf(finding.file);
    return { ...finding, hash: file, order: hash(`${seed} ${file} ${finding.line} ${finding.code}`) };
  }).sort((a, b) => (a.order < b.order ? -1 : 1)).slice(0, count);
}

/** The verdicts of a file: one JSON object a line with the file's hash, the line, the code, `right` and the reason. */
export function readVerdicts(path) {
  const verdicts = new Map();
  if (path === undefined || !existsSync(path)) return verdicts;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const verdict = JSON.parse(line);
    verdicts.set(`${verdict.file} ${verdict.line} ${verdict.code}`, verdict);
  }
  return verdicts;
}

/** Prints the sample against its verdicts: those without one in full, so that they can be judged. */
export function printSample(sample, verdicts) {
  let right = 0;
  const wrong = [];
  const open = [];
  for (const finding of sample) {
    const verdict = verdicts.get(`${finding.hash} ${finding.line} ${finding.code}`);
    if (verdict === undefined) open.push(finding);
    else if (verdict.right) right++;
    else wrong.push({ ...finding, reason: verdict.reason });
  }
  for (const { hash: file, line, code, message, text, file: path } of open) console.log(`TO JUDGE ${JSON.stringify({ file, line, code })} ${path}\n    ${message}\n    ${text.trim()}`);
  for (const { file, line, code, reason } of wrong) console.log(`WRONG ${file}:${line} ${code}: ${reason}`);
  console.log(`sample of ${sample.length} errors: ${right} right, ${wrong.length} wrong (${((100 * wrong.length) / Math.max(1, right + wrong.length)).toFixed(1)} %), ${open.length} not judged`);
}
