import { describe, expect, it } from 'vitest';
import { elaborateToText } from '../elaborate-text.js';

const CIRCUIT = `v1 in 0 dc 1 ac 1
r1 in b 1k
q1 out b 0 qn
rl vcc out 1k
vcc vcc 0 5
m1 out in 0 0 mn l=1u w=10u
d1 out 0 dm
x1 out sub
.subckt sub p
v2 p q 0
r2 q 0 1k
.ends
.model qn npn
.model mn nmos
.model dm d
.param n=5
`;

/** Jobs, results and findings of a circuit with these cards. */
function jobs(cards: string, dialect = 'ngspice'): string {
  return elaborateToText(`title\n* nodal: dialect=${dialect}\n${CIRCUIT}${cards}\n.end\n`).split('\n').filter((line) => /^(job|print|measure|error|warning|information) /.test(line)).join('\n');
}

describe('noise, transfer functions and sensitivities', () => {
  it('are jobs', () => {
    expect(jobs(`.noise v(out) v1 dec 10 1 1meg
.noise v(out,in) v1 lin {n} 0 1k {2*n}
.NOISE V(out) x1.v2 oct 3 1 1k
.tf v(out) v1
.tf v(out,in) vcc
.tf i(v1) v1
.sens v(out)
.sens v(out,in) dc
.sens i(v1)
.sens v(out) ac dec 10 100 100k`)).toMatchInlineSnapshot(`
  "job noise v(out) v1 decade 10 1 1000000
  job noise v(out,in) v1 linear 5<$0> 0 1000 every 10<2 $0 */2>
  job noise v(out) x1.v2 octave 3 1 1000
  job tf v(out) v1
  job tf v(out,in) vcc
  job tf i(v1) v1
  job sens v(out)
  job sens v(out,in)
  job sens i(v1)
  job sens v(out) ac decade 10 100 100000"
`);
  });

  it('take the frequencies of .ac in PSpice and HSPICE, and several outputs', () => {
    expect(jobs('.noise v(out) v1\n.noise v(out) v1 {n}\n.ac dec 10 1 1k\n.sens v(out) v(in)', 'pspice')).toMatchInlineSnapshot(`
      "job ac decade 10 1 1000
      job noise v(out) v1 decade 10 1 1000
      job noise v(out) v1 decade 10 1 1000 every 5<$0>
      job sens v(out)
      job sens v(in)"
    `);
    expect(jobs('.noise v(out) v1 2\n.ac oct 5 1 1k', 'hspice')).toMatchInlineSnapshot(`
      "job ac octave 5 1 1000 temp=25
      job noise v(out) v1 octave 5 1 1000 every 2 temp=25"
    `);
  });

  it('tell what is wrong, as errors', () => {
    expect(jobs(`.noise v(nowhere) v1 dec 10 1 1meg
.noise i(v1) v1 dec 10 1 1meg
.noise v(out) r1 dec 10 1 1meg
.noise v(out) v1 dec 10 1
.noise v(out) v1 dec 0 1 10
.noise v(out) v1 dec 10 0 10
.noise v(out) v1 dec 10 100 10
.noise v(out) v1 dec 10 1 10 2 more
.noise v(out) v1
.tf v(out)
.tf v(out) v9
.tf vdb(out) v1
.sens
.sens v(out) ac 10 1 100
.sens v(out) ac dec {q} 1 100`)).toMatchInlineSnapshot(`
  "error unknown-node [v(nowhere)] There is no node 'nowhere' in the circuit.
  error analysis-arguments [i(v1)] The output is a voltage. Write: .noise v(node[,node]) source dec|oct|lin points start stop [summary]
  error analysis-arguments [r1] r1 is no source. Write: .noise v(node[,node]) source dec|oct|lin points start stop [summary]
  error analysis-arguments [.noise v(out) v1 dec 10 1] The stop frequency is missing. Write: .noise v(node[,node]) source dec|oct|lin points start stop [summary]
  error analysis-arguments [dec] There must be at least one point. Write: .noise v(node[,node]) source dec|oct|lin points start stop [summary]
  error analysis-arguments [0] The start frequency is 0 Hz; it must be greater than 0. Write: .noise v(node[,node]) source dec|oct|lin points start stop [summary]
  error analysis-arguments [10] The stop frequency 10 Hz lies below the start frequency 100 Hz. Write: .noise v(node[,node]) source dec|oct|lin points start stop [summary]
  error analysis-arguments [more] This has no meaning here. Write: .noise v(node[,node]) source dec|oct|lin points start stop [summary]
  error analysis-arguments [.noise v(out) v1] The frequencies are missing, and there is no .ac whose frequencies could be taken. Write: .noise v(node[,node]) source dec|oct|lin points start stop [summary]
  error analysis-arguments [.tf v(out)] The source is missing. Write: .tf output source
  error unknown-device [v9] There is no device 'v9' in the circuit.
  error analysis-arguments [vdb(out)] The output is a voltage or the current of a source. Write: .tf output source
  error analysis-arguments [.sens] The output is missing. Write: .sens output [ac dec|oct|lin points start stop]
  error analysis-arguments [10] The frequencies begin with dec, oct or lin. Write: .sens output [ac dec|oct|lin points start stop]
  error unknown-parameter [q] The parameter 'q' is not defined here. Did you mean 'u' or 'm' or 'p'?"
`);
  });

  it('say what is not computed yet', () => {
    expect(jobs('.tf i(r1) v1\n.sens i(q1)\n.noise v(out) v1 data=t\n.noise v(out) v1 list 1 10\n.op')).toMatchInlineSnapshot(`
      "job op
      warning unsupported-signal [i(r1)] 'i(r1)' cannot be the output yet; put a voltage source of 0 V in series and take its current.
      warning unsupported-signal [i(q1)] 'i(q1)' cannot be the output yet; put a voltage source of 0 V in series and take its current.
      warning unsupported-sweep [data=t] .noise over a table of .data is not simulated yet.
      warning unsupported-sweep [list] .noise at a list of frequencies is not simulated yet; write dec, oct or lin."
    `);
    expect(jobs('.sens objvars=v(out) param=r1:r\n.op', 'xyce')).toMatchInlineSnapshot(`
      "job op
      warning unsupported-sweep [objvars=v(out)] Sensitivities of chosen parameters are not computed yet. Write: .sens v(node), which computes all."
    `);
  });
});

