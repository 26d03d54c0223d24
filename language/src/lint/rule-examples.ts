import { joinFindings } from '../check.js';
import { buildDesign } from '../design/build-design.js';
import type { SuppliedDocument } from '../design/design.js';
import { elaborateSync } from '../elaborate/elaborate.js';
import type { Finding } from '../findings.js';
import type { Rule } from '../rules/rule.js';
import { lintFindings } from './lint-findings.js';

const URI = 'file:///this-file.cir';

/** The files that the examples of rules include. */
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

/** Rules about the first line, or about a text as a whole: their examples have no title above them. */
const WITHOUT_TITLE: ReadonlySet<string> = new Set(['missing-title', 'binary-content', 'foreign-file']);

/** An example of a rule as a whole text. */
export function textOfExample({ code }: Pick<Rule, 'code'>, example: string): string {
  const whole = example.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return WITHOUT_TITLE.has(code) ? whole : code === 'stray-continuation' ? `\n${whole}` : `title\n${whole}\n`;
}

/** What a rule finds in a text. */
export function findingsOfRule({ code }: Pick<Rule, 'code'>, text: string): Finding[] {
  const design = buildDesign(URI, (uri) => (uri === URI ? { uri, version: 1, text } : included(uri)));
  return lintFindings(design, joinFindings(design, elaborateSync(design).findings), { complete: true }).filter((finding) => finding.code === code);
}

/** What a rule says of its own example. */
export function findingsOfExample(rule: Rule): Finding[] {
  return findingsOfRule(rule, textOfExample(rule, rule.example));
}
