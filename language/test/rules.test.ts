import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Finding, findingsOfRule, type Rule, RULES, textOfExample } from '../src/index.js';

const findingsOf = (code: string, text: string) => findingsOfRule({ code }, text);
const textOf = (code: string, example: string) => textOfExample({ code }, example);

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
  const helpers = ['check-circuit', 'check-design', 'closest', 'connections', 'expressions', 'fixes', 'near-miss', 'reached', 'registry', 'reporter-of', 'rule', 'shadowed', 'syntax-findings', 'unused'];
  const files = readdirSync(join(import.meta.dirname, '..', 'src', 'rules')).filter((name) => !name.includes('.test.')).map((name) => name.replace(/\.ts$/, '')).filter((name) => !helpers.includes(name));
  expect(RULES.map((rule) => rule.code).sort()).toEqual(files.sort());
});
