import type { Severity } from '../findings.js';
import { matchesGlob } from './glob.js';

export type OptionValue = number | string | boolean | readonly string[];

/** An option of a rule. Its type is that of its default. */
export interface RuleOption {
  default: OptionValue;
  /** What it sets, as a sentence, with the unit. */
  meaning: string;
}

export type LintSeverity = Severity | 'off';

/** What a configuration says of a rule or a group of rules. */
export interface RuleSetting {
  severity?: LintSeverity;
  options?: Readonly<Record<string, OptionValue>>;
}

/** Settings by the code of a rule or the name of a group. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** One source of settings: `nodal.json`, the editor's settings, the command line. */
export interface LintLayer {
  rules: RuleSettings;
  /** Settings for some files; a later entry wins over an earlier one. */
  overrides?: readonly { files: readonly string[]; rules: RuleSettings }[];
  /** URI of the folder that the patterns of files are relative to. */
  folder?: string;
  /** Patterns of files that are not judged. */
  ignore?: readonly string[];
}

const NOTHING: RuleSetting = {};

/**
 * What holds for each rule and file. A later layer wins over an earlier one;
 * within a layer `overrides` win over `rules`, and the code of a rule over its
 * group. Severity and options are settled each for itself, so that a severity
 * takes no option back.
 */
export class LintConfiguration {
  /** Different where rules may find something else: what is known of cards depends on it. Severities do not count. */
  readonly key: string;
  private readonly settled = new Map<string, RuleSetting>();

  constructor(private readonly layers: readonly LintLayer[] = []) {
    this.key = layers.some(hasOptions) ? JSON.stringify(layers.filter(hasOptions)) : '';
  }

  /** The same with a further source of settings that wins over all there are. */
  with(layer: LintLayer): LintConfiguration {
    return new LintConfiguration([...this.layers, layer]);
  }

  /** What is set for a rule in a file; what is not set is as the rule has it. */
  settingOf(code: string, group: string, uri: string): RuleSetting {
    if (this.layers.length === 0) return NOTHING;
    const key = `${code} ${uri}`;
    let setting = this.settled.get(key);
    if (setting === undefined) this.settled.set(key, (setting = this.settle(code, group, uri)));
    return setting;
  }

  /** Whether a file is not to be judged. */
  ignores(uri: string): boolean {
    return this.layers.some(({ folder, ignore }) => ignore !== undefined && isMeant(ignore, uri, folder));
  }

  private settle(code: string, group: string, uri: string): RuleSetting {
    let severity: LintSeverity | undefined;
    const options: Record<string, OptionValue> = {};
    const take = (rules: RuleSettings) => {
      for (const name of [group, code]) {
        const setting = Object.hasOwn(rules, name) ? rules[name]! : NOTHING;
        severity = setting.severity ?? severity;
        if (name === code) Object.assign(options, setting.options);
      }
    };
    for (const { rules, overrides = [], folder } of this.layers) {
      take(rules);
      for (const override of overrides) if (isMeant(override.files, uri, folder)) take(override.rules);
    }
    return severity === undefined ? { options } : { severity, options };
  }
}

/** Every rule as it is by itself. */
export const BY_DEFAULT = new LintConfiguration();

function hasOptions({ rules, overrides = [] }: LintLayer): boolean {
  return [rules, ...overrides.map((override) => override.rules)].some((settings) => Object.values(settings).some(({ options }) => options !== undefined));
}

/** Whether patterns mean a file. One that begins with `!` takes back what those before it meant. */
function isMeant(patterns: readonly string[], uri: string, folder: string | undefined): boolean {
  const path = pathBelow(uri, folder);
  let meant = false;
  for (const pattern of patterns) {
    const takesBack = pattern.startsWith('!');
    if (meant === takesBack && matchesGlob(takesBack ? pattern.slice(1) : pattern, path)) meant = !takesBack;
  }
  return meant;
}

/** A file's path below a folder; without one, or outside of it, its whole path. */
function pathBelow(uri: string, folder: string | undefined): string {
  const base = folder === undefined || folder.endsWith('/') ? folder : `${folder}/`;
  const path = base !== undefined && uri.startsWith(base) ? uri.slice(base.length) : uri.replace(/^[a-z][\w+.-]*:(\/\/[^/]*)?\/*/i, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
