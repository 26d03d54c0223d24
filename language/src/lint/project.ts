import { DEFAULT_SETTINGS, type FormatSettings, LETTER_CASES } from '@nodal/protocol';
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { DIALECT_NAMES, type DialectChoice } from '../dialect/dialect.js';
import { canonicalUri } from '../design/resolve-uri.js';
import type { Finding } from '../findings.js';
import { closestOf } from '../rules/closest.js';
import { configurableNames, findCode, isGroup } from './codes.js';
import type { LintLayer, LintSeverity, OptionValue, RuleOption, RuleSetting, RuleSettings } from './configuration.js';

/** The name of a project's configuration, which holds for the decks in its folder and below. */
export const PROJECT_FILE = 'nodal.json';

/** Where a code of the language is needed for what is wrong with a configuration. */
export const INVALID_CONFIGURATION = 'invalid-configuration';

export const SEVERITY_NAMES: readonly LintSeverity[] = ['off', 'hint', 'information', 'warning', 'error'];

/** What a `nodal.json` says. */
export interface Project {
  uri: string;
  text: string;
  /** URI of its folder, without a slash at the end. */
  folder: string;
  /** Rules, overrides and ignored files. */
  layer: LintLayer;
  /** URIs of folders in which libraries are looked for. */
  libraries: readonly string[];
  /** The dialect of all files that do not state theirs. */
  dialect: DialectChoice | undefined;
  /** Options of the formatter, by the names of the settings below `nodal.format`. */
  format: Partial<FormatSettings>;
  /** What is wrong with the file; all the rest of it holds. */
  findings: Finding[];
}

/** Options of the formatter that are one of some words. */
export const FORMAT_CHOICES: Readonly<Record<string, readonly string[]>> = { letterCase: LETTER_CASES };

/** The keys of a `nodal.json`, with what each is for. */
export const PROJECT_KEYS = {
  $schema: 'Where the schema of this file stands, for editors.',
  rules: 'The severity and the options of rules, by the code of a rule or the name of a group.',
  overrides: 'Rules for some files: a list of `files`, patterns relative to this folder, with their `rules`. A later entry wins over an earlier one.',
  libraries: 'Folders, relative to this one, in which libraries are looked for that do not stand where a netlist says.',
  dialect: 'The dialect of all netlists that do not state theirs in a comment.',
  ignore: 'Patterns of files that are not judged.',
  format: 'Options of the formatter, as the settings below `nodal.format`.',
} as const;

/** Reads a `nodal.json`: JSON with comments. It never throws; what is wrong is a finding. */
export function readProject(uri: string, text: string): Project {
  const reader = new Reader(uri, text);
  const folder = uri.slice(0, uri.lastIndexOf('/'));
  const project: Project = { uri, text, folder, layer: { rules: {}, folder }, libraries: [], dialect: undefined, format: {}, findings: reader.findings };
  const root = reader.root();
  if (root === undefined) return project;
  const { layer } = project;
  for (const [key, value] of reader.properties(root, Object.keys(PROJECT_KEYS), 'nodal.json')) {
    switch (key) {
      case 'rules': layer.rules = reader.rules(value); break;
      case 'overrides': layer.overrides = reader.overrides(value); break;
      case 'ignore': layer.ignore = reader.strings(value, 'ignore'); break;
      case 'libraries': project.libraries = reader.strings(value, 'libraries').map((path) => asUri(folder, path)); break;
      case 'dialect': project.dialect = reader.oneOf<DialectChoice>(value, ['auto', ...DIALECT_NAMES], 'dialect'); break;
      case 'format': project.format = reader.format(value); break;
      default: break;
    }
  }
  return project;
}

/** Reads rules as `nodal.lint.rules` has them; the messages say what is wrong. */
export function readRules(settings: unknown, name = 'nodal.lint.rules'): { rules: RuleSettings; problems: string[] } {
  const reader = new Reader('', JSON.stringify(settings) ?? 'null');
  const root = reader.root();
  const rules = root === undefined ? {} : reader.rules(root, name);
  return { rules, problems: reader.findings.map(({ message }) => message) };
}

