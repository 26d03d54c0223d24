import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDesign, elaborateSync, type Finding, joinFindings, lintFindings, type Rule, RULES, type SuppliedDocument } from '../src/index.js';

const URI = 'file:///this-file.cir';

/** The files that the examples include. */
function included(uri: string): SuppliedDocument {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  switch (name) {
    case 'process.lib': return { uri, version: 1, text: '.lib ss\n.endl ss\n' };
    case 'wordy.lib': return { uri, version: 1, text: 'Some words\n.model a d\n' };
    case 'page.html': return { uri, version: 1, text: '<!DOCTYPE html>' };
    case 'elsewhere.lib': return { uri, version: 1, text: '', found: { uri: 'file:///libraries/elsewhere.lib', how: 'elsewhere' } };
    case 'letters.LIB': return { uri, version: 1, text: '', found: { uri: 'file:///letters.lib', how: 'letter-case' } };
    case 'letters.lib': return { uri, version: 1, text: '' };
    default: return { uri, error: 'there is no such file.' };
  }
}

/** The text of an example: below a title, unless it is about the first line or about nothing at all. */
function textOf(code: string, example: string): string {
  const whole = example.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return ['missing-title', 'binary-content', 'foreign-file'].includes(code) ? whole : code === 'stray-continuation' ? `\n${whole}` : `title\n${whole}\n`;
}

function findingsOf(code: string, text: string): Finding[] {
  const design = buildDesign(URI, (uri) => (uri === URI ? { uri, version: 1, text } : included(uri)));
  return lintFindings(design, joinFindings(design, elaborateSync(design).findings), { complete: true }).filter((finding) => finding.code === code);
}

function applied(text: string, { edits }: NonNullable<Finding['fix']>): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

const CASES = RULES.map((rule): [string, Rule] => [rule.code, rule]);

test.each(CASES)('the example of %s has it', (code, rule) => {
  expect(findingsOf(code, textOf(code, rule.example))).not.toEqual([]);
  expect(rule.summary).toMatch(/^\S.*\.$/);
  expect(rule.why).toMatch(/^\S.*\.$/);
});

test.each(CASES)('the counter-example of %s has it not', (code, rule) => {
  expect(findingsOf(code, textOf(code, rule.counterExample)).map(({ message }) => message)).toEqual([]);
});

test.each(CASES.filter(([code, rule]) => findingsOf(code, textOf(code, rule.example)).some(({ fix }) => fix !== undefined)))('the fix of %s does away with it', (code, rule) => {
  let text = textOf(code, rule.example);
  for (let left = findingsOf(code, text); left.length > 0; ) {
    const fix = left.find((finding) => finding.fix !== undefined)?.fix;
    expect(fix, `the rest of ${text}`).toBeDefined();
    text = applied(text, fix!);
    const next = findingsOf(code, text);
    expect(next.length, text).toBeLessThan(left.length);
    left = next;
  }
});

test('each rule is one file of its name', () => {
  const helpers = ['check-circuit', 'check-design', 'closest', 'connections', 'expressions', 'fixes', 'reached', 'registry', 'reporter-of', 'rule', 'syntax-findings'];
  const files = readdirSync(join(import.meta.dirname, '..', 'src', 'rules')).filter((name) => !name.includes('.test.')).map((name) => name.replace(/\.ts$/, '')).filter((name) => !helpers.includes(name));
  expect(RULES.map((rule) => rule.code).sort()).toEqual(files.sort());
});
