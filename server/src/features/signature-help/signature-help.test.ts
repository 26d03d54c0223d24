import { describe, expect, it } from 'vitest';
import { deckAt } from '../../testing/deck.js';
import { signatureAt } from './provider.js';

/** The signature with the active parameter in `[|…|]`. */
function signature(text: string): string {
  const { cursor } = deckAt(`title\n${text}`);
  const help = signatureAt(cursor.design, cursor.file, cursor.offset);
  if (help === undefined) return '';
  const { label, parameters } = help.signatures[help.activeSignature ?? 0]!;
  const place = parameters?.[help.activeParameter ?? 0]?.label as [number, number] | undefined;
  return place === undefined ? label : `${label.slice(0, place[0])}[|${label.slice(...place)}|]${label.slice(place[1])}`;
}
function documentation(text: string): string {
  const { cursor } = deckAt(`title\n${text}`);
  const help = signatureAt(cursor.design, cursor.file, cursor.offset)!;
  const of = help.signatures[help.activeSignature ?? 0]!.parameters?.[help.activeParameter ?? 0]?.documentation;
  return of === undefined ? '' : (of as { value: string }).value;
}

const AMP = '.subckt amp inp inn out gain=10\n.ends\n';

describe('signature help of cards', () => {
  it.each([
    ['r1 <|>', 'r1 [|p|] n value | model'],
    ['r1 a b <|>', 'r1 p n [|value|] | model'],
    ['r1 a <|>b 1k', 'r1 p [|n|] value | model'],
    ['r1 a\n+ b <|>', 'r1 p n [|value|] | model'],
    ['q1 c b e <|>', 'q1 c b e [[|substrate|]] model [area] [off]'],
    ['v1 a 0 <|>', 'v1 p n [[dc] [|value|]] [ac [magnitude [phase]]] [waveform(…)]'],
    ['v1 a 0 dc 1 ac <|>', 'v1 p n [[dc] value] [ac [[|magnitude|] [phase]]] [waveform(…)]'],
    ['v1 a 0 pulse(0 <|>', 'pulse(v1 [|v2|] [td tr tf pw per np])'],
    ['v1 a 0 pulse (0 5 1u\n+ <|>1n)', 'pulse(v1 v2 [td [|tr|] tf pw per np])'],
    ['v1 a 0 pwl(0 0 1 <|>', 'pwl(t [|v|] …) r=time td=time | repeat for n (…) endrepeat | repeat forever (…) endrepeat'],
    ['x1 a <|>', 'x1 [|nodes …|] subcircuit [parameter=value …]'],
    [`${AMP}x1 a <|>b c amp`, 'x1 inp [|inn|] out amp [gain=10]'],
    [`${AMP}x1 a b c amp gain=<|>`, 'x1 inp inn out amp [[|gain=10|]]'],
    ['.tran <|>', '.tran [|step|] stop [start [maxstep]] [uic] [startup]'],
    ['.tran 1u 1m <|>', '.tran step stop [[|start|] [maxstep]] [uic] [startup]'],
    ['.ac dec <|>10', '.ac dec|oct|lin [|points|] start stop'],
    ['.dc v1 0 5 <|>', '.dc source start stop [|step|] [source2 start2 stop2 step2]'],
    ['.print v(a) <|>', '.print [analysis] [|v(node) …|]'],
    ['.model dx <|>', '.model name [|type|] (parameter=value …)'],
    ['.meas <|>', '.meas [|tran|ac|dc|op|] name trig … targ … | find … when … | deriv … at= | min|max|pp|avg|rms|integ … [from=] [to=] | param …'],
    ['.meas tran top max <|>', '.meas tran top max [|v(out)|] [from=0 to=1m]'],
    ['.meas tran top max v(a) from=<|>', '.meas tran top max v(out) [[|from=0|] to=1m]'],
    ['.meas tran top find v(a) at=<|>', '.meas tran top find v(out) [|at=1m|]'],
    ['r1 a b {limit(1, <|>', 'limit(x, [|a|], b)'],
    ['.func half(x, y) {x/y}\nr1 a b {half(2, (<|>', 'half(x, [|y|])'],
    ['* r1 <|>', ''],
  ])('%s', (text, expected) => expect(signature(`${text}\n`)).toBe(expected));

  it('parameters of a model, with unit and default', () => {
    expect(signature('.model dx d is=1f rs=<|>\n')).toContain('[|rs=|]');
    expect(documentation('.model dx d (is=1f cjo=<|>)\n')).toContain('Default 0 F');
  });
  it('what the arguments of a waveform mean', () => expect(documentation('v1 a 0 sin(0 1 <|>\n')).toBe('Frequency. In Hz. Default 1/tstop.'));
});
