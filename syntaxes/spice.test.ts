import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IGrammar } from 'vscode-textmate';

const require = createRequire(import.meta.url);
// Both packages are CommonJS bundles.
const oniguruma = require('vscode-oniguruma') as typeof import('vscode-oniguruma');
const textmate = require('vscode-textmate') as typeof import('vscode-textmate');

async function loadGrammar(): Promise<IGrammar> {
  await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns), createOnigString: (text) => new oniguruma.OnigString(text) }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(join(import.meta.dirname, 'spice.tmLanguage.json'), 'utf8'), 'spice.json'),
  });
  return (await registry.loadGrammar('source.spice'))!;
}
const loaded = loadGrammar();

/** The coloured pieces of a text, `piece:scope`, each scope without its language. */
async function colours(text: string): Promise<string[]> {
  const grammar = await loaded;
  // The first line of a deck is its title: the text begins on the second.
  let stack = grammar.tokenizeLine('', textmate.INITIAL).ruleStack;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens
      .filter((t) => t.scopes.length > 1)
      .map((t) => `${line.slice(t.startIndex, t.endIndex).trim()}:${t.scopes.at(-1)!.replace(/\.spice$/, '')}`)
      .filter((t) => !t.startsWith(':'));
  });
}

describe('TextMate grammar', () => {
  it.each([
    ['* a comment', ['* a comment:comment.line.asterisk']],
    ['r1 a b 4.7k ; why', ['r1:entity.name.tag.element', '4.7:constant.numeric', 'k:keyword.other.unit', '; why:comment.line.semicolon']],
    ['r1 a b 1k // why', ['r1:entity.name.tag.element', '1:constant.numeric', 'k:keyword.other.unit', '// why:comment.line.double-slash']],
    ['r1 a b 1k $ why', ['r1:entity.name.tag.element', '1:constant.numeric', 'k:keyword.other.unit', '$ why:comment.line.dollar']],
    ['q1 $N_0001 0 net[3] q2', ['q1:entity.name.tag.element', '0:constant.numeric']],
    ['.tran 1u 10ms uic', ['.tran:keyword.control.directive', '1:constant.numeric', 'u:keyword.other.unit', '10:constant.numeric', 'ms:keyword.other.unit', 'uic:keyword.other']],
    ['.MODEL dx D(is=1e-14)', ['.MODEL:keyword.control.directive', 'dx:entity.name.class.model', 'D:support.type.model', 'is:variable.parameter', '=:keyword.operator.assignment', '1e-14:constant.numeric']],
    ['.subckt amp in out gain=1', ['.subckt:keyword.control.directive', 'amp:entity.name.type.subcircuit', 'gain:variable.parameter', '=:keyword.operator.assignment', '1:constant.numeric']],
    ['.include "a b.lib"', ['.include:keyword.control.import', '"a b.lib":string.quoted']],
    ['x1 a b amp', ['x1:entity.name.function.instance']],
    ['v1 a 0 pulse(0 5 1n)', ['v1:entity.name.tag.element', '0:constant.numeric', 'pulse:support.function.source', '0:constant.numeric', '5:constant.numeric', '1:constant.numeric', 'n:keyword.other.unit']],
    ['+ {2*r0}', ['+:punctuation.separator.continuation', '{:punctuation.section.expression', '2:constant.numeric', '*:keyword.operator.arithmetic', 'r0:variable.other', '}:punctuation.section.expression']],
    ['.control\nrun ; why\n.endc\nr1 a', ['.control:keyword.control.directive', 'run:support.function.command', '; why:comment.line.control', '.endc:keyword.control.directive', 'r1:entity.name.tag.element']],
    ['.control\n  if $x > 2k\n# no\nelse if $&v eq 1\nend', ['.control:keyword.control.directive', 'if:keyword.control.flow', '$x:variable.other.script', '>:keyword.operator', '2:constant.numeric', 'k:keyword.other.unit', '# no:comment.line.control', 'else:keyword.control.flow', 'if:keyword.control.flow', '$&v:variable.other.vector', 'eq:keyword.operator.word', '1:constant.numeric', 'end:keyword.control.flow']],
    ['.control\necho "a $b" `date` >> f\nlet p = v(a)*@r1[i]\n+ -mean(x)', ['.control:keyword.control.directive', 'echo:support.function.command', '":string.quoted.double', 'a:string.quoted.double', '$b:variable.other.script', '":string.quoted.double', '`date`:string.interpolated.shell', '>>:keyword.operator.redirection', 'f:meta.embedded.control', 'let:support.function.command', 'p:meta.embedded.control', '=:keyword.operator', 'v:support.function.probe', '(a):meta.embedded.control', '*:keyword.operator', '@r1[i]:variable.other.device', '+:punctuation.separator.continuation', '-:keyword.operator', 'mean:entity.name.function', '(x):meta.embedded.control']],
    ['.control\nshell ls\n.tran 1\n* c', ['.control:keyword.control.directive', 'shell:support.function.program', 'ls:meta.embedded.control', '.tran:invalid.illegal.card', '1:constant.numeric', '* c:comment.line.control']],
    ['c1 a 0 4.7µF', ['c1:entity.name.tag.element', '0:constant.numeric', '4.7:constant.numeric', 'µF:keyword.other.unit']],
  ])('%s', async (text, expected) => {
    expect(await colours(text)).toEqual(expected);
  });

  it('the first line is a title unless it begins like a part', async () => {
    const grammar = await loaded;
    const scopes = (line: string) => grammar.tokenizeLine(line, textmate.INITIAL).tokens[0]!.scopes.at(-1);
    expect(scopes('RC low-pass')).toBe('markup.heading.title.spice');
    expect(scopes('* a library')).toBe('comment.line.asterisk.spice');
    expect(scopes('.subckt a b')).toBe('keyword.control.directive.spice');
  });

  it('an expression that is not closed ends with its line', async () => {
    expect(await colours('r1 a b {2*\nr2 a b 1k')).toContain('r2:entity.name.tag.element');
  });
});

describe('language configuration', () => {
  const configuration = JSON.parse(readFileSync(join(import.meta.dirname, 'language-configuration.json'), 'utf8'));
  it.each(['x1.net[3]', 'vdd!', 'n+', 'in-', '10MEG', '/a/b', 'Net-_R1-Pad1_', '$N_0001'])('%s is one word', (word) => {
    expect(`r1 ${word} (b)`.match(new RegExp(configuration.wordPattern, 'g'))).toEqual(['r1', word, 'b']);
  });
  it.each([['+ r=1k', '+ '], ['* text', '* '], ['r1 a b 1k', undefined], ['*', undefined]])('Enter after %j continues with %j', (line, text) => {
    const rule = configuration.onEnterRules.find((r: { beforeText: string }) => new RegExp(r.beforeText).test(line));
    expect(rule?.action.appendText).toBe(text);
  });
});
