/**
 * A deck of about `lines` lines for benchmarks: sections of a filter with
 * elements, diodes, expressions, continuations, comments and instances of a
 * subcircuit, each section on nodes of its own between its neighbours'.
 */
export function benchmarkDeck(lines: number): string {
  const text = [
    'benchmark deck',
    '.param rbase=1k scale={rbase/500}',
    '.model dd d(is=1e-14 n=1.05 rs=0.5 cjo=2p vj=0.7 m=0.4 tt=5n)',
    '.subckt cell a b r=1k c=1n',
    'r1 a m {r}',
    'c1 m 0 {c}',
    'r2 m b {2*r}',
    '.ends cell',
    'vin n0 0 dc 1 ac 1 pulse(0 1 1u 1n 1n 5u 10u)',
  ];
  for (let i = 0; text.length < lines - 3; i++) {
    text.push(
      `r${i} n${i} p${i} {rbase*(1+${i % 7}/10)}`,
      `c${i} p${i} 0 ${1 + (i % 9)}.2pF`,
      `* section ${i}`,
      `l${i} p${i} q${i} 4.7uH`,
      `d${i} q${i} 0 dd ; to ground`,
      `x${i} q${i} n${i + 1} cell r={2.2k*scale} c=10p`,
      `g${i} n${i + 1} 0 p${i} 0`,
      '+ 1e-6',
      `rload${i} n${i + 1} 0 10meg tc=1m,2u`,
    );
  }
  return [...text, '.tran 10n 20u', '.print tran v(n1)', '.end', ''].join('\n');
}

/** A library with half as many models as `entries` and as many subcircuits, of about 500 bytes each. */
export function libraryOf(entries: number): string {
  const parts = ['* benchmark library'];
  for (let i = 0; i < entries / 2; i++) {
    parts.push(
      `* ${'-'.repeat(100)}`,
      `* part ${i}: a diode with the parameters that vendors give, as they write them in catalogues of this size`,
      `.model d${i} d(is=${1 + (i % 9)}.3e-14 n=1.0${i % 10} rs=0.${1 + (i % 8)} ikf=40m xti=3 eg=1.11 cjo=${1 + (i % 7)}p m=0.33 vj=0.5 fc=0.5`,
      '+ isr=14.5n nr=2 bv=100 ibv=100u tt=11.54n kf=0 af=1 vpk=100 iave=200m mfg=benchmark type=silicon)',
      '* reverse recovery and breakdown were fitted to the data sheet at 25 and 125 degrees, see the measurements of the vendor',
      `.subckt s${i} in out params: r=1k c=${1 + (i % 9)}n`,
      'r1 in mid {r}',
      'c1 mid 0 {c}',
      'l1 mid tail 10n',
      'd1 tail out dint',
      'r2 tail 0 {100*r}',
      '.model dint d(is=1e-14 n=1.05 rs=0.5 cjo=2p vj=0.7 m=0.4 tt=5n bv=60 ibv=10u)',
      `.ends s${i}`,
      `* ${'-'.repeat(100)} the end of part ${i} of the catalogue; the next one follows, with its own remarks, as in the libraries of the vendors`,
    );
  }
  parts.push('');
  return parts.join('\n');
}
