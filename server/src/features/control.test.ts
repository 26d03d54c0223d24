import { describe, expect, it } from 'vitest';
import { deckAt } from '../testing/deck.js';
import { completionsAt } from './completion/provider.js';
import { controlSignatureAt } from './control-signature.js';
import { hoverText } from './hover/provider.js';

const CIRCUIT = 'v1 in 0 1\nr1 in out 1k\nd1 out 0 dx\n.model dx d\n';
const at = (script: string) => deckAt(`title\n${CIRCUIT}.control\n${script}\n.endc\n.end\n`).cursor;
const labels = (script: string) => completionsAt(at(script)).items.map((item) => item.label);
const hover = (script: string) => hoverText(at(script), undefined) ?? '';

describe('completion in a script', () => {
  it.each([
    ['commands', '<|>', ['run', 'plot', 'foreach', 'shell']],
    ['commands in a structure', 'if 1\n  ru<|>\nend', ['run']],
    ['the end', '.<|>', ['.endc']],
    ['vectors', 'let gain = 1\nmeas tran top max v(out)\nprint <|>', ['gain', 'top', 'v(out)', 'i(v1)', 'time', 'mag']],
    ['nodes', 'print v(<|>', ['in', 'out']],
    ['sources', 'print i(<|>', ['v1']],
    ['variables', 'foreach corner ff ss\necho $<|>', ['corner', 'curplot', 'sim_status']],
    ['vectors behind $&', 'let k = 1\necho $&<|>', ['k', 'v(out)']],
    ['what set knows', 'set <|>', ['filetype', 'wr_singlescale']],
    ['elements to alter', 'alter <|>', ['v1', 'r1']],
    ['models to alter', 'altermod <|>', ['dx']],
  ])('%s', (_, script, expected) => expect(labels(script)).toEqual(expect.arrayContaining(expected)));

  it('has no elements, and nothing in comments', () => {
    expect(labels('<|>')).not.toContain('R');
    expect(labels('* <|>')).toEqual([]);
    expect(labels('run ; <|>')).toEqual([]);
  });
  it('works before the script is closed', () => expect(completionsAt(deckAt(`title\n${CIRCUIT}.control\nru<|>`).cursor).items.map(({ label }) => label)).toContain('run'));
  it('is the circuit’s behind the script', () => expect(completionsAt(deckAt(`title\n.control\n.endc\n<|>\n`).cursor).items.map(({ label }) => label)).toContain('R'));
});

describe('hover in a script', () => {
  it.each([
    ['a command', 'tr<|>an 1u 1m', 'tran step stop'],
    ['a command that starts programs', 'sh<|>ell ls', 'Nodal never does'],
    ['an early command', 'pre_o<|>sdi a.osdi', 'before the circuit is read'],
    ['a variable', 'echo $curp<|>lot', 'name of the current plot'],
    ['a vector', 'echo $&top<|>', 'The value of the vector `top`'],
    ['a setting', 'set file<|>type=ascii', 'Form of raw files'],
    ['backquotes', 'let d = `da<|>te`', 'system’s shell'],
    ['a function', 'print vec<|>max(v(out))', 'largest value'],
  ])('%s', (_, script, expected) => expect(hover(script)).toContain(expected));
  it('says nothing of comments and names', () => {
    expect(hover('* a com<|>ment')).toBe('');
    expect(hover('plott<|> x')).toBe('');
  });
});

describe('signature help in a script', () => {
  const signature = (script: string) => {
    const { file, offset } = at(script);
    const help = controlSignatureAt(file, offset);
    return help && `${help.signatures[0]!.label} @ ${help.signatures[0]!.parameters![help.activeParameter!]!.label as string}`;
  };
  it.each([
    ['tran <|>', 'tran step stop [start [maxstep]] [uic] @ step'],
    ['tran 1u <|>', 'tran step stop [start [maxstep]] [uic] @ stop'],
    ['strcmp r "a" "b<|>"', 'strcmp variable text text @ text'],
    ['run\nop\n<|>', undefined],
    ['op <|>', undefined],
    ['nosuch <|>', undefined],
  ])('%s', (script, expected) => expect(signature(script)).toBe(expected));
});