function asUri(folder: string, path: string): string {
  const name = path.replaceAll('\\', '/');
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name)) return canonicalUri(name);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(folder)?.[0] ?? 'file://';
  if (name.startsWith('/')) return canonicalUri(`${scheme}${encoded(name)}`);
  if (/^[a-z]:\//i.test(name)) return canonicalUri(`file:///${encoded(name)}`);
  return canonicalUri(`${folder}/${encoded(name)}`);
}

function encoded(path: string): string {
  return path.split('/').map((segment) => (/^[a-z]:$/i.test(segment) ? segment : encodeURIComponent(segment))).join('/');
}

/** Walks the tree of a JSON text, and tells what is not as it should be. */
class Reader {
  readonly findings: Finding[] = [];

  constructor(private readonly uri: string, private readonly text: string) {}

  root(): Node | undefined {
    if (this.text.trim() === '') {
      this.findings.push({ uri: this.uri, start: 0, end: this.text.length, severity: 'error', code: INVALID_CONFIGURATION, message: 'The file is empty. Write {} for a configuration that says nothing.' });
      return undefined;
    }
    const errors: ParseError[] = [];
    const root = parseTree(this.text, errors, { allowTrailingComma: true });
    for (const { error, offset, length } of errors) {
      this.findings.push({ uri: this.uri, start: offset, end: offset + length, severity: 'error', code: INVALID_CONFIGURATION, message: `This is no JSON: ${SYNTAX[printParseErrorCode(error)] ?? 'something is not as it should be here'}. Correct it.` });
    }
    return root;
  }

  /** The properties of an object that have one of the names. */
  *properties(node: Node, names: readonly string[], of: string): Generator<[string, Node]> {
    for (const [key, value, keyNode] of this.entries(node, of)) {
      if (names.includes(key)) yield [key, value];
      else this.unknown(keyNode, key, names, `${of} has no "${key}".`);
    }
  }

  rules(node: Node, of = 'rules'): RuleSettings {
    const rules: Record<string, RuleSetting> = {};
    for (const [name, value, keyNode] of this.entries(node, of)) {
      if (!isGroup(name) && findCode(name) === undefined) {
        this.unknown(keyNode, name, configurableNames(), `There is no rule ${name} and no group of this name.`);
        continue;
      }
      rules[name] = this.rule(name, value);
    }
    return rules;
  }

  overrides(node: Node): NonNullable<LintLayer['overrides']> {
    const overrides: { files: readonly string[]; rules: RuleSettings }[] = [];
    for (const item of this.items(node, 'overrides')) {
      let files: readonly string[] | undefined;
      let rules: RuleSettings = {};
      for (const [key, value] of this.properties(item, ['files', 'rules'], 'An override')) {
        if (key === 'files') files = this.strings(value, 'files');
        else rules = this.rules(value);
      }
      if (files !== undefined) overrides.push({ files, rules });
      else if (item.type === 'object') this.tell(item, 'This override says for no file that it holds. Add "files" with a list of patterns.');
    }
    return overrides;
  }

  strings(node: Node, of: string): string[] {
    const strings: string[] = [];
    for (const item of this.items(node, of)) {
      if (item.type === 'string') strings.push(item.value as string);
      else this.tell(item, `"${of}" holds texts in quotes.`);
    }
    return strings;
  }

  oneOf<T extends string>(node: Node, names: readonly T[], of: string): T | undefined {
    const found = names.find((name) => name === node.value);
    if (found !== undefined) return found;
    const given = typeof node.value === 'string' ? node.value.toLowerCase() : '';
    // "warn" is short for a name that there is.
    const near = given === '' ? undefined : names.find((name) => name.startsWith(given)) ?? closestOf(given, names);
    this.tell(node, `"${of}" is one of ${names.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`, near);
    return undefined;
  }

  format(node: Node): Partial<FormatSettings> {
    const defaults: Readonly<Record<string, unknown>> = { ...DEFAULT_SETTINGS.format };
    const format: Record<string, unknown> = {};
    for (const [key, value] of this.properties(node, Object.keys(defaults), 'format')) {
      const given: unknown = getNodeValue(value);
      const choices = FORMAT_CHOICES[key];
      if (choices !== undefined) {
        const chosen = this.oneOf(value, choices, key);
        if (chosen !== undefined) format[key] = chosen;
      } else if (typeof given === typeof defaults[key]) format[key] = given;
      else this.tell(value, `"${key}" is ${aKind(defaults[key] as OptionValue)}.`);
    }
    return format;
  }

