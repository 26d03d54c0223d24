import { describe, expect, it } from 'vitest';
import { elaborateToText } from './elaborate-text.js';

const CIRCUIT = `v1 in 0 dc 1 ac 1
r1 in out 1k
c1 out 0 1u
x1 out sub
.param p=2 stop=10m
.subckt sub a
r1 a mid 1k
l1 mid 0 1m
.ends
.tran 1u 1m
`;

/** The measures of a circuit with these cards, and the findings. */
function measures(cards: string): string {
  return elaborateToText(`title\n${CIRCUIT}${cards}\n.end\n`).split('\n').filter((line) => /^(measure|error|warning|information) /.test(line)).join('\n');
}

describe('measures of LTspice', () => {
  it('need neither the analysis nor an equals sign', () => {
    expect(measures(`.meas a max V(out)
.meas a2 find V(out) at 1m
.meas tran b AVG V(out) FROM 1m TO 2m
.meas tran c FIND V(out) WHEN V(in) = 0.5 RISE=LAST
.meas tran d TRIG V(in) VAL 0.5 RISE 1 TARG V(out)=0.25 CROSS=2 TD=1u
.meas tran e WHEN V(out)=V(in) LAST
.meas tran f time WHEN I(R1)=1m rise=last
.meas tran g rms(V(out)) from={stop/2}
.meas tran h FIND V(out) AT=p*1m
.meas tran g2 max V(OUT) FROM=0`)).toMatchInlineSnapshot(`
  "measure tran a max v(out)
  measure tran a2 find v(out) when at 0.001
  measure tran b average v(out) from=0.001 to=0.002
  measure tran c find v(out) when v(in) over 0.5 rise last
  measure tran d trig v(in) over 0.5 rise 1 targ v(out) over 0.25 either 2 td=0.000001
  measure tran e when v(out) over v(in) either last
  measure tran f find axis when i(r1) over 0.001 rise last
  measure tran g rms v(out) from=0.005<$1 2 //2>
  measure tran h find v(out) when at 0.002<$0 0.001 */2>
  measure tran g2 max v(out) from=0"
`);
  });

  it('take formulas of results', () => {
    expect(measures(`.meas tran a avg (V(out)-V(in))*cos(2*pi*time)
.meas tran b avg -(V(out)-V(in)) * 2
.meas tran c when V(out)-V(in)=0 rise=1
.meas tran d trig mag(V(out))=p/sqrt(2) rise=1 targ mag(V(out))=p/sqrt(2) fall=last
.meas tran e max V(out)*I(R1)
.meas tran f max V(nowhere)*2
.meas op g PARAM V(out)*I(R1)
.meas tran h PARAM g*2
.meas tran i deriv V(out) when V(in)='0.5'
.meas tran j avg V(out) TRIG V(in)=0.5 TARG V(in)=0.7
.meas tran k PARAM p*2
.meas noise l INTEG V(onoise)
.meas tran m max I(x1:a)
.meas tran n find V(out) when V(in)=h`)).toMatchInlineSnapshot(`
  "measure tran a average 0<v(out) v(in) -/2 2 3.141592653589793 */2 axis */2 cos/1 */2>
  measure tran b average 0<v(out) v(in) -/2 neg/1 2 */2>
  measure tran c when 0<v(out) v(in) -/2> over 0 rise 1
  measure tran d trig magnitude:v(out) over 1.414213562373095<$0 2 sqrt/1 //2> rise 1 targ magnitude:v(out) over 1.414213562373095<$0 2 sqrt/1 //2> fall last
  measure tran e max 0<v(out) i(r1) */2>
  measure op g find 0<v(out) i(r1) */2> when at 0
  measure tran h param 0<measure:g 2 */2>
  measure tran i derivative v(out) when v(in) over 0.5 either 1
  measure tran j average v(out) trig v(in) over 0.5 either 1 targ v(in) over 0.7 either 1
  measure tran k param 4<$0 2 */2>
  measure noise l integral onoise
  measure tran n find v(out) when v(in) over 0<measure:h> either 1
  warning unknown-node [V(nowhere)*2] There is no node 'nowhere' in the circuit. This measure has no effect.
  warning unsupported-signal [I(x1:a)] Nodal does not have the current of 'x1:a' as a result yet. This measure has no effect."
`);
  });
});

