import { expect, test } from 'vitest';
import { encodeCircuit } from '@nodal/language/circuit/encode';
import { elaborateText } from '@nodal/language/elaborate/elaborate-text';
import { simulate } from './simulate.js';
import { solver } from './solver.fixture.js';

/**
 * ngspice's `.dc` sweeps no parameters, so that there is nothing to compare with there. What a sweep gives must be what
 * separate operating points give, and those of `.step param` are compared with ngspice (`test/reference/9*-step-*`).
 */
const CIRCUITS: Record<string, { deck: string; sweep: string }> = {
  'a divider and a diode': {
    sweep: 'k 1 4 0.5',
    deck: '.param k=2 r0=1k\nv1 in 0 3\nr1 in a {r0*k}\nd1 a 0 dx\nr2 a 0 {r0/k+100}\n.model dx d(is=1e-14 n=1.1 rs=3)',
  },
  'a transistor whose model depends on a parameter': {
    sweep: 'gain 50 250 25',
    deck: '.param gain=100\nvcc vcc 0 9\nrb vcc b 390k\nq1 c b e qn\nrc vcc c 2.2k\nre e 0 {330*gain/100}\n.model qn npn(is=3e-15 bf={gain} vaf=60 ikf=30m rb=150)',
  },
  'MOSFETs by their width': {
    sweep: 'w 2u 40u 2u',
    deck: '.param w=10u\nvdd dd 0 5\nvin in 0 2.2\nm1 out in 0 0 nm l=2u w={w}\nm2 out in dd dd pm l=2u w={2.5*w+1u}\nr1 out 0 220k\n.model nm nmos vto=0.7 kp=55u lambda=0.03\n.model pm pmos vto=-0.8 kp=19u lambda=0.04',
  },
  'a parameter handed into subcircuits': {
    sweep: 'att 0.1 0.9 0.1',
    deck: '.param att=0.5\nv1 in 0 2\nx1 in a pad k={att}\nx2 a out pad k={1-att}\nrl out 0 600\n.subckt pad p q k=0.5\nr1 p q {600*(1-k)}\nr2 q 0 {600*k+50}\n.ends',
  },
  'controlled sources and a switch': {
    sweep: 'g 0.2 2 0.1',
    deck: '.param g=1\nv1 in 0 1\nr1 in 0 1k\ne1 a 0 in 0 {g}\nra a s 1k\nvs s 0 0\nf1 0 b vs {2*g}\nrb b 0 1k\ng1 0 c b 0 {g*1m}\nrc c 0 1k\ns1 c k a 0 sx\nrk k 0 470\n.model sx sw(vt=0.75 ron=20 roff=1meg)',
  },
};

test.each(Object.entries(CIRCUITS))('%s: a sweep of a parameter is a row of operating points', async (_name, { deck, sweep }) => {
  const columns = async (cards: string) => {
    const { circuit, all } = elaborateText(`sweep\n${deck}\n${cards}\n.options reltol=1e-9\n.end\n`);
    expect(circuit, all.map(({ message }) => message).join('\n')).toBeDefined();
    const { plots, outcome } = await simulate(encodeCircuit(circuit!), { engine: await solver() });
    expect(outcome).toBe('done');
    expect(plots).toHaveLength(1);
    return new Map(plots[0]!.vectors.map(({ name }, i) => [name, plots[0]!.columns[i]!]));
  };
  const swept = [...(await columns(`.dc ${sweep}`)).entries()];
  const stepped = await columns(`.step param ${sweep}\n.op`);
  expect(swept[0]![1].length).toBeGreaterThanOrEqual(7);
  expect(swept.slice(1).length).toBeGreaterThanOrEqual(3);
  for (const [name, values] of swept.slice(1)) {
    const wanted = stepped.get(name)!;
    const largest = wanted.reduce((all, value) => Math.max(all, Math.abs(value)), 1e-12);
    expect(wanted).toHaveLength(values.length);
    values.forEach((value, i) => expect(Math.abs(value - wanted[i]!), `${name} at ${swept[0]![1][i]}`).toBeLessThanOrEqual(1e-6 * largest));
  }
});
