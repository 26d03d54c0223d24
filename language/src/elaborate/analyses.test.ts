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
`;

/** Options, jobs, measures, presentations and findings of a circuit with these cards. */
function analyses(cards: string, set: Record<string, string> = {}): string {
  return elaborateToText(`title\n${CIRCUIT}${cards}\n.end\n`, { set }).split('\n').filter((line) => line !== '' && !/^(title|nodes|top|instance|model|device) /.test(line)).join('\n');
}

describe('analyses', () => {
  it('are jobs in the order of the deck', () => {
    expect(analyses(`.tran 1u {stop}
.tran 10m
.tran 0 5m 1m 1u uic
.tran 1u 1m startup
.ac dec 10 1 1meg
.ac lin 100 1k 2k
.ac oct 5 1 100
.dc v1 0 5 1
.dc v1 0 5 1 r1 1k 2k 500
.dc temp -40 125 5
.dc p 1 10 1
.dc param p 1 10 1
.dc x1.r1 1 2 1
.op`)).toMatchInlineSnapshot(`
  "job tran 0.000001 0.01<$1> 0 -
  job tran 0.00001 0.01 0 0.0002
  job tran 0.000005 0.005 0.001 0.000001 uic
  job tran 0.000001 0.001 0 - startup
  job ac decade 10 1 1000000
  job ac linear 100 1000 2000
  job ac octave 5 1 100
  job dc v1 0 5 1
  job dc v1 0 5 1 r1 1000 2000 500
  job dc temp -40 125 5
  job dc param:p 1 10 1
  job dc param:p 1 10 1
  job dc x1.r1 1 2 1
  job op"
`);
  });

  it('without any compute the operating point, and say so', () => {
    expect(analyses('')).toMatchInlineSnapshot(`
      "job op
      information no-analysis [title] The deck has no analysis, so its operating point is computed. Add .op, .dc, .ac or .tran."
    `);
  });

  it('tell wrong arguments', () => {
    expect(analyses(`.tran
.tran 1u -1
.tran 1u 1m 2m
.ac 10 1 100
.ac dec 10
.ac dec 0 1 10
.ac dec 10 0 10
.ac dec 10 10 1
.dc
.dc vx 0 1 1
.dc v1 0 1
.dc v1 0 1 0
.dc v1 0 1 -1
.dc c1 0 1 1
.op 3`)).toMatchInlineSnapshot(`
  "error analysis-arguments [.tran] .tran needs a stop time. Write: .tran step stop [start [maxstep]] [uic]
  error value-out-of-range [-1] The stop time is -1 s; it must be greater than 0.
  error value-out-of-range [2m] The start time 0.002 s is not before the stop time 0.001 s.
  error analysis-arguments [10] .ac begins with dec, oct or lin. Write: .ac dec 10 1 1meg (points per decade, start and stop in hertz)
  error analysis-arguments [.ac dec 10] .ac needs points, start and stop. Write: .ac dec 10 1 1meg (points per decade, start and stop in hertz)
  error value-out-of-range [0] .ac needs at least one point, not 0.
  error value-out-of-range [0] The start frequency is 0 Hz; it must be greater than 0.
  error value-out-of-range [1] The stop frequency 1 Hz lies below the start frequency 10 Hz.
  error analysis-arguments [.dc] .dc needs something to sweep. Write: .dc v1 0 5 0.1 (source, start, stop, step)
  error unknown-device [vx] There is no source, device or parameter 'vx' to sweep. Did you mean 'v1'?
  error analysis-arguments [v1] The sweep of v1 needs start, stop and step. Write: .dc v1 0 5 0.1 (source, start, stop, step)
  error value-out-of-range [0] The step of a sweep cannot be 0.
  error value-out-of-range [-1] With a step of -1 the sweep never comes from 0 to 1; give the step the other sign.
  warning unsupported-modifier [3] Nodal computes the operating point at the start only; this has no effect."
`);
  });
});

describe('settings and conditions', () => {
  it('hold for every analysis', () => {
    expect(analyses(`.options reltol=1u method=gear maxord=2 acct itl5=0 nosuch abstol={1p*p}