describe('results of devices', () => {
  it('are variables and parameters by name', () => {
    expect(jobs(`.op
.print op @q1[ic] @q1[gm] @m1[vth] @M1[W] @d1[id] @d1[gd] @r1[i] @r1[p] @x1.r2[i] @r.x1.r2[p] @rl[resistance] @vcc[dc]
.print op ic(q1) ib(q1) ie(q1) is(q1) id(m1) ig(m1) w(r1) p(q1)
.print op vbe(q1) vc(q1) vds(m1) v(q1:c) v(m1:g,r1:2) v(x1.r2:1)
.print op i(q1) i(m1)`)).toMatchInlineSnapshot(`
  "job op
  print op @q1[ic] @q1[gm] @m1[von] @m1[w] i(d1) @d1[gd] i(r1) @r1[p] i(x1.r2) @x1.r2[p] @rl[r] @vcc[dc]
  print op @q1[ic] @q1[ib] @q1[ie] @q1[is] @m1[id] @m1[ig] @r1[p] @q1[p]
  print op v(b) v(out) v(out) v(out) v(in,b) v(x1.q)
  print op i(q1) i(m1)"
`);
  });

  it('are those that there are', () => {
    expect(jobs(`.op
.print op @q1[gmm] @q9[ic] @r1[foo] id(q1) ic(q9) vxy(q1) @qn[is]`)).toMatchInlineSnapshot(`
  "job op
  print op
  warning unknown-variable [@q1[gmm]] '@q1[gmm]': q1 cannot be asked for 'gmm'. Did you mean 'gm' or 'gmu'?
  warning unknown-device [@q9[ic]] There is no device 'q9' in the circuit. Did you mean 'q1'?
  warning unknown-variable [@r1[foo]] '@r1[foo]': r1 cannot be asked for 'foo'.
  warning unsupported-signal [id(q1)] 'id(q1)' is a result that Nodal does not compute yet.
  warning unknown-device [ic(q9)] There is no device 'q9' in the circuit. Did you mean 'q1'?
  warning unsupported-signal [vxy(q1)] 'vxy(q1)' is a formula; only v(node), v(node,node) and i(device) can be named here so far, with one of db, mag, ph, re, im around it. Measures take formulas.
  warning unknown-device [@qn[is]] There is no device 'qn' in the circuit. Did you mean 'q1'?"
`);
  });
});

describe('results of noise', () => {
  it('are vectors by name', () => {
    expect(jobs(`.noise v(out) v1 dec 10 1 1meg 1
.print noise onoise inoise db(onoise) v(inoise) onoise_spectrum onoise_q1_ic
.meas noise total integ v(onoise)`)).toMatchInlineSnapshot(`
  "job noise v(out) v1 decade 10 1 1000000 every 1
  measure noise total integral onoise
  print noise onoise inoise decibel:onoise inoise onoise onoise_q1_ic"
`);
  });
});
