import type { Command } from 'commander';
import { closestOf, configurableNames, findCode, findingCodes, type FindingFacts, findingsOfExample, isGroup, type Rule, RULE_GROUPS, type RuleGroup } from '@nodal/language';
import { EXIT_FAILED } from '../exit-codes.js';

/** `nodal explain [CODE]`: what a finding means. Exit 0, or 2 when nothing has this code. */
export function registerExplain(program: Command): void {
  program
    .command('explain')
    .description('say what the code of a finding means; without one, list all rules')
    .argument('[code]', 'the code of a finding, or the name of a group')
    .action((code: string | undefined) => {
      if (code === undefined) return console.log(Object.keys(RULE_GROUPS).map((group) => listOf(group as RuleGroup)).join('\n'));
      const name = code.toLowerCase();
      if (isGroup(name)) return console.log(listOf(name));
      const facts = findCode(name);
      if (facts !== undefined) return console.log(explanation(facts));
      const near = closestOf(name, configurableNames());
      console.error(`nodal: no finding has the code ${code}.${near === undefined ? ' `nodal explain` lists all codes.' : ` Did you mean ${near}?`}`);
      process.exitCode = EXIT_FAILED;
    });
}

function listOf(group: RuleGroup): string {
  const codes = [...findingCodes().values()].filter((facts) => facts.group === group).sort((a, b) => (a.code < b.code ? -1 : 1));
  const width = Math.max(...codes.map(({ code }) => code.length));
  return [`${group}: ${RULE_GROUPS[group]}`, ...codes.map(({ code, severity, summary }) => `  ${code.padEnd(width)}  ${severity.padEnd(11)}  ${plain(summary)}`), ''].join('\n');
}

function explanation(facts: Rule | FindingFacts): string {
  const parts = [`${facts.code} (${facts.severity}, ${facts.group})`, `${plain(facts.summary)}\n${plain(facts.why)}`];
  if ('example' in facts) {
    const [finding] = findingsOfExample(facts);
    parts.push(`Wrong:\n\n${indented(facts.example)}${finding === undefined ? '' : `\n\n  ${finding.message}`}`, `Right:\n\n${indented(facts.counterExample)}`);
    parts.push(finding?.fix === undefined ? 'It has no fix.' : `Fix: ${finding.fix.title}.${finding.fix.guess ? ' It guesses what was meant, so that `nodal lint --fix` leaves it to you.' : ''}`);
    for (const [name, option] of Object.entries(facts.options ?? {})) parts.push(`Option ${name} (${JSON.stringify(option.default)}): ${plain(option.meaning)}`);
  }
  parts.push(`To suppress one finding, write above its card:\n\n  * nodal-ignore-next-line ${facts.code}: the reason`, `To turn it off, write into nodal.json:\n\n  { "rules": { "${facts.code}": "off" } }`);
  return parts.join('\n\n');
}

/** Text of a table without the marks that Markdown has for code. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

function indented(example: string): string {
  return example.split('\n').map((line) => `  ${line.length > 100 ? `${line.slice(0, 60)} … ${line.slice(-20)}` : line}`).join('\n');
}
