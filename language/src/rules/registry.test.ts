import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allFindings } from '../check.js';
import { buildDesign } from '../design/build-design.js';
import { RULES } from './registry.js';

const URI = 'file:///this-file.cir';

/** The findings of a rule's example: below a title, unless the example is about the first line or about nothing at all. */
function codesOf(code: string, example: string): string[] {
  const whole = example.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const text = code === 'missing-title' || code === 'binary-content' ? whole : code === 'stray-continuation' ? `\n${whole}` : `title\n${whole}\n`;
  const design = buildDesign(URI, (uri) => (uri === URI ? { uri, version: 1, text } : uri.endsWith('process.lib') ? { uri, version: 1, text: '' } : { uri, error: 'there is no such file.' }));
  return allFindings(design).map((finding) => finding.code);
}

test.each(RULES.map((rule) => [rule.code, rule] as const))('the example of %s has it', (code, rule) => {
  expect(codesOf(code, rule.example)).toContain(code);
  expect(rule.summary).toMatch(/^\S.*\.$/);
  expect(rule.why).toMatch(/^\S.*\.$/);
});

test('each rule is one file of its name', () => {
  const helpers = ['closest', 'connections', 'reached', 'registry', 'rule', 'syntax-findings'];
  const files = readdirSync(import.meta.dirname).filter((name) => !name.includes('.test.')).map((name) => name.replace(/\.ts$/, '')).filter((name) => !helpers.includes(name));
  expect(RULES.map((rule) => rule.code).sort()).toEqual(files.sort());
});