.option rshunt=1g
.temp 50
.ic v(out)=1 v(x1.mid)={p}
.nodeset v(in)=2
.save v(out) i(v1) @r1[i]
.op
.tran 1u 1m`)).toMatchInlineSnapshot(`
  "options reltol=0.000001 method=gear maxord=2 abstol=2e-12<1e-12 $0 */2> rshunt=1000000000
  job op temp=50 ic(out)=1 ic(x1.mid)=2<$0> nodeset(in)=2 save v(out) i(v1) i(r1)
  job tran 0.000001 0.001 0 - temp=50 ic(out)=1 ic(x1.mid)=2<$0> nodeset(in)=2 save v(out) i(v1) i(r1)
  warning inert-option [itl5=0] The option 'itl5' has no effect in Nodal: ngspice reads it and does nothing with it either; a run can be stopped at any time.
  warning unknown-option [nosuch] There is no option 'nosuch'; it has no effect."
`);
  });

  it('tell what is wrong', () => {
    expect(analyses(`.options reltol=0 method=euler reltol abstol={1/0}
.temp
.ic v(nowhere)=1 out=2 v(0)=1 i(l1)=1 v(in,out)=2
.save v(nowhere) i(r9) foo
.op`)).toMatchInlineSnapshot(`
  "error value-out-of-range [reltol=0] The option 'reltol' is 0; it must be greater than 0.
  error value-out-of-range [method=euler] There is no integration method 'euler'; there are trap and gear.
  warning missing-value [reltol] The option 'reltol' has no effect without a value: reltol=0.001
  error value-not-finite [{1/0}] This expression is infinite here: look for a division by zero or an exponential that overflows.
  warning missing-value [.temp] This card has no effect: .temp needs a temperature in degrees Celsius, such as .temp 27
  warning unknown-node [nowhere] There is no node 'nowhere' in the circuit. This condition has no effect.
  error condition-syntax [out=2] Only the voltage of one node can be given. Write: .ic v(node)=value
  warning inert-condition [0] Ground is always 0 V; this condition has no effect.
  warning unsupported-condition [i(l1)=1] .ic of a current has no effect yet; write ic= on the inductor.
  error condition-syntax [v(in,out)=2] Only the voltage of one node can be given. Write: .ic v(node)=value
  warning unknown-node [v(nowhere)] There is no node 'nowhere' in the circuit.
  warning unknown-device [i(r9)] There is no device 'r9' in the circuit. Did you mean 'r1'?
  warning signal-syntax [foo] 'foo' is no result; write v(node), v(node,node) or i(device)."
`);
  });
});

describe('presentations', () => {
  it('name signals', () => {
    expect(analyses(`.print tran v(out) v(in,out) i(r1) i(x1.r1) v(x1:mid) v(x1.a)
.print ac vdb(out) vp(out) vm(out) vr(out) vi(out) db(v(out)) ph(v(out)) mag(v(in)) idb(v1)
.plot dc v(out) (0,5) i(v1)
.probe v(OUT) i(v.x1.v9)
.probe alli
.print v(out)-v(in) 3*v(out) foo(out)
.op`)).toMatchInlineSnapshot(`
  "job op
  print tran v(out) v(in,out) i(r1) i(x1.r1) v(x1.mid) v(out)
  print ac decibel:v(out) phase:v(out) magnitude:v(out) real:v(out) imaginary:v(out) decibel:v(out) phase:v(out) magnitude:v(in) decibel:i(v1)
  plot dc v(out) i(v1)
  probe any v(out)
  probe any currents
  print any
  warning unknown-device [i(v.x1.v9)] There is no device 'v.x1.v9' in the circuit.
  warning unsupported-signal [v(out)-v(in)] 'v(out)-v(in)' is a formula; only v(node), v(node,node) and i(device) can be named here so far, with one of db, mag, ph, re, im around it. Measures take formulas.
  warning unsupported-signal [3*v(out)] '3*v(out)' is a formula; only v(node), v(node,node) and i(device) can be named here so far, with one of db, mag, ph, re, im around it. Measures take formulas.
  warning unsupported-signal [foo(out)] 'foo(out)' is a formula; only v(node), v(node,node) and i(device) can be named here so far, with one of db, mag, ph, re, im around it. Measures take formulas."
