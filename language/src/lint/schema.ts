import { DEFAULT_SETTINGS } from '@nodal/protocol';
import { DIALECT_NAMES } from '../dialect/dialect.js';
import type { FindingFacts } from '../reference/circuit-findings.js';
import type { Rule } from '../rules/rule.js';
import { findingCodes, RULE_GROUPS } from './codes.js';
import type { OptionValue } from './configuration.js';
import { FORMAT_CHOICES, PROJECT_KEYS, SEVERITY_NAMES } from './project.js';

/** The JSON schema of `nodal.json`, made from the rules: editors complete and explain the file by it. */
export function projectSchema(): object {
  const strings = { type: 'array', items: { type: 'string' } };
  const rules = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries([
      ...Object.entries(RULE_GROUPS).map(([group, about]) => [group, { description: `All rules of the group: ${about}`, $ref: '#/definitions/setting' }]),
      ...[...findingCodes().values()].sort((a, b) => (a.code < b.code ? -1 : 1)).map((facts) => [facts.code, ofRule(facts)]),
    ]),
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'nodal.json',
    description: 'How Nodal reads and judges the netlists of a folder.',
    type: 'object',
    additionalProperties: false,
    allowComments: true,
    allowTrailingCommas: true,
    properties: {
      $schema: { type: 'string', description: PROJECT_KEYS.$schema },
      rules: { description: PROJECT_KEYS.rules, $ref: '#/definitions/rules' },
      overrides: {
        description: PROJECT_KEYS.overrides,
        type: 'array',
        items: { type: 'object', required: ['files'], additionalProperties: false, properties: { files: { ...strings, description: 'Patterns of files, relative to this folder.' }, rules: { $ref: '#/definitions/rules' } } },
      },
      libraries: { ...strings, description: PROJECT_KEYS.libraries },
      dialect: { enum: ['auto', ...DIALECT_NAMES], description: PROJECT_KEYS.dialect },
      ignore: { ...strings, description: PROJECT_KEYS.ignore },
      format: { type: 'object', description: PROJECT_KEYS.format, additionalProperties: false, properties: formatOptions() },
    },
    definitions: {
      rules,
      severity: { enum: SEVERITY_NAMES },
      setting: { anyOf: [{ $ref: '#/definitions/severity' }, { type: 'object', additionalProperties: false, properties: { severity: { $ref: '#/definitions/severity' } } }] },
    },
  };
}

function ofRule(facts: Rule | FindingFacts): object {
  const description = `${facts.summary} ${facts.why} (${facts.severity})`;
  const options = 'options' in facts && facts.options !== undefined ? facts.options : undefined;
  if (options === undefined) return { description, $ref: '#/definitions/setting' };
  return {
    description,
    anyOf: [
      { $ref: '#/definitions/severity' },
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          severity: { $ref: '#/definitions/severity' },
          options: { type: 'object', additionalProperties: false, properties: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, { ...typeOf(option.default), default: option.default, description: option.meaning }])) },
        },
      },
    ],
  };
}

function typeOf(value: OptionValue): object {
  return Array.isArray(value) ? { type: 'array', items: { type: 'string' } } : { type: typeof value };
}

function formatOptions(): object {
  return Object.fromEntries(Object.entries(DEFAULT_SETTINGS.format).map(([name, value]: [string, OptionValue]) => [name, { ...(FORMAT_CHOICES[name] === undefined ? typeOf(value) : { enum: FORMAT_CHOICES[name] }), default: value }]));
}
