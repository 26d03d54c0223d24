import { describe, expect, it } from 'vitest';
import { LineIndex } from '../text/line-index.js';
import { readProject, readRules } from './project.js';

const URI = 'file:///project/nodal.json';

/** `line:column: message` of all that is wrong, counted from 1. */
function wrong(text: string): string[] {
  const lines = new LineIndex(text);
  return readProject(URI, text).findings.map(({ start, message }) => `${lines.positionAt(start).line + 1}:${lines.positionAt(start).character + 1}: ${message}`);
}

it('all that a nodal.json may say', () => {
  const text = `{
  // Comments and trailing commas are fine.
  "$schema": "./schema.json",
  "rules": { "single-connection": "error", "style": "off", "long-line": { "severity": "hint", "options": { "length": 80 } } },
  "overrides": [{ "files": ["vendor/**"], "rules": { "syntax": "warning" } }],
  "libraries": ["../models", "C:\\\\lib", "/opt/spice parts"],
  "dialect": "ltspice",
  "ignore": ["generated/**"],
  "format": { "width": 80, "letterCase": "upper" },
}`;
  expect(readProject(URI, text)).toEqual({
    uri: URI, text, folder: 'file:///project', findings: [], dialect: 'ltspice', format: { width: 80, letterCase: 'upper' },
    libraries: ['file:///models', 'file:///c%3A/lib', 'file:///opt/spice%20parts'],
    layer: {
      folder: 'file:///project', ignore: ['generated/**'],
      rules: { 'single-connection': { severity: 'error' }, style: { severity: 'off' }, 'long-line': { severity: 'hint', options: { length: 80 } } },
      overrides: [{ files: ['vendor/**'], rules: { syntax: { severity: 'warning' } } }],
    },
  });
});

describe('what is wrong is told with its place, and a near name', () => {
  it.each([
    ['{', ['1:2: This is no JSON: a } belongs here. Correct it.']],
    ['', ['1:1: The file is empty. Write {} for a configuration that says nothing.']],
    ['[]', ['1:1: nodal.json is an object: { "name": … }.']],
    ['{ "rule": {} }', ['1:3: nodal.json has no "rule". Did you mean rules?']],
    ['{\n  "rules": {\n    "single-conection": "off" } }', ['3:5: There is no rule single-conection and no group of this name. Did you mean single-connection?']],
    ['{ "rules": { "style": "warn" } }', ['1:23: "style" is one of off, hint, information, warning, error. Did you mean warning?']],
    ['{ "rules": { "style": 1 } }', ['1:23: "style" is one of off, hint, information, warning, error.']],
    ['{ "rules": { "long-line": { "options": { "lenght": 1 } } } }', ['1:42: The rule long-line has no "lenght". Did you mean length?']],
    ['{ "rules": { "long-line": { "options": { "length": "1" } } } }', [expect.stringMatching(/^1:52: "length" is a number: /)]],
    ['{ "rules": { "style": { "options": { "length": 1 } } } }', ['1:38: A group has no options; the group style has no "length". Remove it.']],
    ['{ "overrides": [{ "rules": {} }] }', ['1:17: This override says for no file that it holds. Add "files" with a list of patterns.']],
    ['{ "overrides": {} }', ['1:16: "overrides" is a list: […].']],
    ['{ "ignore": ["a", 1] }', ['1:19: "ignore" holds texts in quotes.']],
    ['{ "dialect": "ltspise" }', ['1:14: "dialect" is one of auto, ngspice, ltspice, pspice, hspice, xyce, spice3. Did you mean ltspice?']],
    ['{ "format": { "width": "80" } }', ['1:24: "width" is a number.']],
    ['{ "rules": {}, "rules": {} }', ['1:16: "rules" stands here a second time; this one counts. Remove one of them.']],
  ])('%s', (text, expected) => expect(wrong(text)).toEqual(expected));
});

it('what is right beside it holds', () => {
  expect(readProject(URI, '{ "rules": { "style": "of", "syntax": "off" }, "ignore": 1 }').layer.rules).toEqual({ style: {}, syntax: { severity: 'off' } });
});

it('rules of the settings are read alike', () => {
  expect(readRules({ style: 'off', syntaxx: 'off' })).toEqual({ rules: { style: { severity: 'off' } }, problems: ['There is no rule syntaxx and no group of this name. Did you mean syntax?'] });
  expect(readRules(undefined).problems).toEqual(['nodal.lint.rules is an object: { "name": … }.']);
});
