import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDesign, joinFindings, lintFindings, RULES, type SuppliedDocument } from '../src/index.js';

const URI = 'file:///this-file.cir';

/** The files that the examples include. */
function included(uri: string): SuppliedDocument {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  switch (name) {
    case 'process.lib': return { uri, version: 1, text: '' };
    case 'wordy.lib': return { uri, version: 1, text: 'Some words\n.model a d\n' };
    case 'page.html': return { uri, version: 1, text: '<!DOCTYPE html>' };
    case 'elsewhere.lib': return { uri, version: 1, text: '', found: { uri: 'file:///libraries/elsewhere.lib', how: 'elsewhere' } };
    case 'letters.LIB': return { uri, version: 1, text: '', found: { uri: 'file:///letters.lib', how: 'letter-case' } };
    default: return { uri, error: 'there is no such file.' };
  }
}

/** The findings of a rule's example: below a title, unless the example is about the first line or about nothing at all. */
function codesOf(code: string, example: string): string[] {
  const whole = example.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const text = ['missing-title', 'binary-content', 'foreign-file'].includes(code) ? whole : code === 'stray-continuation' ? `\n${whole}` : `title\n${whole}\n`;
  const design = buildDesign(URI, (uri) => (uri === URI ? { uri, version: 1, text } : included(uri)));
  return lintFindings(design, joinFindings(design, []), { complete: true }).map((finding) => finding.code);
}

test.each(RULES.map((rule) => [rule.code, rule] as const))('the example of %s has it', (code, rule) => {
  expect(codesOf(code, rule.example)).toContain(code);
  if (rule.counterExample !== undefined) expect(codesOf(code, rule.counterExample)).not.toContain(code);
  expect(rule.summary).toMatch(/^\S.*\.$/);
  expect(rule.why).toMatch(/^\S.*\.$/);
});

test('each rule is one file of its name', () => {
  const helpers = ['check-circuit', 'check-design', 'closest', 'connections', 'expressions', 'reached', 'registry', 'reporter-of', 'rule', 'syntax-findings'];
  const files = readdirSync(join(import.meta.dirname, '..', 'src', 'rules')).filter((name) => !name.includes('.test.')).map((name) => name.replace(/\.ts$/, '')).filter((name) => !helpers.includes(name));
  expect(RULES.map((rule) => rule.code).sort()).toEqual(files.sort());
});

/** The page about all findings of syntax, structure and names; `UPDATE_FIXTURES=1` writes it anew. */
test('docs/findings.md says of each rule what it is', () => {
  const order = { error: 0, warning: 1, information: 2, hint: 3 };
  const rules = [...RULES].sort((a, b) => order[a.severity] - order[b.severity] || (a.code < b.code ? -1 : 1));
  const page = `# Findings

What Nodal reports about the syntax, the structure and the names of a netlist. A finding in a subcircuit that the circuit does not use is a warning. This page is made from \`language/src/rules/\`.

${rules.map((rule) => `## ${rule.code}\n\n*${rule.severity}* · ${rule.summary}\n\n${rule.why}\n\n\`\`\`spice\n${rule.example}\n\`\`\`\n`).join('\n')}`;
  const file = join(import.meta.dirname, '..', '..', 'docs', 'findings.md');
  if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
