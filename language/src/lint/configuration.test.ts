import { expect, it } from 'vitest';
import { allFindings, buildDesign, LintConfiguration, ParseCache } from '../index.js';
import type { Rule } from '../rules/rule.js';
import { RULES } from '../rules/registry.js';
import { matchesGlob } from './glob.js';
import { optionOf } from './options.js';

/** A rule about one card whose finding depends on an option. */
const nodesOfElement: Rule = {
  group: 'style', code: 'test-of-options', severity: 'hint', summary: 'So.', why: 'So.', example: '', counterExample: '',
  options: { longest: { default: 9, meaning: 'How long a name may be.' } },
  checkElement({ design, placed }, report) {
    const { name } = placed.card;
    const longest = optionOf(design, nodesOfElement, 'longest', placed.file.uri);
    if (name.length > longest) report({ uri: placed.file.uri, start: 0, end: 1 }, `${name} is longer than ${longest}.`);
  },
};

it('a change of options reaches cards that were content before', () => {
  const rules = RULES as Rule[];
  rules.push(nodesOfElement);
  try {
    const cache = new ParseCache();
    const uri = 'file:///project/deck.cir';
    const found = (longest?: number, files?: string[]) => {
      const settings = { 'test-of-options': { options: { longest: longest! } } };
      const lint = new LintConfiguration(longest === undefined ? [] : [files === undefined ? { rules: settings } : { rules: {}, overrides: [{ files, rules: settings }] }]);
      return allFindings(buildDesign(uri, () => ({ uri, version: 1, text: 'title\nrload 1 0 1k\nv1 1 0 1\n' }), cache, 'auto', lint)).map(({ message }) => message);
    };
    expect(found()).toEqual([]);
    expect(found(4)).toEqual(['rload is longer than 4.']);
    expect(found()).toEqual([]);
    expect(found(3, ['*.cir'])).toEqual(['rload is longer than 3.']);
    expect(found(3, ['*.lib'])).toEqual([]);
  } finally {
    rules.splice(rules.indexOf(nodesOfElement), 1);
  }
});

it.each([
  ['*.lib', 'models/a.lib', true],
  ['*.lib', 'a.LIB', true],
  ['*.lib', 'a.lib.txt', false],
  ['/*.lib', 'models/a.lib', false],
  ['models/*.lib', 'models/a.lib', true],
  ['models/*.lib', 'models/x/a.lib', false],
  ['models/**', 'models/x/a.lib', true],
  ['models/', 'models/x/a.lib', true],
  ['models', 'parts/models/a.lib', true],
  ['**/x/*.cir', 'a/b/x/c.cir', true],
  ['**/x/*.cir', 'x/c.cir', true],
  ['a?.cir', 'a1.cir', true],
  ['a?.cir', 'a/.cir', false],
  ['*.{cir,sp}', 'b.sp', true],
  ['[a-c].cir', 'b.cir', true],
  ['[!a-c].cir', 'b.cir', false],
  ['a.cir', 'axcir', false],
  ['[', '[', true],
  ['[z-a]', 'z', false],
  ['(+$^', '(+$^', true],
])('the pattern %s and the file %s: %s', (pattern, path, expected) => expect(matchesGlob(pattern, path)).toBe(expected));
