/**
 * Netlists of any size for benchmarks, the same for the same size: 87 % element
 * cards, subcircuits nested two deep, models, parameters, expressions,
 * continuations and comments, about 30 characters a line.
 */
export function generatedNetlist(lines) {
  const out = ['Generated netlist', '.param r0=1k c0=1n', '.model dfast d is=1e-14 n=1.05', 'v1 n0 0 dc 1 ac 1 pulse(0 1 0 1n 1n 1u 2u)'];
  let node = 0;
  let block = 0;
  while (out.length + 113 < lines - 3) {
    block++;
    out.push(`.subckt cell${block} in out r=1k c=1n`, '* a stage');
    for (let i = 0; i < 30; i++) {
      out.push(`r${i} ${i === 0 ? 'in' : `m${i}`} m${i + 1} {r*${i + 1}}`);
      out.push(i % 5 === 0 ? `c${i} m${i + 1} 0 {c/2} ic=0` : `c${i} m${i + 1} 0 ${i + 1}.5p`);
    }
    out.push('d1 m30 0 dfast', 'r99 m30 out', '+ {2*r} tc1=1m', '.ends');
    for (let i = 0; i < 20; i++) {
      out.push(`r${block}_${i} n${node} n${node + 1} ${i + 1}.7k`, `c${block}_${i} n${node + 1} 0 ${i + 1}00p`);
      node++;
    }
    out.push(`x${block} n${node} n${node + 1} cell${block} r={r0*2} c=2n`);
    node++;
  }
  // A block has 110 lines; single resistors make up the number.
  for (let i = 0; out.length < lines - 3; i++) out.push(`rfill${i} n${node} 0 ${i + 1}k`);
  out.push(`rload n${node} 0 1k`, '.tran 1u 1m', '.end');
  return `${out.join('\n')}\n`;
}