  private rule(name: string, node: Node): RuleSetting {
    if (node.type !== 'object') {
      const severity = this.oneOf(node, SEVERITY_NAMES, name);
      return severity === undefined ? {} : { severity };
    }
    const setting: RuleSetting = {};
    for (const [key, value] of this.properties(node, ['severity', 'options'], name)) {
      if (key === 'severity') {
        const severity = this.oneOf(value, SEVERITY_NAMES, 'severity');
        if (severity !== undefined) setting.severity = severity;
      } else setting.options = this.options(name, value);
    }
    return setting;
  }

  private options(name: string, node: Node): Record<string, OptionValue> {
    const rule = findCode(name);
    const known: Readonly<Record<string, RuleOption>> = rule !== undefined && 'options' in rule ? rule.options ?? {} : {};
    const options: Record<string, OptionValue> = {};
    for (const [key, value] of this.properties(node, Object.keys(known), isGroup(name) ? `A group has no options; the group ${name}` : `The rule ${name}`)) {
      const given: unknown = getNodeValue(value);
      if (isAlike(given, known[key]!.default)) options[key] = given;
      else this.tell(value, `"${key}" is ${aKind(known[key]!.default)}: ${known[key]!.meaning}`);
    }
    return options;
  }

  private *entries(node: Node, of: string): Generator<[string, Node, Node]> {
    if (node.type !== 'object') {
      this.tell(node, `${of} is an object: { "name": … }.`);
      return;
    }
    const seen = new Set<string>();
    for (const { children } of node.children ?? []) {
      const [key, value] = children ?? [];
      if (key === undefined || value === undefined) continue;
      const name = key.value as string;
      if (seen.has(name)) this.tell(key, `"${name}" stands here a second time; this one counts. Remove one of them.`);
      seen.add(name);
      yield [name, value, key];
    }
  }

  private items(node: Node, of: string): readonly Node[] {
    if (node.type === 'array') return node.children ?? [];
    this.tell(node, `"${of}" is a list: […].`);
    return [];
  }

  private unknown(node: Node, name: string, names: readonly string[], message: string): void {
    const near = closestOf(name.toLowerCase(), names);
    this.tell(node, `${message} ${near !== undefined ? `Did you mean ${near}?` : names.length === 0 ? 'Remove it.' : names.length <= 10 ? `It may have ${names.join(', ')}.` : '`nodal explain` lists all.'}`, near);
  }

  private tell(node: Node, message: string, instead?: string): void {
    const start = node.offset;
    const end = start + node.length;
    const finding: Finding = { uri: this.uri, start, end, severity: 'error', code: INVALID_CONFIGURATION, message };
    if (instead !== undefined) finding.fix = { title: `Write ${instead}`, edits: [{ start, end, newText: JSON.stringify(instead) }] };
    this.findings.push(finding);
  }
}

function isAlike(given: unknown, fallback: OptionValue): given is OptionValue {
  if (Array.isArray(fallback)) return Array.isArray(given) && given.every((item) => typeof item === 'string');
  return typeof given === typeof fallback;
}

function aKind(fallback: OptionValue): string {
  switch (typeof fallback) {
    case 'number': return 'a number';
    case 'boolean': return 'true or false';
    case 'string': return 'a text in quotes';
    default: return 'a list of texts';
  }
}

/** What the parser of JSON says, in words. */
const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word has no meaning; texts stand in double quotes',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a name in double quotes belongs here',
  ValueExpected: 'a value belongs here',
  ColonExpected: 'a colon belongs here',
  CommaExpected: 'a comma belongs here',
  CloseBraceExpected: 'a } belongs here',
  CloseBracketExpected: 'a ] belongs here',
  EndOfFileExpected: 'the file ends with the } above',
  UnexpectedEndOfComment: 'this comment is not closed',
  UnexpectedEndOfString: 'this text is not closed',
  UnexpectedEndOfNumber: 'this number is not complete',
  InvalidUnicode: 'this is no character',
  InvalidEscapeCharacter: 'this is no escape; a backslash is written twice',
  InvalidCharacter: 'this character must not stand here',
};
