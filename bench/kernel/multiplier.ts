import { type BenchCircuit, lines } from './circuit.js';
import { BSIM3, LEVEL1 } from './logic.js';

/**
 * An array multiplier of two words of nine bits from gates of transistors: 81
 * products by NAND and inverter, 72 mirror adders of 28 transistors, 2502
 * transistors in all.
 */
const BITS = 9;

const GATES = `
.subckt inv a y vdd
mn y a 0 0 nm w=2u l=lmin ad=2p as=2p pd=6u ps=6u
mp y a vdd vdd pm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
.ends
.subckt and a b y vdd
mp1 x a vdd vdd pm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mp2 x b vdd vdd pm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn1 x a m 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn2 m b 0 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
x1 x y vdd inv
.ends
.subckt adder a b c s co vdd
* The carry, inverted, in its mirror form (Weste and Harris, CMOS VLSI Design, chapter 11).
mp1 p1 a vdd vdd pm w=8u l=lmin ad=8p as=8p pd=18u ps=18u
mp2 p1 b vdd vdd pm w=8u l=lmin ad=8p as=8p pd=18u ps=18u
mp3 nc c p1 vdd pm w=8u l=lmin ad=8p as=8p pd=18u ps=18u
mp4 p2 a vdd vdd pm w=8u l=lmin ad=8p as=8p pd=18u ps=18u
mp5 nc b p2 vdd pm w=8u l=lmin ad=8p as=8p pd=18u ps=18u
mn1 m1 a 0 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn2 m1 b 0 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn3 nc c m1 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn4 m2 a 0 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn5 nc b m2 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
* The sum, inverted: from the inputs and the inverted carry.
mp6 p3 a vdd vdd pm w=8u l=lmin ad=8p as=8p pd=18u ps=18u
mp7 p3 b vdd vdd pm w=8u l=lmin ad=8p as=8p pd=18u ps=18u
mp8 p3 c vdd vdd pm w=8u l=lmin ad=8p as=8p pd=18u ps=18u
mp9 ns nc p3 vdd pm w=8u l=lmin ad=8p as=8p pd=18u ps=18u
mp10 p4 a vdd vdd pm w=12u l=lmin ad=12p as=12p pd=26u ps=26u
mp11 p5 b p4 vdd pm w=12u l=lmin ad=12p as=12p pd=26u ps=26u
mp12 ns c p5 vdd pm w=12u l=lmin ad=12p as=12p pd=26u ps=26u
mn6 m3 a 0 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn7 m3 b 0 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn8 m3 c 0 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn9 ns nc m3 0 nm w=4u l=lmin ad=4p as=4p pd=10u ps=10u
mn10 m4 a 0 0 nm w=6u l=lmin ad=6p as=6p pd=14u ps=14u
mn11 m5 b m4 0 nm w=6u l=lmin ad=6p as=6p pd=14u ps=14u
mn12 ns c m5 0 nm w=6u l=lmin ad=6p as=6p pd=14u ps=14u
x1 nc co vdd inv
x2 ns s vdd inv
.ends`;

/** Sum and carry of row `i`, column `j`; the first row is of products alone. */
const sum = (i: number, j: number): string => (i === 0 ? `p0_${j}` : j === BITS ? `c${i}_${BITS - 1}` : `s${i}_${j}`);

const products = lines(BITS * BITS, (k) => {
  const [i, j] = [Math.floor(k / BITS), k % BITS];
  return `xp${i}_${j} a${j} b${i} p${i}_${j} vdd and`;
});

/** Row by row: a product, the sum of the row above one place higher, and the carry from the right. */
const adders = lines((BITS - 1) * BITS, (k) => {
  const [i, j] = [1 + Math.floor(k / BITS), k % BITS];
  const above = i === 1 && j === BITS - 1 ? '0' : sum(i - 1, j + 1);
  return `xa${i}_${j} p${i}_${j} ${above} ${j === 0 ? '0' : `c${i}_${j - 1}`} s${i}_${j} c${i}_${j} vdd adder`;
});

/** All bits of one factor are on, the other comes and goes, once with all its bits and once with every second one. */
function multiplier(name: string, title: string, supply: number, length: string, models: string): BenchCircuit {
  const words = lines(BITS, (i) => `vb${i} b${i} 0 ${supply}\nva${i} a${i} 0 pulse(0 ${supply} 1n 0.1n 0.1n ${i % 2 ? 6 : 14}n 40n)`);
  return {
    name,
    analysis: 'tran',
    body: `${title}\n.param lmin=${length}\nvdd vdd 0 ${supply}\n${words}\n${products}\n${adders}${GATES}\n${models}`,
    card: '.tran 20p 20n 0 50p',
    save: [`v(c${BITS - 1}_${BITS - 1})`, `v(s${BITS - 1}_${BITS - 1})`, 'v(s1_0)'],
  };
}

const level1 = multiplier('multiplier-mos1', 'An array multiplier of 2502 transistors, MOS level 1', 3.3, '0.5u', LEVEL1);
const bsim3 = multiplier('multiplier-bsim3', 'An array multiplier of 2502 transistors, BSIM3', 3.3, '0.35u', BSIM3);

export const MULTIPLIERS: readonly BenchCircuit[] = [level1, bsim3];
