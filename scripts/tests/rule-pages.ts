import { CIRCUIT_FINDINGS, findingsOfExample, type Rule, RULE_GROUPS, RULES } from '@nodal/language';

/** The pages of docs/rules/ by their names, made from the rules themselves. */
export function rulePages(): Record<string, string> {
  const rules = [...RULES].sort((a, b) => (a.code < b.code ? -1 : 1));
  return Object.fromEntries([['README.md', index(rules)], ...rules.map((rule) => [`${rule.code}.md`, pageOf(rule)])]);
}

/** Text as a cell of a table. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function index(rules: readonly Rule[]): string {
  const fixOf = (rule: Rule) => {
    const fix = findingsOfExample(rule)[0]?.fix;
    return fix === undefined ? '' : fix.guess ? 'guess' : 'yes';
  };
  const sections = Object.entries(RULE_GROUPS).map(([group, about]) => {
    const rows = rules.filter((rule) => rule.group === group).map((rule) => `| [\`${rule.code}\`](${rule.code}.md) | ${rule.severity} | ${fixOf(rule)} | ${cell(rule.summary)} |`);
    return [`## ${group}\n\n${about}`, ...(rows.length === 0 ? [] : [['| rule | severity | fix | what a netlist must fulfil |', '|---|---|---|---|', ...rows].join('\n')])].join('\n\n');
  });
  return `# Rules

What Nodal looks for in a netlist, by group. [Linting](../linting.md) says how rules are configured and findings suppressed; the [findings of a circuit and of a run](../run-findings.md) come besides. A finding in a subcircuit that the circuit does not use is milder than usual. A fix that is a *guess* is offered in the editor, and left to you by \`nodal lint --fix\`.

${sections.join('\n\n')}
`;
}

function pageOf(rule: Rule): string {
  const [finding] = findingsOfExample(rule);
  const fix = finding?.fix;
  const options = Object.entries(rule.options ?? {});
  const parts = [
    `# ${rule.code}`,
    `*${rule.severity}* · group [${rule.group}](README.md#${rule.group})`,
    `${rule.summary}\n\n${rule.why}`,
    `## Example\n\n${block(rule.example)}${finding === undefined ? '' : `\n\n> ${finding.message}`}`,
    `As it should be:\n\n${block(rule.counterExample)}`,
    `## Fix\n\n${fix === undefined ? 'There is none: what was meant is yours to say.' : `*${fix.title}.*${fix.guess ? ' It is a guess: the editor offers it, and `nodal lint --fix` leaves it to you.' : ' The editor offers it, and `nodal lint --fix` applies it.'}`}`,
    ...(options.length === 0 ? [] : [`## Options\n\n${['| option | type | default | meaning |', '|---|---|---|---|', ...options.map(([name, option]) => `| \`${name}\` | ${Array.isArray(option.default) ? 'list of texts' : typeof option.default} | \`${JSON.stringify(option.default)}\` | ${cell(option.meaning)} |`)].join('\n')}\n\n\`\`\`json\n{ "rules": { "${rule.code}": { "options": { ${options.map(([name, option]) => `"${name}": ${JSON.stringify(option.default)}`).join(', ')} } } } }\n\`\`\``]),
    `## To suppress it\n\nAbove the card: \`* nodal-ignore-next-line ${rule.code}: the reason\`. For a project, in [\`nodal.json\`](../linting.md): \`{ "rules": { "${rule.code}": "off" } }\`.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function block(example: string): string {
  return `\`\`\`spice\n${example}\n\`\`\``;
}

const CIRCUIT = '## When the circuit is built\n';
const RUN = '## When it runs\n';

/** `docs/run-findings.md` with the table of the circuit's findings as it should be; people write the rest. */
export function withCircuitFindings(page: string): string {
  const rules = new Set(RULES.map(({ code }) => code));
  const rows = CIRCUIT_FINDINGS.filter(({ code }) => !rules.has(code)).map((facts) => `| \`${facts.code}\` | ${facts.group} | ${facts.severity} | ${cell(facts.summary)} ${cell(facts.why)} |`);
  const table = ['| code | group | severity | what a netlist must fulfil, and why |', '|---|---|---|---|', ...rows].join('\n');
  return `${page.slice(0, page.indexOf(CIRCUIT))}${CIRCUIT}\nThey are configured and suppressed like [rules](linting.md). This table is made from \`language/src/reference/circuit-findings.ts\`.\n\n${table}\n\n${page.slice(page.indexOf(RUN))}`;
}