`);
  });
});

describe('measures', () => {
  it('take the common forms', () => {
    expect(analyses(`.meas tran d1 trig v(in) val=0.5 rise=1 targ v(out) val={p/4} td=1u fall=last
.meas tran d2 trig at=1u targ v(out)=0.5 cross=2
.measure tran f1 find v(out) at=1m
.meas tran f2 find i(r1) when v(out)=v(in) cross=1
.meas tran w1 when v(out)=0.5 rise=2 from=1u to=1m
.meas tran m1 min v(out)
.meas tran m2 max v(out) from=0 to={stop}
.meas tran m3 pp i(v1)
.meas tran m4 avg v(in,out)
.meas tran m5 rms v(out)
.meas tran m6 integ v(out)
.meas ac bw when vdb(out)=-3 fall=1
.meas ac g find vdb(out) at=1k
.meas dc i1 find i(v1) at=1
.meas tran p1 param='m2-m1+p'
.meas tran p2 param={p1*2}
.meas op o1 max v(out)
.meas tran m7 min_at v(out)
.meas lt max v(out)
.op`)).toMatchInlineSnapshot(`
  "job op
  measure tran d1 trig v(in) over 0.5 rise 1 targ v(out) over 0.5<$0 4 //2> fall last td=0.000001
  measure tran d2 trig at 0.000001 targ v(out) over 0.5 either 2
  measure tran f1 find v(out) when at 0.001
  measure tran f2 find i(r1) when v(out) over v(in) either 1
  measure tran w1 when v(out) over 0.5 rise 2 from=0.000001 to=0.001
  measure tran m1 min v(out)
  measure tran m2 max v(out) from=0 to=0.01<$1>
  measure tran m3 peakToPeak i(v1)
  measure tran m4 average v(in,out)
  measure tran m5 rms v(out)
  measure tran m6 integral v(out)
  measure ac bw when decibel:v(out) over -3 fall 1
  measure ac g find decibel:v(out) when at 1000
  measure dc i1 find i(v1) when at 1
  measure tran p1 param 0<measure:m2 measure:m1 -/2 $0 +/2>
  measure tran p2 param 0<measure:p1 2 */2>
  measure op o1 max v(out)
  measure tran m7 minAt v(out)
  measure op lt max v(out)"
`);
  });

  it('tell what is wrong', () => {
    expect(analyses(`.meas
.meas tran
.meas tran a
.meas tran b max
.meas tran c max v(nowhere)
.meas tran d find v(out)
.meas tran e trig v(in) val=1
.meas tran f when v(out)
.meas tran g deriv v(out) at=1
.meas tran h trig v(in) val=1 rise=0 targ v(out) val=1
.meas tran i param='nothere*2'
.meas tran j max v(out) foo=1
.meas noise k max v(out)
.meas tran l max v(out) 5
.op`)).toMatchInlineSnapshot(`
  "job op
  measure tran g derivative v(out) when at 1
  measure noise k max v(out)
  warning measure-syntax [.meas] .meas begins with the analysis: tran, ac, dc or op. Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [.meas tran] The measure has no name. Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [.meas tran a] What is a to measure? Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [.meas tran b max] A result such as v(out) is expected here. Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning unknown-node [v(nowhere)] There is no node 'nowhere' in the circuit. This measure has no effect.
  warning measure-syntax [.meas tran d find v(out)] FIND needs a place: at=1m, or when v(b)=1. This measure has no effect.
  warning measure-syntax [.meas tran e trig v(in) val=1] TARG is missing after TRIG. Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect.
  warning measure-syntax [v(out)] The level of the crossing is missing: val=2.5. This measure has no effect.
  warning measure-syntax [rise=0] RISE counts from 1, or is LAST. This measure has no effect.
  warning unknown-parameter ['nothere*2'] The parameter 'nothere' is not defined here. Define it with .param. This measure has no effect.
  warning measure-syntax [foo=1] 'foo' is no setting of a measure; there are from, to, td, val, rise, fall, cross and at. This measure has no effect.
  warning measure-syntax [5] This has no meaning here. Write: .meas tran NAME max v(out) from=0 to=1m, … trig v(a) val=1 rise=1 targ v(b) val=1 rise=1, or … find v(a) when v(b)=1. This measure has no effect."
`);
  });
});
