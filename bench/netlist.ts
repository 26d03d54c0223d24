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
