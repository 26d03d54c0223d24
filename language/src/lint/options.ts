import type { Design } from '../design/design.js';
import type { Rule } from '../rules/rule.js';
import type { OptionValue } from './configuration.js';

/**
 * The value of a rule's option: as it is configured for a file (the deck, where
 * none is named), else its default. It has the type of the default, which what
 * reads a configuration makes sure of; a rule whose option is no number says so:
 * `optionOf<string>(design, rule, 'style')`.
 */
export function optionOf<T extends OptionValue = number>(design: Pick<Design, 'lint' | 'files'>, rule: Pick<Rule, 'code' | 'group' | 'options'>, name: string, uri = design.files[0]?.uri ?? ''): T {
  const configured = design.lint.settingOf(rule.code, rule.group, uri).options?.[name];
  return (configured ?? rule.options![name]!.default) as T;
}