describe('measures', () => {
  it('take parts of formulas, earlier measures, windows between events and parts of the maximum', () => {
    expect(measures(`.meas tran top max v(out)
.meas tran half when v(out)='top/2' fall=last
.meas tran a find db(v(out)/v(in)) at=half
.meas tran b find ph(v(out))*2 at=1u
.meas tran c avg v(out) trig v(in)=top rise=1 targ at=1m
.meas tran d trig v(in) frac_max=0.1 targ v(in) frac_max={0.9} rise=1
.meas tran e rms v(out) from=half to='half+p' td=1u
.meas tran f max par("v(out)*top")
.meas tran g when v(out)=v(in)*0.5
.meas tran h integ @r1[i]*v(in,out)
.meas tran i find mag(v(out)) at=1u`)).toMatchInlineSnapshot(`
  "measure tran top max v(out)
  measure tran half when v(out) over 0<measure:top 2 //2> fall last
  measure tran a find decibel:0<v(out) v(in) //2> when at 0<measure:half>
  measure tran b find 0<v(out) ph/1 2 */2> when at 0.000001
  measure tran c average v(out) trig v(in) over 0<measure:top> rise 1 targ at 0.001
  measure tran d trig v(in) over 0.1 of maximum either 1 targ v(in) over 0.9 of maximum rise 1
  measure tran e rms v(out) from=0<measure:half> to=0<measure:half $0 +/2> td=0.000001
  measure tran f max 0<v(out) measure:top */2>
  measure tran g when v(out) over 0<v(in) 0.5 */2> either 1
  measure tran h integral 0<i(r1) v(in,out) */2>
  measure tran i find magnitude:v(out) when at 0.000001"
`);
  });

  it('say what has no number', () => {
    expect(measures(`.meas tran a find v(out) at=v(in)
.meas tran b max v(out)*nowhere
.meas tran c max v(out)*i(r9)
.meas tran d param='v(out)*2'
.meas tran e when v(out)='1/0'
.meas tran f find v(out)
.meas tran g param='d*2'
.meas tran h max ddt(v(out))
.meas tran i max v(out)+`)).toMatchInlineSnapshot(`
  "warning measure-syntax [v(in)] 'v(in)' changes along the run, and a number is expected here; it may read parameters and earlier measures. This measure has no effect.
  warning unknown-parameter [v(out)*nowhere] The parameter 'nowhere' is not defined here. Define it with .param. This measure has no effect.
  warning unknown-device [v(out)*i(r9)] There is no device 'r9' in the circuit. Did you mean 'r1'? This measure has no effect.
  warning measure-syntax ['v(out)*2'] PARAM reads measures and parameters; ''v(out)*2'' changes along the run, so it needs a place: find 'v(out)*2' at=1m. This measure has no effect.
  warning value-not-finite ['1/0'] This has no finite value: look for a division by zero or the root of a negative number. This measure has no effect.
  warning measure-syntax [.meas tran f find v(out)] FIND needs a place: at=1m, or when v(b)=1. This measure has no effect.
  warning unsupported-measure ['d*2'] The measure d has no number. This measure has no effect.
  warning unsupported-expression [ddt(v(out))] ddt() has a meaning in a behavioural source only. This measure has no effect.
  warning expression-syntax [v(out)+] The expression ends where a value is expected. This measure has no effect."
`);
  });

  it('without an analysis are about all analyses in LTspice, and about the first one elsewhere', () => {
    const deck = (dialect: string): string => elaborateToText(`title\n* nodal: dialect=${dialect}\n${CIRCUIT}.op\n.meas top max v(out)\n.meas twice param top*2\n`)
      .split('\n').filter((line) => line.startsWith('measure')).join('\n');
    expect(deck('ltspice')).toMatchInlineSnapshot(`
      "measure tran top max v(out)
      measure op top max v(out)
      measure tran twice param 0<measure:top 2 */2>
      measure op twice param 0<measure:top 2 */2>"
    `);
    expect(deck('hspice')).toMatchInlineSnapshot(`
      "measure tran top max v(out)
      measure tran twice param 0<measure:top 2 */2>"
    `);
  });
});

describe('.four', () => {
  it('takes a frequency, counts, results and formulas', () => {
    const lines = (cards: string): string => elaborateToText(`title\n${CIRCUIT}${cards}\n`).split('\n').filter((line) => /^(four|warning|error) /.test(line)).join('\n');
    expect(lines(`.four 1k v(out) v(in,out) i(r1)
.four 'p*500' 20 -1 par('v(out)*2') {v(in)/p}
.four 1k 0 v(out)
.four -1 v(out)
.four 1k v(nowhere) v(in)
.four 1k
.fourier 1k 9 1.5 v(out)`)).toMatchInlineSnapshot(`
  "four 1000 - - v(out) v(in,out) i(r1)
  four 1000<$0 500 */2> 20 -1 0<v(out) 2 */2> 0<v(in) $0 //2>
  four 1000 - - v(in)
  warning directive-arguments [0] There is at least one harmonic, usually 9. Write: .four frequency [harmonics [periods]] v(node) …
  warning directive-arguments [-1] The frequency is -1 Hz; it must be greater than 0. Write: .four frequency [harmonics [periods]] v(node) …
  warning unknown-node [v(nowhere)] There is no node 'nowhere' in the circuit.
  warning directive-arguments [.four 1k] The result to analyse is missing. Write: .four frequency [harmonics [periods]] v(node) …
  warning directive-arguments [1.5] The periods are a whole number, or -1 for all. Write: .four frequency [harmonics [periods]] v(node) …"
`);
  });
});

