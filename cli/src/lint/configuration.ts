import { BY_DEFAULT, configurableNames, type LintConfiguration, type LintLayer, type LintSeverity } from '@nodal/language';

/** What the command line says in a way that cannot be taken. */
export class BadOptionError extends Error {}

const SEVERITIES: readonly LintSeverity[] = ['off', 'hint', 'information', 'warning', 'error'];

/** What is configured for each file. */
export async function configurations({ rule }: { config?: string; rule: readonly string[] }): Promise<(uri: string) => Promise<LintConfiguration>> {
  const configuration = rule.length === 0 ? BY_DEFAULT : BY_DEFAULT.with(ruleLayer(rule));
  return () => Promise.resolve(configuration);
}

/** `--rule CODE=severity` as settings, which win over those of files. */
export function ruleLayer(rules: readonly string[]): LintLayer {
  const names = new Set(configurableNames());
  const settings: Record<string, { severity: LintSeverity }> = {};
  for (const written of rules) {
    const [name = '', severity = ''] = written.split('=', 2).map((part) => part.trim());
    if (!names.has(name)) throw new BadOptionError(`--rule ${written}: there is no rule and no group of rules called '${name}'. docs/findings.md lists all.`);
    if (!isSeverity(severity)) throw new BadOptionError(`--rule ${written}: a severity is one of ${SEVERITIES.join(', ')}, as in --rule ${name}=off.`);
    settings[name] = { severity };
  }
  return { rules: settings };
}

function isSeverity(text: string): text is LintSeverity {
  return (SEVERITIES as readonly string[]).includes(text);
}