describe('measures of HSPICE and Xyce', () => {
  it('have forms and settings of their own', () => {
    expect(measures(`.meas tran a trig v(in) val='p/4' td=1n rise=1 targ v(out) val=0.5 fall=2 goal=1n minval=1p
.measure tran b max par('v(in)-v(out)') from=0 to=1m
.measure tran c err1 v(in) v(out) minval=1 from=0 to=1m
.measure tran d param='a*2+p' print=0
.measure tran e integral i(r1) from=0 to='stop'
.measure tran_cont f when v(out)=0.5
.measure tran g duty v(out) on=0.75 off=0.25
.measure tran h four v(out) at=1k numfreq=10
.measure tran i eqn {v(out)-v(in)}
.measure tran j error v(out) file=a.csv comp_function=l2norm indepvarcol=0 depvarcol=1
.measure fft k thd v(out)
.measure tran l trig at=1u targ v(out) val=1 rise={p}
.measure k2 when v(out)=1
.measure tran m derivative v(out) at=1u`)).toMatchInlineSnapshot(`
  "measure tran a trig v(in) over 0.5<$0 4 //2> rise 1 td=1e-9 targ v(out) over 0.5 fall 2
  measure tran b max 0<v(in) v(out) -/2> from=0 to=0.001
  measure tran d param 0<measure:a 2 */2 $0 +/2>
  measure tran e integral i(r1) from=0 to=0.01<$1>
  measure tran l trig at 0.000001 targ v(out) over 1 rise 2
  measure tran k2 when v(out) over 1 either 1
  measure tran m derivative v(out) when at 0.000001
  warning unsupported-measure [goal=1n] 'goal' has no effect on a measure.
  warning unsupported-measure [minval=1p] 'minval' has no effect on a measure.
  warning unsupported-measure [err1] The measure ERR1 is not supported yet. This measure has no effect.
  warning unsupported-measure [tran_cont] Nodal has no tran_cont analysis yet, so this measure has no effect.
  warning unsupported-measure [duty] The measure DUTY is not supported yet. This measure has no effect.
  warning unsupported-measure [four] The measure FOUR is not supported yet. This measure has no effect.
  warning measure-syntax [{v(out)-v(in)}] PARAM reads measures and parameters; '{v(out)-v(in)}' changes along the run, so it needs a place: find {v(out)-v(in)} at=1m. This measure has no effect.
  warning unsupported-measure [error] The measure ERROR is not supported yet. This measure has no effect.
  warning unsupported-measure [fft] Nodal has no fft analysis yet, so this measure has no effect."
`);
  });
});

describe('measures that are misspelt', () => {
  it('get the nearest form', () => {
    expect(measures(`.meas tran a ACG V(out)
.meas trn b max V(out)
.meas tran c trigg v(in) val=1 targ v(out) val=1
.meas tran d max
.meas tran e v(out)
.meas tran
.meas tran max v(out)`)).toMatchInlineSnapshot(`
  "warning measure-syntax [ACG] There is no measure "ACG". Did you mean avg? Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [trn] .meas begins with the analysis: tran, ac, dc or op. Did you mean tran? Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [trigg] There is no measure "trigg". Did you mean trig? Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [.meas tran d max] A result such as v(out) is expected here. Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [v(out)] There is no such kind of measure. Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [.meas tran] The measure has no name. Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [v(out)] There is no such kind of measure. Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect."
`);
  });
});

describe('results of what is not simulated yet', () => {
  it('are no mistakes of the text', () => {
    expect(elaborateToText(`title
v1 in 0 1
r1 in out 1k
z1 d1 out 0 zm
.model zm nmf
x1 in p sub
.subckt sub a b
z2 a b c zm
.ends
.op
.print op v(d1) v(p) v(x1.c) i(z1) i(x1.z2) id(z1) v(z1:d) v(nowhere) v(x1.nowhere) i(z9)
.ic v(p)=1
.dc z1 0 1 1
.meas op m max v(p)
`).split('\n').filter((line) => /^(?:warning|error)/.test(line) && !line.includes('unsupported-element')).join('\n')).toMatchInlineSnapshot(`
  "warning unsupported-signal [v(d1)] The node 'd1' is connected to nothing that Nodal simulates.
  warning unsupported-signal [v(p)] The node 'p' is connected to nothing that Nodal simulates.
  warning unsupported-signal [v(x1.c)] The node 'x1.c' is connected to nothing that Nodal simulates.
  warning unsupported-signal [i(z1)] Nodal does not have the current of 'z1' as a result yet.
  warning unsupported-signal [i(x1.z2)] Nodal does not have the current of 'x1.z2' as a result yet.
  warning unsupported-signal [id(z1)] 'id(z1)' is a result that Nodal does not compute yet.
  warning unsupported-signal [v(z1:d)] 'z1:d' is a device or one of its pins; Nodal shows voltages of nodes only so far.
  warning unknown-node [v(nowhere)] There is no node 'nowhere' in the circuit.
  warning unknown-node [v(x1.nowhere)] There is no node 'x1.nowhere' in the circuit.
  warning unknown-device [i(z9)] There is no device 'z9' in the circuit.
  warning unsupported-signal [p] The node 'p' is connected to nothing that Nodal simulates. This condition has no effect.
  warning unsupported-sweep [z1] 'z1' is not simulated yet, so it cannot be swept.
  warning unsupported-signal [v(p)] The node 'p' is connected to nothing that Nodal simulates. This measure has no effect."
`);
  });
});
